using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Modular.Projects.Data;

#nullable disable

namespace Modular.Projects.Data.Migrations.Postgres
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(ProjectsDbPostgres))]
    [Migration("20261120222137_Initial")]
    internal partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "projects");

            migrationBuilder.CreateTable(
                name: "objection",
                schema: "projects",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    notice_id = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    contact = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    state = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    decision = table.Column<string>(type: "text", nullable: true),
                    decided_by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_objection", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "project",
                schema: "projects",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    number = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    title = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    unit_id = table.Column<int>(type: "integer", nullable: false),
                    unit_path = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    tier = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    aims = table.Column<string>(type: "text", nullable: false),
                    beneficiaries = table.Column<string>(type: "text", nullable: false),
                    plan = table.Column<string>(type: "text", nullable: false),
                    budget = table.Column<long>(type: "bigint", nullable: false),
                    leader = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    responsible = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    team = table.Column<string>(type: "text", nullable: false),
                    starts_on = table.Column<DateOnly>(type: "date", nullable: true),
                    ends_on = table.Column<DateOnly>(type: "date", nullable: true),
                    topic_id = table.Column<long>(type: "bigint", nullable: true),
                    topic_name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    state = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    advice = table.Column<string>(type: "text", nullable: true),
                    round_id = table.Column<long>(type: "bigint", nullable: true),
                    score_micro = table.Column<long>(type: "bigint", nullable: true),
                    rank = table.Column<int>(type: "integer", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    approved_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    results = table.Column<string>(type: "text", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_project", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "project_event",
                schema: "projects",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    project_id = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    what = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    note = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_project_event", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "public_notice",
                schema: "projects",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    project_id = table.Column<long>(type: "bigint", nullable: false),
                    opened_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    opened_on = table.Column<DateOnly>(type: "date", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    text_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    closed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_public_notice", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_projects_objection_notice_id",
                schema: "projects",
                table: "objection",
                column: "notice_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_project_number",
                schema: "projects",
                table: "project",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_projects_project_unit_path_state",
                schema: "projects",
                table: "project",
                columns: new[] { "unit_path", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_projects_project_event_project_id",
                schema: "projects",
                table: "project_event",
                column: "project_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_public_notice_project_id",
                schema: "projects",
                table: "public_notice",
                column: "project_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "objection",
                schema: "projects");

            migrationBuilder.DropTable(
                name: "project",
                schema: "projects");

            migrationBuilder.DropTable(
                name: "project_event",
                schema: "projects");

            migrationBuilder.DropTable(
                name: "public_notice",
                schema: "projects");
        }
    }
}
