using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Modular.Projects.Data;

#nullable disable

namespace Modular.Projects.Data.Migrations.Postgres
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(ProjectsDbPostgres))]
    [Migration("20261125205250_ProjectText")]
    internal partial class ProjectText : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateOnly>(
                name: "promised_due",
                schema: "projects",
                table: "public_notice",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "replaced_by",
                schema: "projects",
                table: "public_notice",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "applied_on",
                schema: "projects",
                table: "project",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "campaign_id",
                schema: "projects",
                table: "project",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "completed_on",
                schema: "projects",
                table: "project",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "entry_id",
                schema: "projects",
                table: "project",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "mechanism",
                schema: "projects",
                table: "project",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "origin",
                schema: "projects",
                table: "project",
                type: "character varying(24)",
                maxLength: 24,
                nullable: false,
                defaultValue: "Blank");

            migrationBuilder.AddColumn<long>(
                name: "parent_id",
                schema: "projects",
                table: "project",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "service_decision",
                schema: "projects",
                table: "project",
                type: "character varying(24)",
                maxLength: 24,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "service_name",
                schema: "projects",
                table: "project",
                type: "character varying(80)",
                maxLength: 80,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "service_reason",
                schema: "projects",
                table: "project",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "started_on",
                schema: "projects",
                table: "project",
                type: "date",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "budget_line",
                schema: "projects",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    project_id = table.Column<long>(type: "bigint", nullable: false),
                    place = table.Column<int>(type: "integer", nullable: false),
                    source = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    purpose = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    cents = table.Column<long>(type: "bigint", nullable: false),
                    spent = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_budget_line", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "project_file",
                schema: "projects",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    project_id = table.Column<long>(type: "bigint", nullable: false),
                    of = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    owner_id = table.Column<long>(type: "bigint", nullable: false),
                    hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    name = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    type = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    size = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    @public = table.Column<bool>(name: "public", type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_project_file", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "target",
                schema: "projects",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    project_id = table.Column<long>(type: "bigint", nullable: false),
                    place = table.Column<int>(type: "integer", nullable: false),
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    unit = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    kind = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    start_milli = table.Column<long>(type: "bigint", nullable: true),
                    start_asked = table.Column<int>(type: "integer", nullable: true),
                    goal_milli = table.Column<long>(type: "bigint", nullable: false),
                    end_milli = table.Column<long>(type: "bigint", nullable: true),
                    end_asked = table.Column<int>(type: "integer", nullable: true),
                    source = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    measured_on = table.Column<DateOnly>(type: "date", nullable: true),
                    measured_by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_target", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "text_version",
                schema: "projects",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    project_id = table.Column<long>(type: "bigint", nullable: false),
                    no = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    fields = table.Column<string>(type: "text", nullable: false),
                    note = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_text_version", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_projects_project_campaign_id",
                schema: "projects",
                table: "project",
                column: "campaign_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_budget_line_project_id",
                schema: "projects",
                table: "budget_line",
                column: "project_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_project_file_project_id_of_owner_id",
                schema: "projects",
                table: "project_file",
                columns: new[] { "project_id", "of", "owner_id" });

            migrationBuilder.CreateIndex(
                name: "ix_projects_target_project_id",
                schema: "projects",
                table: "target",
                column: "project_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_text_version_project_id_no",
                schema: "projects",
                table: "text_version",
                columns: new[] { "project_id", "no" },
                unique: true);

            // Projects written down before keep their money and where they came from.
            migrationBuilder.Sql("INSERT INTO projects.budget_line (id, project_id, place, source, purpose, cents, spent, version) SELECT id, id, 0, 'Other', '', budget, 0, 0 FROM projects.project WHERE budget > 0");
            migrationBuilder.Sql("UPDATE projects.project SET origin = 'Topic' WHERE topic_id IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "budget_line",
                schema: "projects");

            migrationBuilder.DropTable(
                name: "project_file",
                schema: "projects");

            migrationBuilder.DropTable(
                name: "target",
                schema: "projects");

            migrationBuilder.DropTable(
                name: "text_version",
                schema: "projects");

            migrationBuilder.DropIndex(
                name: "ix_projects_project_campaign_id",
                schema: "projects",
                table: "project");

            migrationBuilder.DropColumn(
                name: "promised_due",
                schema: "projects",
                table: "public_notice");

            migrationBuilder.DropColumn(
                name: "replaced_by",
                schema: "projects",
                table: "public_notice");

            migrationBuilder.DropColumn(
                name: "applied_on",
                schema: "projects",
                table: "project");

            migrationBuilder.DropColumn(
                name: "campaign_id",
                schema: "projects",
                table: "project");

            migrationBuilder.DropColumn(
                name: "completed_on",
                schema: "projects",
                table: "project");

            migrationBuilder.DropColumn(
                name: "entry_id",
                schema: "projects",
                table: "project");

            migrationBuilder.DropColumn(
                name: "mechanism",
                schema: "projects",
                table: "project");

            migrationBuilder.DropColumn(
                name: "origin",
                schema: "projects",
                table: "project");

            migrationBuilder.DropColumn(
                name: "parent_id",
                schema: "projects",
                table: "project");

            migrationBuilder.DropColumn(
                name: "service_decision",
                schema: "projects",
                table: "project");

            migrationBuilder.DropColumn(
                name: "service_name",
                schema: "projects",
                table: "project");

            migrationBuilder.DropColumn(
                name: "service_reason",
                schema: "projects",
                table: "project");

            migrationBuilder.DropColumn(
                name: "started_on",
                schema: "projects",
                table: "project");
        }
    }
}
