using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Modular.Projects.Data;

#nullable disable

namespace Modular.Projects.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(ProjectsDbSqlite))]
    [Migration("20261125205249_ProjectText")]
    internal partial class ProjectText : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateOnly>(
                name: "promised_due",
                table: "projects_public_notice",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "replaced_by",
                table: "projects_public_notice",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "applied_on",
                table: "projects_project",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "campaign_id",
                table: "projects_project",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "completed_on",
                table: "projects_project",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "entry_id",
                table: "projects_project",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "mechanism",
                table: "projects_project",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "origin",
                table: "projects_project",
                type: "TEXT",
                maxLength: 24,
                nullable: false,
                defaultValue: "Blank");

            migrationBuilder.AddColumn<long>(
                name: "parent_id",
                table: "projects_project",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "service_decision",
                table: "projects_project",
                type: "TEXT",
                maxLength: 24,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "service_name",
                table: "projects_project",
                type: "TEXT",
                maxLength: 80,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "service_reason",
                table: "projects_project",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "started_on",
                table: "projects_project",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "projects_budget_line",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    project_id = table.Column<long>(type: "INTEGER", nullable: false),
                    place = table.Column<int>(type: "INTEGER", nullable: false),
                    source = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    purpose = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    cents = table.Column<long>(type: "INTEGER", nullable: false),
                    spent = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_budget_line", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "projects_project_file",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    project_id = table.Column<long>(type: "INTEGER", nullable: false),
                    of = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    owner_id = table.Column<long>(type: "INTEGER", nullable: false),
                    hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    type = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    size = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    @public = table.Column<bool>(name: "public", type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_project_file", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "projects_target",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    project_id = table.Column<long>(type: "INTEGER", nullable: false),
                    place = table.Column<int>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    unit = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    start_milli = table.Column<long>(type: "INTEGER", nullable: true),
                    start_asked = table.Column<int>(type: "INTEGER", nullable: true),
                    goal_milli = table.Column<long>(type: "INTEGER", nullable: false),
                    end_milli = table.Column<long>(type: "INTEGER", nullable: true),
                    end_asked = table.Column<int>(type: "INTEGER", nullable: true),
                    source = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    measured_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    measured_by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_target", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "projects_text_version",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    project_id = table.Column<long>(type: "INTEGER", nullable: false),
                    no = table.Column<int>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    fields = table.Column<string>(type: "TEXT", nullable: false),
                    note = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_text_version", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_projects_project_campaign_id",
                table: "projects_project",
                column: "campaign_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_budget_line_project_id",
                table: "projects_budget_line",
                column: "project_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_project_file_project_id_of_owner_id",
                table: "projects_project_file",
                columns: new[] { "project_id", "of", "owner_id" });

            migrationBuilder.CreateIndex(
                name: "ix_projects_target_project_id",
                table: "projects_target",
                column: "project_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_text_version_project_id_no",
                table: "projects_text_version",
                columns: new[] { "project_id", "no" },
                unique: true);

            // Projects written down before keep their money and where they came from.
            migrationBuilder.Sql("INSERT INTO projects_budget_line (id, project_id, place, source, purpose, cents, spent, version) SELECT id, id, 0, 'Other', '', budget, 0, 0 FROM projects_project WHERE budget > 0");
            migrationBuilder.Sql("UPDATE projects_project SET origin = 'Topic' WHERE topic_id IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "projects_budget_line");

            migrationBuilder.DropTable(
                name: "projects_project_file");

            migrationBuilder.DropTable(
                name: "projects_target");

            migrationBuilder.DropTable(
                name: "projects_text_version");

            migrationBuilder.DropIndex(
                name: "ix_projects_project_campaign_id",
                table: "projects_project");

            migrationBuilder.DropColumn(
                name: "promised_due",
                table: "projects_public_notice");

            migrationBuilder.DropColumn(
                name: "replaced_by",
                table: "projects_public_notice");

            migrationBuilder.DropColumn(
                name: "applied_on",
                table: "projects_project");

            migrationBuilder.DropColumn(
                name: "campaign_id",
                table: "projects_project");

            migrationBuilder.DropColumn(
                name: "completed_on",
                table: "projects_project");

            migrationBuilder.DropColumn(
                name: "entry_id",
                table: "projects_project");

            migrationBuilder.DropColumn(
                name: "mechanism",
                table: "projects_project");

            migrationBuilder.DropColumn(
                name: "origin",
                table: "projects_project");

            migrationBuilder.DropColumn(
                name: "parent_id",
                table: "projects_project");

            migrationBuilder.DropColumn(
                name: "service_decision",
                table: "projects_project");

            migrationBuilder.DropColumn(
                name: "service_name",
                table: "projects_project");

            migrationBuilder.DropColumn(
                name: "service_reason",
                table: "projects_project");

            migrationBuilder.DropColumn(
                name: "started_on",
                table: "projects_project");
        }
    }
}
