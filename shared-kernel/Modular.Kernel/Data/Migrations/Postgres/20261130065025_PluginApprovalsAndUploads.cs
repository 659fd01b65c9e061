using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Modular.Kernel.Store;

#nullable disable

namespace Modular.Kernel.Data.Migrations.Postgres
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(KernelDbPostgres))]
    [Migration("20261130065025_PluginApprovalsAndUploads")]
    internal partial class PluginApprovalsAndUploads : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "approved_at",
                schema: "kernel",
                table: "plugin_entry",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "plugin_verdict",
                schema: "kernel",
                columns: table => new
                {
                    subject = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    said = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_plugin_verdict", x => new { x.subject, x.hash });
                });

            migrationBuilder.CreateTable(
                name: "upload_day",
                schema: "kernel",
                columns: table => new
                {
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    from = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    bytes = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_upload_day", x => new { x.day, x.from });
                });

            // What is in use, and what was and is gone, had been approved; only that it was is kept from now on.
            migrationBuilder.Sql("UPDATE kernel.plugin_entry SET approved_at = first_seen_at WHERE status IN ('Allowed', 'Missing')");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "plugin_verdict",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "upload_day",
                schema: "kernel");

            migrationBuilder.DropColumn(
                name: "approved_at",
                schema: "kernel",
                table: "plugin_entry");
        }
    }
}
