using Microsoft.EntityFrameworkCore.Migrations;
using Modular.Kernel.Store;

#nullable disable

namespace Modular.Kernel.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(KernelDbSqlite))]
    [Migration("20261129235934_Engine")]
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
            migrationBuilder.AddColumn<long>(
                name: "due_at",
                table: "kernel_job",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "lease_by",
                table: "kernel_job",
                type: "TEXT",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "lease_until",
                table: "kernel_job",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "told_at",
                table: "kernel_job",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "kernel_data_protection_key",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    friendly_name = table.Column<string>(type: "TEXT", nullable: true),
                    xml = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_data_protection_key", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "kernel_recurring_run",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    slot = table.Column<long>(type: "INTEGER", nullable: false),
                    started_at = table.Column<long>(type: "INTEGER", nullable: false),
                    ended_at = table.Column<long>(type: "INTEGER", nullable: true),
                    state = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    lease_by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    lease_until = table.Column<long>(type: "INTEGER", nullable: true),
                    result = table.Column<string>(type: "TEXT", nullable: true),
                    error = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_recurring_run", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_kernel_recurring_run_kind_slot",
                table: "kernel_recurring_run",
                columns: new[] { "kind", "slot" },
                unique: true);

            // Present keys stay good: people stay signed in, forms stay valid.
            migrationBuilder.Sql("INSERT INTO kernel_data_protection_key (friendly_name, xml) SELECT name, xml FROM kernel_protection_key ORDER BY id");

            migrationBuilder.DropTable(
                name: "kernel_protection_key");

            migrationBuilder.Sql("UPDATE kernel_job SET due_at = created_at");

            // Left by the scheduler of earlier versions.
            foreach (string table in Former) migrationBuilder.Sql($"DROP TABLE IF EXISTS qrtz_{table}");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "kernel_recurring_run");

            migrationBuilder.DropColumn(
                name: "due_at",
                table: "kernel_job");

            migrationBuilder.DropColumn(
                name: "lease_by",
                table: "kernel_job");

            migrationBuilder.DropColumn(
                name: "lease_until",
                table: "kernel_job");

            migrationBuilder.DropColumn(
                name: "told_at",
                table: "kernel_job");

            migrationBuilder.CreateTable(
                name: "kernel_protection_key",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    xml = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_protection_key", x => x.id);
                });

            migrationBuilder.Sql("INSERT INTO kernel_protection_key (name, xml) SELECT friendly_name, xml FROM kernel_data_protection_key ORDER BY id");

            migrationBuilder.DropTable(
                name: "kernel_data_protection_key");
        }
    }
}
