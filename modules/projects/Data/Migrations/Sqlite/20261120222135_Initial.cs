using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Modular.Projects.Data;

#nullable disable

namespace Modular.Projects.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(ProjectsDbSqlite))]
    [Migration("20261120222135_Initial")]
    internal partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "projects_objection",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    notice_id = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false),
                    contact = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    state = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    decision = table.Column<string>(type: "TEXT", nullable: true),
                    decided_by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_objection", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "projects_project",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    number = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    title = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    unit_id = table.Column<int>(type: "INTEGER", nullable: false),
                    unit_path = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false, collation: "BINARY"),
                    tier = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    aims = table.Column<string>(type: "TEXT", nullable: false),
                    beneficiaries = table.Column<string>(type: "TEXT", nullable: false),
                    plan = table.Column<string>(type: "TEXT", nullable: false),
                    budget = table.Column<long>(type: "INTEGER", nullable: false),
                    leader = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    responsible = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    team = table.Column<string>(type: "TEXT", nullable: false),
                    starts_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    ends_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    topic_id = table.Column<long>(type: "INTEGER", nullable: true),
                    topic_name = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    state = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    advice = table.Column<string>(type: "TEXT", nullable: true),
                    round_id = table.Column<long>(type: "INTEGER", nullable: true),
                    score_micro = table.Column<long>(type: "INTEGER", nullable: true),
                    rank = table.Column<int>(type: "INTEGER", nullable: true),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    approved_at = table.Column<long>(type: "INTEGER", nullable: true),
                    results = table.Column<string>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_project", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "projects_project_event",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    project_id = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    what = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    note = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_project_event", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "projects_public_notice",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    project_id = table.Column<long>(type: "INTEGER", nullable: false),
                    opened_at = table.Column<long>(type: "INTEGER", nullable: false),
                    opened_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false),
                    text_hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    closed_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_public_notice", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_projects_objection_notice_id",
                table: "projects_objection",
                column: "notice_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_project_number",
                table: "projects_project",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_projects_project_unit_path_state",
                table: "projects_project",
                columns: new[] { "unit_path", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_projects_project_event_project_id",
                table: "projects_project_event",
                column: "project_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_public_notice_project_id",
                table: "projects_public_notice",
                column: "project_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "projects_objection");

            migrationBuilder.DropTable(
                name: "projects_project");

            migrationBuilder.DropTable(
                name: "projects_project_event");

            migrationBuilder.DropTable(
                name: "projects_public_notice");
        }
    }
}
