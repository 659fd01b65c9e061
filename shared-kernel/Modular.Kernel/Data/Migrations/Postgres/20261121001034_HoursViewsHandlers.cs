using Microsoft.EntityFrameworkCore.Migrations;
using Modular.Kernel.Store;

#nullable disable

namespace Modular.Kernel.Data.Migrations.Postgres
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(KernelDbPostgres))]
    [Migration("20261121001034_HoursViewsHandlers")]
    internal partial class HoursViewsHandlers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "saved_view",
                schema: "kernel",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    account_id = table.Column<long>(type: "bigint", nullable: false),
                    list = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    name = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    query = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_saved_view", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "unit_hours",
                schema: "kernel",
                columns: table => new
                {
                    unit_id = table.Column<int>(type: "integer", nullable: false),
                    workdays = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    weekends = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    holidays = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_unit_hours", x => x.unit_id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_kernel_saved_view_account_id_list_name",
                schema: "kernel",
                table: "saved_view",
                columns: new[] { "account_id", "list", "name" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "saved_view",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "unit_hours",
                schema: "kernel");
        }
    }
}
