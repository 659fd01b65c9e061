using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Modular.Kernel.Store;

#nullable disable

namespace Modular.Kernel.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(KernelDbSqlite))]
    [Migration("20261130065020_PluginApprovalsAndUploads")]
    internal partial class PluginApprovalsAndUploads : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "approved_at",
                table: "kernel_plugin_entry",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "kernel_plugin_verdict",
                columns: table => new
                {
                    subject = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    said = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_plugin_verdict", x => new { x.subject, x.hash });
                });

            migrationBuilder.CreateTable(
                name: "kernel_upload_day",
                columns: table => new
                {
                    day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    from = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    bytes = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_upload_day", x => new { x.day, x.from });
                });

            // What is in use, and what was and is gone, had been approved; only that it was is kept from now on.
            migrationBuilder.Sql("UPDATE kernel_plugin_entry SET approved_at = first_seen_at WHERE status IN ('Allowed', 'Missing')");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "kernel_plugin_verdict");

            migrationBuilder.DropTable(
                name: "kernel_upload_day");

            migrationBuilder.DropColumn(
                name: "approved_at",
                table: "kernel_plugin_entry");
        }
    }
}
