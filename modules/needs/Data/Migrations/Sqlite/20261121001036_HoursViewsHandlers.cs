using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Modular.Needs.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(NeedsDbSqlite))]
    [Migration("20261121001036_HoursViewsHandlers")]
    internal partial class HoursViewsHandlers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_needs_need_handler_unit_id_id",
                table: "needs_need");

            migrationBuilder.AddColumn<string>(
                name: "handler_path",
                table: "needs_need",
                type: "TEXT",
                maxLength: 200,
                nullable: true,
                collation: "BINARY");

            migrationBuilder.AddColumn<string>(
                name: "columns",
                table: "needs_import_batch",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "headings",
                table: "needs_import_batch",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateIndex(
                name: "ix_needs_need_handler_path_id",
                table: "needs_need",
                columns: new[] { "handler_path", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_needs_need_handler_path_id",
                table: "needs_need");

            migrationBuilder.DropColumn(
                name: "handler_path",
                table: "needs_need");

            migrationBuilder.DropColumn(
                name: "columns",
                table: "needs_import_batch");

            migrationBuilder.DropColumn(
                name: "headings",
                table: "needs_import_batch");

            migrationBuilder.CreateIndex(
                name: "ix_needs_need_handler_unit_id_id",
                table: "needs_need",
                columns: new[] { "handler_unit_id", "id" });
        }
    }
}
