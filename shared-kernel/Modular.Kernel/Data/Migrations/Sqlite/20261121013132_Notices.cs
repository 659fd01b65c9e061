using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Modular.Kernel.Store;

#nullable disable

namespace Modular.Kernel.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(KernelDbSqlite))]
    [Migration("20261121013132_Notices")]
    internal partial class Notices : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "kernel_delivery",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    channel = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    target_id = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    arguments = table.Column<string>(type: "TEXT", nullable: false),
                    href = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    due_at = table.Column<long>(type: "INTEGER", nullable: false),
                    digest = table.Column<bool>(type: "INTEGER", nullable: false),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    sent_at = table.Column<long>(type: "INTEGER", nullable: true),
                    error = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_delivery", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "kernel_notice",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    account_id = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    arguments = table.Column<string>(type: "TEXT", nullable: false),
                    href = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    read_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_notice", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "kernel_notice_choice",
                columns: table => new
                {
                    account_id = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    inbox = table.Column<bool>(type: "INTEGER", nullable: false),
                    mail = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_notice_choice", x => new { x.account_id, x.kind });
                });

            migrationBuilder.CreateTable(
                name: "kernel_notice_wish",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    unit_id = table.Column<int>(type: "INTEGER", nullable: false),
                    permission = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    account_id = table.Column<long>(type: "INTEGER", nullable: true),
                    arguments = table.Column<string>(type: "TEXT", nullable: false),
                    href = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    spread_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_notice_wish", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "kernel_quiet_hours",
                columns: table => new
                {
                    account_id = table.Column<long>(type: "INTEGER", nullable: false),
                    from = table.Column<TimeOnly>(type: "TEXT", nullable: false),
                    to = table.Column<TimeOnly>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_quiet_hours", x => x.account_id);
                });

            migrationBuilder.CreateTable(
                name: "kernel_webhook",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    unit_id = table.Column<int>(type: "INTEGER", nullable: false),
                    unit_path = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false, collation: "BINARY"),
                    name = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    url = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    secret = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    format = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    kinds = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    disabled = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_webhook", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_kernel_delivery_state_due_at",
                table: "kernel_delivery",
                columns: new[] { "state", "due_at" });

            migrationBuilder.CreateIndex(
                name: "ix_kernel_notice_account_id_read_at_id",
                table: "kernel_notice",
                columns: new[] { "account_id", "read_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_kernel_notice_wish_spread_at_id",
                table: "kernel_notice_wish",
                columns: new[] { "spread_at", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "kernel_delivery");

            migrationBuilder.DropTable(
                name: "kernel_notice");

            migrationBuilder.DropTable(
                name: "kernel_notice_choice");

            migrationBuilder.DropTable(
                name: "kernel_notice_wish");

            migrationBuilder.DropTable(
                name: "kernel_quiet_hours");

            migrationBuilder.DropTable(
                name: "kernel_webhook");
        }
    }
}
