using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Modular.Needs.Data;

#nullable disable

namespace Modular.Needs.Data.Migrations.Postgres
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(NeedsDbPostgres))]
    [Migration("20261125131750_TopicsAndIssues")]
    internal partial class TopicsAndIssues : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "firm",
                schema: "needs",
                table: "topic",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "map_x",
                schema: "needs",
                table: "topic",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "map_y",
                schema: "needs",
                table: "topic",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "typical",
                schema: "needs",
                table: "topic",
                type: "character varying(120)",
                maxLength: 120,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "hot_issue",
                schema: "needs",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    unit_id = table.Column<int>(type: "integer", nullable: false),
                    unit_path = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    place = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    words = table.Column<string>(type: "character varying(160)", maxLength: 160, nullable: false),
                    size = table.Column<int>(type: "integer", nullable: false),
                    people = table.Column<int>(type: "integer", nullable: false),
                    first_on = table.Column<DateOnly>(type: "date", nullable: true),
                    last_on = table.Column<DateOnly>(type: "date", nullable: true),
                    heat = table.Column<int>(type: "integer", nullable: false),
                    parts = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    found_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    topic_id = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_needs_hot_issue", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "hot_issue_member",
                schema: "needs",
                columns: table => new
                {
                    issue_id = table.Column<long>(type: "bigint", nullable: false),
                    need_id = table.Column<long>(type: "bigint", nullable: false),
                    rank = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_needs_hot_issue_member", x => new { x.issue_id, x.need_id });
                });

            migrationBuilder.CreateTable(
                name: "issue_decision",
                schema: "needs",
                columns: table => new
                {
                    unit_id = table.Column<int>(type: "integer", nullable: false),
                    one = table.Column<long>(type: "bigint", nullable: false),
                    other = table.Column<long>(type: "bigint", nullable: false),
                    unit_path = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    together = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_needs_issue_decision", x => new { x.unit_id, x.one, x.other });
                });

            migrationBuilder.CreateTable(
                name: "topic_exclusion",
                schema: "needs",
                columns: table => new
                {
                    topic_id = table.Column<long>(type: "bigint", nullable: false),
                    need_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_needs_topic_exclusion", x => new { x.topic_id, x.need_id });
                });

            migrationBuilder.CreateTable(
                name: "topic_run",
                schema: "needs",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    unit_id = table.Column<int>(type: "integer", nullable: false),
                    unit_path = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    to = table.Column<DateOnly>(type: "date", nullable: false),
                    needs = table.Column<int>(type: "integer", nullable: false),
                    topics = table.Column<int>(type: "integer", nullable: false),
                    apart = table.Column<int>(type: "integer", nullable: false),
                    firm = table.Column<int>(type: "integer", nullable: true),
                    fresh = table.Column<int>(type: "integer", nullable: false),
                    stayed = table.Column<int>(type: "integer", nullable: false),
                    moved = table.Column<int>(type: "integer", nullable: false),
                    appeared = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    gone = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_needs_topic_run", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_needs_hot_issue_unit_id_heat",
                schema: "needs",
                table: "hot_issue",
                columns: new[] { "unit_id", "heat" });

            migrationBuilder.CreateIndex(
                name: "ix_needs_hot_issue_member_need_id",
                schema: "needs",
                table: "hot_issue_member",
                column: "need_id");

            migrationBuilder.CreateIndex(
                name: "ix_needs_topic_run_unit_id_at",
                schema: "needs",
                table: "topic_run",
                columns: new[] { "unit_id", "at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "hot_issue",
                schema: "needs");

            migrationBuilder.DropTable(
                name: "hot_issue_member",
                schema: "needs");

            migrationBuilder.DropTable(
                name: "issue_decision",
                schema: "needs");

            migrationBuilder.DropTable(
                name: "topic_exclusion",
                schema: "needs");

            migrationBuilder.DropTable(
                name: "topic_run",
                schema: "needs");

            migrationBuilder.DropColumn(
                name: "firm",
                schema: "needs",
                table: "topic");

            migrationBuilder.DropColumn(
                name: "map_x",
                schema: "needs",
                table: "topic");

            migrationBuilder.DropColumn(
                name: "map_y",
                schema: "needs",
                table: "topic");

            migrationBuilder.DropColumn(
                name: "typical",
                schema: "needs",
                table: "topic");
        }
    }
}
