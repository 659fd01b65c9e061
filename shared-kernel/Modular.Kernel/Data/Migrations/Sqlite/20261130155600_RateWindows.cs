using Modular.Kernel.Store;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Modular.Kernel.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(KernelDbSqlite))]
    [Migration("20261130155600_RateWindows")]
    internal partial class RateWindows : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "kernel_rate_window",
                columns: table => new
                {
                    key = table.Column<byte[]>(type: "BLOB", maxLength: 16, nullable: false),
                    minute = table.Column<long>(type: "INTEGER", nullable: false),
                    asked = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_rate_window", x => new { x.key, x.minute });
                });

            migrationBuilder.CreateIndex(
                name: "ix_kernel_rate_window_minute",
                table: "kernel_rate_window",
                column: "minute");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "kernel_rate_window");
        }
    }
}
