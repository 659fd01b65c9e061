using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Modular.Needs.Data.Migrations.Postgres
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(NeedsDbPostgres))]
    [Migration("20261120231457_ListIndexes")]
    internal partial class ListIndexes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "ix_needs_need_category_id_id",
                schema: "needs",
                table: "need",
                columns: new[] { "category_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_needs_need_handler_unit_id_id",
                schema: "needs",
                table: "need",
                columns: new[] { "handler_unit_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_needs_need_state_id",
                schema: "needs",
                table: "need",
                columns: new[] { "state", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_needs_need_category_id_id",
                schema: "needs",
                table: "need");

            migrationBuilder.DropIndex(
                name: "ix_needs_need_handler_unit_id_id",
                schema: "needs",
                table: "need");

            migrationBuilder.DropIndex(
                name: "ix_needs_need_state_id",
                schema: "needs",
                table: "need");
        }
    }
}
