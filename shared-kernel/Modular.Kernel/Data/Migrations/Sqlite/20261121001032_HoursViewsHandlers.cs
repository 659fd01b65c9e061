using Microsoft.EntityFrameworkCore.Migrations;
using Modular.Kernel.Store;

#nullable disable

namespace Modular.Kernel.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(KernelDbSqlite))]
    [Migration("20261121001032_HoursViewsHandlers")]
    internal partial class HoursViewsHandlers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "kernel_saved_view",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    account_id = table.Column<long>(type: "INTEGER", nullable: false),
                    list = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    query = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_saved_view", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "kernel_unit_hours",
                columns: table => new
                {
                    unit_id = table.Column<int>(type: "INTEGER", nullable: false),
                    workdays = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    weekends = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    holidays = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_unit_hours", x => x.unit_id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_kernel_saved_view_account_id_list_name",
                table: "kernel_saved_view",
                columns: new[] { "account_id", "list", "name" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "kernel_saved_view");

            migrationBuilder.DropTable(
                name: "kernel_unit_hours");
        }
    }
}
