using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Modular.Kernel.Store;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Modular.Kernel.Data.Migrations.Postgres
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(KernelDbPostgres))]
    [Migration("20261129235936_Engine")]
    internal partial class Engine : Migration
    {
        private static readonly string[] Former =
        [
            "fired_triggers",
            "paused_trigger_grps",
            "scheduler_state",
            "locks",
            "simprop_triggers",
            "simple_triggers",
            "cron_triggers",
            "blob_triggers",
            "triggers",
            "job_details",
            "calendars",
        ];

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "due_at",
                schema: "kernel",
                table: "job",
                type: "timestamp with time zone",
                nullable: false,
                defaultValue: DateTimeOffset.UnixEpoch);

            migrationBuilder.AddColumn<string>(
                name: "lease_by",
                schema: "kernel",
                table: "job",
                type: "character varying(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "lease_until",
                schema: "kernel",
                table: "job",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "told_at",
                schema: "kernel",
                table: "job",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "data_protection_key",
                schema: "kernel",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    friendly_name = table.Column<string>(type: "text", nullable: true),
                    xml = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_data_protection_key", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "recurring_run",
                schema: "kernel",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    slot = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    state = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    lease_by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    lease_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    result = table.Column<string>(type: "text", nullable: true),
                    error = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_recurring_run", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_kernel_recurring_run_kind_slot",
                schema: "kernel",
                table: "recurring_run",
                columns: new[] { "kind", "slot" },
                unique: true);

            // Present keys stay good: people stay signed in, forms stay valid.
            migrationBuilder.Sql("INSERT INTO kernel.data_protection_key (friendly_name, xml) SELECT name, xml FROM kernel.protection_key ORDER BY id");

            migrationBuilder.DropTable(
                name: "protection_key",
                schema: "kernel");

            migrationBuilder.Sql("UPDATE kernel.job SET due_at = created_at");

            // Left by the scheduler of earlier versions.
            foreach (string table in Former) migrationBuilder.Sql($"DROP TABLE IF EXISTS qrtz_{table}");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "recurring_run",
                schema: "kernel");

            migrationBuilder.DropColumn(
                name: "due_at",
                schema: "kernel",
                table: "job");

            migrationBuilder.DropColumn(
                name: "lease_by",
                schema: "kernel",
                table: "job");

            migrationBuilder.DropColumn(
                name: "lease_until",
                schema: "kernel",
                table: "job");

            migrationBuilder.DropColumn(
                name: "told_at",
                schema: "kernel",
                table: "job");

            migrationBuilder.CreateTable(
                name: "protection_key",
                schema: "kernel",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    name = table.Column<string>(type: "text", nullable: false),
                    xml = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_protection_key", x => x.id);
                });

            migrationBuilder.Sql("INSERT INTO kernel.protection_key (name, xml) SELECT friendly_name, xml FROM kernel.data_protection_key ORDER BY id");

            migrationBuilder.DropTable(
                name: "data_protection_key",
                schema: "kernel");
        }
    }
}
