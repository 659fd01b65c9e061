using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Modular.Needs.Data.Migrations.Postgres
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(NeedsDbPostgres))]
    [Migration("20261121001038_HoursViewsHandlers")]
    internal partial class HoursViewsHandlers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // How long the index's list of new entries may grow is said per transaction now.
            migrationBuilder.Sql("ALTER INDEX needs.ix_needs_need_search_tokens RESET (gin_pending_list_limit)");

            migrationBuilder.DropIndex(
                name: "ix_needs_need_handler_unit_id_id",
                schema: "needs",
                table: "need");

            migrationBuilder.AddColumn<string>(
                name: "handler_path",
                schema: "needs",
                table: "need",
                type: "character varying(200)",
                maxLength: 200,
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "columns",
                schema: "needs",
                table: "import_batch",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "headings",
                schema: "needs",
                table: "import_batch",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateIndex(
                name: "ix_needs_need_handler_path_id",
                schema: "needs",
                table: "need",
                columns: new[] { "handler_path", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_needs_need_handler_path_id",
                schema: "needs",
                table: "need");

            migrationBuilder.DropColumn(
                name: "handler_path",
                schema: "needs",
                table: "need");

            migrationBuilder.DropColumn(
                name: "columns",
                schema: "needs",
                table: "import_batch");

            migrationBuilder.DropColumn(
                name: "headings",
                schema: "needs",
                table: "import_batch");

            migrationBuilder.CreateIndex(
                name: "ix_needs_need_handler_unit_id_id",
                schema: "needs",
                table: "need",
                columns: new[] { "handler_unit_id", "id" });
        }
    }
}
