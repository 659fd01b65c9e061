using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Modular.Needs.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(NeedsDbSqlite))]
    [Migration("20261125211223_TopicChanges")]
    internal partial class TopicChanges : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "by_run",
                table: "needs_topic_member",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "needs_topic_change",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    unit_id = table.Column<int>(type: "INTEGER", nullable: false),
                    unit_path = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false, collation: "BINARY"),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    act = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    topic_id = table.Column<long>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    need_id = table.Column<long>(type: "INTEGER", nullable: true),
                    undone_at = table.Column<long>(type: "INTEGER", nullable: true),
                    undone_by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_needs_topic_change", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "needs_topic_change_need",
                columns: table => new
                {
                    change_id = table.Column<long>(type: "INTEGER", nullable: false),
                    topic_id = table.Column<long>(type: "INTEGER", nullable: false),
                    need_id = table.Column<long>(type: "INTEGER", nullable: false),
                    mark = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    closeness = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_needs_topic_change_need", x => new { x.change_id, x.topic_id, x.need_id });
                });

            migrationBuilder.CreateTable(
                name: "needs_topic_change_topic",
                columns: table => new
                {
                    change_id = table.Column<long>(type: "INTEGER", nullable: false),
                    topic_id = table.Column<long>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    key_words = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    typical = table.Column<string>(type: "TEXT", maxLength: 120, nullable: true),
                    map_x = table.Column<int>(type: "INTEGER", nullable: true),
                    map_y = table.Column<int>(type: "INTEGER", nullable: true),
                    firm = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_needs_topic_change_topic", x => new { x.change_id, x.topic_id });
                });

            migrationBuilder.CreateIndex(
                name: "ix_needs_topic_change_unit_id_id",
                table: "needs_topic_change",
                columns: new[] { "unit_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_needs_topic_change_topic_topic_id",
                table: "needs_topic_change_topic",
                column: "topic_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "needs_topic_change");

            migrationBuilder.DropTable(
                name: "needs_topic_change_need");

            migrationBuilder.DropTable(
                name: "needs_topic_change_topic");

            migrationBuilder.DropColumn(
                name: "by_run",
                table: "needs_topic_member");
        }
    }
}
