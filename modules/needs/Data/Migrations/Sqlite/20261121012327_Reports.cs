using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Modular.Needs.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(NeedsDbSqlite))]
    [Migration("20261121012327_Reports")]
    internal partial class Reports : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "first_in_time",
                table: "needs_need",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "needs_work_note",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    unit_id = table.Column<int>(type: "INTEGER", nullable: false),
                    unit_path = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false, collation: "BINARY"),
                    by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    text = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_needs_work_note", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_needs_work_note_unit_path_at",
                table: "needs_work_note",
                columns: new[] { "unit_path", "at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "needs_work_note");

            migrationBuilder.DropColumn(
                name: "first_in_time",
                table: "needs_need");
        }
    }
}
