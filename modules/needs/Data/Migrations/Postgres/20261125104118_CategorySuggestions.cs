using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Modular.Needs.Data;

#nullable disable

namespace Modular.Needs.Data.Migrations.Postgres
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(NeedsDbPostgres))]
    [Migration("20261125104118_CategorySuggestions")]
    internal partial class CategorySuggestions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "learnt_categories",
                schema: "needs",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    unit_id = table.Column<int>(type: "integer", nullable: false),
                    trained_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    plugin = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    category_ids = table.Column<string>(type: "text", nullable: false),
                    figures = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    content = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_needs_learnt_categories", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "category_suggestion",
                schema: "needs",
                columns: table => new
                {
                    need_id = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    first = table.Column<int>(type: "integer", nullable: false),
                    second = table.Column<int>(type: "integer", nullable: true),
                    third = table.Column<int>(type: "integer", nullable: true),
                    taken = table.Column<int>(type: "integer", nullable: true),
                    from_past = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_needs_category_suggestion", x => x.need_id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_needs_learnt_categories_unit_id",
                schema: "needs",
                table: "learnt_categories",
                column: "unit_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_needs_category_suggestion_at",
                schema: "needs",
                table: "category_suggestion",
                column: "at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "learnt_categories",
                schema: "needs");

            migrationBuilder.DropTable(
                name: "category_suggestion",
                schema: "needs");
        }
    }
}
