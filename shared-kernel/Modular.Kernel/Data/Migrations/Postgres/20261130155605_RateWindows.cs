using Modular.Kernel.Store;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Modular.Kernel.Data.Migrations.Postgres
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(KernelDbPostgres))]
    [Migration("20261130155605_RateWindows")]
    internal partial class RateWindows : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "rate_window",
                schema: "kernel",
                columns: table => new
                {
                    key = table.Column<byte[]>(type: "bytea", maxLength: 16, nullable: false),
                    minute = table.Column<long>(type: "bigint", nullable: false),
                    asked = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_rate_window", x => new { x.key, x.minute });
                });

            migrationBuilder.CreateIndex(
                name: "ix_kernel_rate_window_minute",
                schema: "kernel",
                table: "rate_window",
                column: "minute");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "rate_window",
                schema: "kernel");
        }
    }
}
