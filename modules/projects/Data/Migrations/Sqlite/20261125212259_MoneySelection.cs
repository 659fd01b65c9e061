using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Modular.Projects.Data;

#nullable disable

namespace Modular.Projects.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(ProjectsDbSqlite))]
    [Migration("20261125212259_MoneySelection")]
    internal partial class MoneySelection : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "projects_opinion_record",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    project_id = table.Column<long>(type: "INTEGER", nullable: false),
                    on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    way = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    people = table.Column<int>(type: "INTEGER", nullable: false),
                    said = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_opinion_record", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "projects_selection",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    unit_id = table.Column<int>(type: "INTEGER", nullable: false),
                    unit_path = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false, collation: "BINARY"),
                    opens_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    closes_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    weights = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    awards = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    minutes = table.Column<string>(type: "TEXT", nullable: true),
                    round_id = table.Column<long>(type: "INTEGER", nullable: true),
                    notice_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    promised_due = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    notice_hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_selection", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "projects_selection_entry",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    selection_id = table.Column<long>(type: "INTEGER", nullable: false),
                    project_id = table.Column<long>(type: "INTEGER", nullable: false),
                    applied_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    marks = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    score_micro = table.Column<long>(type: "INTEGER", nullable: true),
                    rank = table.Column<int>(type: "INTEGER", nullable: true),
                    award = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    returned_why = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    @out = table.Column<bool>(name: "out", type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_selection_entry", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "projects_spending",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    project_id = table.Column<long>(type: "INTEGER", nullable: false),
                    line_id = table.Column<long>(type: "INTEGER", nullable: false),
                    on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    cents = table.Column<long>(type: "INTEGER", nullable: false),
                    what = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    payee = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    voucher = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    struck_at = table.Column<long>(type: "INTEGER", nullable: true),
                    struck_by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    struck_why = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_spending", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_projects_opinion_record_project_id",
                table: "projects_opinion_record",
                column: "project_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_selection_entry_project_id",
                table: "projects_selection_entry",
                column: "project_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_selection_entry_selection_id_project_id",
                table: "projects_selection_entry",
                columns: new[] { "selection_id", "project_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_projects_spending_line_id",
                table: "projects_spending",
                column: "line_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_spending_project_id_on",
                table: "projects_spending",
                columns: new[] { "project_id", "on" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "projects_opinion_record");

            migrationBuilder.DropTable(
                name: "projects_selection");

            migrationBuilder.DropTable(
                name: "projects_selection_entry");

            migrationBuilder.DropTable(
                name: "projects_spending");
        }
    }
}
