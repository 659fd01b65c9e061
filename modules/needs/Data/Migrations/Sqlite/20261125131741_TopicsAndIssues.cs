using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Modular.Needs.Data;

#nullable disable

namespace Modular.Needs.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(NeedsDbSqlite))]
    [Migration("20261125131741_TopicsAndIssues")]
    internal partial class TopicsAndIssues : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "firm",
                table: "needs_topic",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "map_x",
                table: "needs_topic",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "map_y",
                table: "needs_topic",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "typical",
                table: "needs_topic",
                type: "TEXT",
                maxLength: 120,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "needs_hot_issue",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    unit_id = table.Column<int>(type: "INTEGER", nullable: false),
                    unit_path = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false, collation: "BINARY"),
                    place = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    words = table.Column<string>(type: "TEXT", maxLength: 160, nullable: false),
                    size = table.Column<int>(type: "INTEGER", nullable: false),
                    people = table.Column<int>(type: "INTEGER", nullable: false),
                    first_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    last_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    heat = table.Column<int>(type: "INTEGER", nullable: false),
                    parts = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    found_at = table.Column<long>(type: "INTEGER", nullable: false),
                    topic_id = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_needs_hot_issue", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "needs_hot_issue_member",
                columns: table => new
                {
                    issue_id = table.Column<long>(type: "INTEGER", nullable: false),
                    need_id = table.Column<long>(type: "INTEGER", nullable: false),
                    rank = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_needs_hot_issue_member", x => new { x.issue_id, x.need_id });
                });

            migrationBuilder.CreateTable(
                name: "needs_issue_decision",
                columns: table => new
                {
                    unit_id = table.Column<int>(type: "INTEGER", nullable: false),
                    one = table.Column<long>(type: "INTEGER", nullable: false),
                    other = table.Column<long>(type: "INTEGER", nullable: false),
                    unit_path = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false, collation: "BINARY"),
                    together = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_needs_issue_decision", x => new { x.unit_id, x.one, x.other });
                });

            migrationBuilder.CreateTable(
                name: "needs_topic_exclusion",
                columns: table => new
                {
                    topic_id = table.Column<long>(type: "INTEGER", nullable: false),
                    need_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_needs_topic_exclusion", x => new { x.topic_id, x.need_id });
                });

            migrationBuilder.CreateTable(
                name: "needs_topic_run",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    unit_id = table.Column<int>(type: "INTEGER", nullable: false),
                    unit_path = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false, collation: "BINARY"),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    to = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    needs = table.Column<int>(type: "INTEGER", nullable: false),
                    topics = table.Column<int>(type: "INTEGER", nullable: false),
                    apart = table.Column<int>(type: "INTEGER", nullable: false),
                    firm = table.Column<int>(type: "INTEGER", nullable: true),
                    fresh = table.Column<int>(type: "INTEGER", nullable: false),
                    stayed = table.Column<int>(type: "INTEGER", nullable: false),
                    moved = table.Column<int>(type: "INTEGER", nullable: false),
                    appeared = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    gone = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_needs_topic_run", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_needs_hot_issue_unit_id_heat",
                table: "needs_hot_issue",
                columns: new[] { "unit_id", "heat" });

            migrationBuilder.CreateIndex(
                name: "ix_needs_hot_issue_member_need_id",
                table: "needs_hot_issue_member",
                column: "need_id");

            migrationBuilder.CreateIndex(
                name: "ix_needs_topic_run_unit_id_at",
                table: "needs_topic_run",
                columns: new[] { "unit_id", "at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "needs_hot_issue");

            migrationBuilder.DropTable(
                name: "needs_hot_issue_member");

            migrationBuilder.DropTable(
                name: "needs_issue_decision");

            migrationBuilder.DropTable(
                name: "needs_topic_exclusion");

            migrationBuilder.DropTable(
                name: "needs_topic_run");

            migrationBuilder.DropColumn(
                name: "firm",
                table: "needs_topic");

            migrationBuilder.DropColumn(
                name: "map_x",
                table: "needs_topic");

            migrationBuilder.DropColumn(
                name: "map_y",
                table: "needs_topic");

            migrationBuilder.DropColumn(
                name: "typical",
                table: "needs_topic");
        }
    }
}
