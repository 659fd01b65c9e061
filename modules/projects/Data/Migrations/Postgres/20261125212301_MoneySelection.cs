using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Modular.Projects.Data;

#nullable disable

namespace Modular.Projects.Data.Migrations.Postgres
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(ProjectsDbPostgres))]
    [Migration("20261125212301_MoneySelection")]
    internal partial class MoneySelection : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "opinion_record",
                schema: "projects",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    project_id = table.Column<long>(type: "bigint", nullable: false),
                    on = table.Column<DateOnly>(type: "date", nullable: false),
                    way = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    people = table.Column<int>(type: "integer", nullable: false),
                    said = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_opinion_record", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "selection",
                schema: "projects",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    name = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    unit_id = table.Column<int>(type: "integer", nullable: false),
                    unit_path = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    opens_on = table.Column<DateOnly>(type: "date", nullable: false),
                    closes_on = table.Column<DateOnly>(type: "date", nullable: false),
                    weights = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    awards = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    state = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    minutes = table.Column<string>(type: "text", nullable: true),
                    round_id = table.Column<long>(type: "bigint", nullable: true),
                    notice_on = table.Column<DateOnly>(type: "date", nullable: true),
                    promised_due = table.Column<DateOnly>(type: "date", nullable: true),
                    notice_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_selection", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "selection_entry",
                schema: "projects",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    selection_id = table.Column<long>(type: "bigint", nullable: false),
                    project_id = table.Column<long>(type: "bigint", nullable: false),
                    applied_on = table.Column<DateOnly>(type: "date", nullable: false),
                    marks = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    score_micro = table.Column<long>(type: "bigint", nullable: true),
                    rank = table.Column<int>(type: "integer", nullable: true),
                    award = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    returned_why = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    @out = table.Column<bool>(name: "out", type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_selection_entry", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "spending",
                schema: "projects",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    project_id = table.Column<long>(type: "bigint", nullable: false),
                    line_id = table.Column<long>(type: "bigint", nullable: false),
                    on = table.Column<DateOnly>(type: "date", nullable: false),
                    cents = table.Column<long>(type: "bigint", nullable: false),
                    what = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    payee = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    voucher = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    struck_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    struck_by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    struck_why = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_spending", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_projects_opinion_record_project_id",
                schema: "projects",
                table: "opinion_record",
                column: "project_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_selection_entry_project_id",
                schema: "projects",
                table: "selection_entry",
                column: "project_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_selection_entry_selection_id_project_id",
                schema: "projects",
                table: "selection_entry",
                columns: new[] { "selection_id", "project_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_projects_spending_line_id",
                schema: "projects",
                table: "spending",
                column: "line_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_spending_project_id_on",
                schema: "projects",
                table: "spending",
                columns: new[] { "project_id", "on" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "opinion_record",
                schema: "projects");

            migrationBuilder.DropTable(
                name: "selection",
                schema: "projects");

            migrationBuilder.DropTable(
                name: "selection_entry",
                schema: "projects");

            migrationBuilder.DropTable(
                name: "spending",
                schema: "projects");
        }
    }
}
