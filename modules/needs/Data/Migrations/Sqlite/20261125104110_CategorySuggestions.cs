using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Modular.Needs.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(NeedsDbSqlite))]
    [Migration("20261125104110_CategorySuggestions")]
    internal partial class CategorySuggestions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "needs_learnt_categories",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    unit_id = table.Column<int>(type: "INTEGER", nullable: false),
                    trained_at = table.Column<long>(type: "INTEGER", nullable: false),
                    plugin = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    category_ids = table.Column<string>(type: "TEXT", nullable: false),
                    figures = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    content = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_needs_learnt_categories", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "needs_category_suggestion",
                columns: table => new
                {
                    need_id = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    first = table.Column<int>(type: "INTEGER", nullable: false),
                    second = table.Column<int>(type: "INTEGER", nullable: true),
                    third = table.Column<int>(type: "INTEGER", nullable: true),
                    taken = table.Column<int>(type: "INTEGER", nullable: true),
                    from_past = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_needs_category_suggestion", x => x.need_id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_needs_learnt_categories_unit_id",
                table: "needs_learnt_categories",
                column: "unit_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_needs_category_suggestion_at",
                table: "needs_category_suggestion",
                column: "at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "needs_learnt_categories");

            migrationBuilder.DropTable(
                name: "needs_category_suggestion");
        }
    }
}
