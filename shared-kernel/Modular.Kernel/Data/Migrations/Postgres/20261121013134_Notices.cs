using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Modular.Kernel.Store;

#nullable disable

namespace Modular.Kernel.Data.Migrations.Postgres
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(KernelDbPostgres))]
    [Migration("20261121013134_Notices")]
    internal partial class Notices : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "delivery",
                schema: "kernel",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    channel = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    target_id = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    arguments = table.Column<string>(type: "text", nullable: false),
                    href = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    digest = table.Column<bool>(type: "boolean", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    sent_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    error = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_delivery", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "notice",
                schema: "kernel",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    account_id = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    arguments = table.Column<string>(type: "text", nullable: false),
                    href = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    read_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_notice", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "notice_choice",
                schema: "kernel",
                columns: table => new
                {
                    account_id = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    inbox = table.Column<bool>(type: "boolean", nullable: false),
                    mail = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_notice_choice", x => new { x.account_id, x.kind });
                });

            migrationBuilder.CreateTable(
                name: "notice_wish",
                schema: "kernel",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    unit_id = table.Column<int>(type: "integer", nullable: false),
                    permission = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    account_id = table.Column<long>(type: "bigint", nullable: true),
                    arguments = table.Column<string>(type: "text", nullable: false),
                    href = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    spread_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_notice_wish", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "quiet_hours",
                schema: "kernel",
                columns: table => new
                {
                    account_id = table.Column<long>(type: "bigint", nullable: false),
                    from = table.Column<TimeOnly>(type: "time without time zone", nullable: false),
                    to = table.Column<TimeOnly>(type: "time without time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_quiet_hours", x => x.account_id);
                });

            migrationBuilder.CreateTable(
                name: "webhook",
                schema: "kernel",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    unit_id = table.Column<int>(type: "integer", nullable: false),
                    unit_path = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    url = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    secret = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    format = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    kinds = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    disabled = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_webhook", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_kernel_delivery_state_due_at",
                schema: "kernel",
                table: "delivery",
                columns: new[] { "state", "due_at" });

            migrationBuilder.CreateIndex(
                name: "ix_kernel_notice_account_id_read_at_id",
                schema: "kernel",
                table: "notice",
                columns: new[] { "account_id", "read_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_kernel_notice_wish_spread_at_id",
                schema: "kernel",
                table: "notice_wish",
                columns: new[] { "spread_at", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "delivery",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "notice",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "notice_choice",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "notice_wish",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "quiet_hours",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "webhook",
                schema: "kernel");
        }
    }
}
