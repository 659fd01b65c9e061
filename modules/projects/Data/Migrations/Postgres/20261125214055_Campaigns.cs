using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Modular.Projects.Data;

#nullable disable

namespace Modular.Projects.Data.Migrations.Postgres
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(ProjectsDbPostgres))]
    [Migration("20261125214055_Campaigns")]
    internal partial class Campaigns : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "attendee",
                schema: "projects",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    meeting_id = table.Column<long>(type: "bigint", nullable: false),
                    place = table.Column<int>(type: "integer", nullable: false),
                    name = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    unit = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    declared = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    found = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    detail = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_attendee", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "campaign",
                schema: "projects",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    name = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    unit_id = table.Column<int>(type: "integer", nullable: false),
                    unit_path = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    state = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    opens_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    closes_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    communities = table.Column<bool>(type: "boolean", nullable: false),
                    towns = table.Column<bool>(type: "boolean", nullable: false),
                    community_least = table.Column<int>(type: "integer", nullable: false),
                    community_most = table.Column<int>(type: "integer", nullable: true),
                    town_least = table.Column<int>(type: "integer", nullable: false),
                    town_most = table.Column<int>(type: "integer", nullable: true),
                    key_least = table.Column<int>(type: "integer", nullable: false),
                    key_most = table.Column<int>(type: "integer", nullable: true),
                    general_least = table.Column<int>(type: "integer", nullable: false),
                    general_most = table.Column<int>(type: "integer", nullable: true),
                    micro_least = table.Column<int>(type: "integer", nullable: false),
                    micro_most = table.Column<int>(type: "integer", nullable: true),
                    notes = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    remind_days = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    reminded_stage = table.Column<int>(type: "integer", nullable: true),
                    reminded_on = table.Column<DateOnly>(type: "date", nullable: true),
                    turn = table.Column<int>(type: "integer", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_campaign", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "campaign_event",
                schema: "projects",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    campaign_id = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    what = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    note = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_campaign_event", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "catalogue_entry",
                schema: "projects",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    district_id = table.Column<int>(type: "integer", nullable: false),
                    type_id = table.Column<long>(type: "bigint", nullable: false),
                    title = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    aims = table.Column<string>(type: "text", nullable: false),
                    beneficiaries = table.Column<string>(type: "text", nullable: false),
                    plan = table.Column<string>(type: "text", nullable: false),
                    tasks = table.Column<string>(type: "text", nullable: false),
                    targets = table.Column<string>(type: "text", nullable: false),
                    funds = table.Column<string>(type: "text", nullable: false),
                    notes = table.Column<string>(type: "text", nullable: false),
                    from_project_id = table.Column<long>(type: "bigint", nullable: true),
                    from_number = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: true),
                    closed = table.Column<bool>(type: "boolean", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_catalogue_entry", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "catalogue_type",
                schema: "projects",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    district_id = table.Column<int>(type: "integer", nullable: false),
                    name = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    place = table.Column<int>(type: "integer", nullable: false),
                    closed = table.Column<bool>(type: "boolean", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_catalogue_type", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "guidance_note",
                schema: "projects",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    project_id = table.Column<long>(type: "bigint", nullable: false),
                    mentoring_id = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    on = table.Column<DateOnly>(type: "date", nullable: false),
                    field = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    advice = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    answer = table.Column<string>(type: "text", nullable: true),
                    answered_by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    answered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_guidance_note", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "mentor",
                schema: "projects",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    account_id = table.Column<long>(type: "bigint", nullable: false),
                    name = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    office = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    fields = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    at_once = table.Column<int>(type: "integer", nullable: false),
                    unit_id = table.Column<int>(type: "integer", nullable: false),
                    unit_path = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    closed = table.Column<bool>(type: "boolean", nullable: false),
                    turn = table.Column<int>(type: "integer", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_mentor", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "mentoring",
                schema: "projects",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    project_id = table.Column<long>(type: "bigint", nullable: false),
                    open_project_id = table.Column<long>(type: "bigint", nullable: true),
                    mentor_id = table.Column<long>(type: "bigint", nullable: false),
                    account_id = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ended_why = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_mentoring", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "pre_review",
                schema: "projects",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    project_id = table.Column<long>(type: "bigint", nullable: false),
                    mentoring_id = table.Column<long>(type: "bigint", nullable: true),
                    text_no = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    verdict = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    met = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    advice = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_pre_review", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "review_meeting",
                schema: "projects",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    project_id = table.Column<long>(type: "bigint", nullable: false),
                    on = table.Column<DateOnly>(type: "date", nullable: false),
                    place = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    chair = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    recorder = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    outcome = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    minutes = table.Column<string>(type: "text", nullable: false),
                    @for = table.Column<int>(name: "for", type: "integer", nullable: false),
                    against = table.Column<int>(type: "integer", nullable: false),
                    abstain = table.Column<int>(type: "integer", nullable: false),
                    why = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_review_meeting", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_projects_attendee_meeting_id",
                schema: "projects",
                table: "attendee",
                column: "meeting_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_campaign_unit_id_state",
                schema: "projects",
                table: "campaign",
                columns: new[] { "unit_id", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_projects_campaign_event_campaign_id",
                schema: "projects",
                table: "campaign_event",
                column: "campaign_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_catalogue_entry_district_id_type_id_title",
                schema: "projects",
                table: "catalogue_entry",
                columns: new[] { "district_id", "type_id", "title" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_projects_catalogue_type_district_id_name",
                schema: "projects",
                table: "catalogue_type",
                columns: new[] { "district_id", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_projects_guidance_note_mentoring_id",
                schema: "projects",
                table: "guidance_note",
                column: "mentoring_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_guidance_note_project_id",
                schema: "projects",
                table: "guidance_note",
                column: "project_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_mentor_account_id",
                schema: "projects",
                table: "mentor",
                column: "account_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_projects_mentor_unit_path",
                schema: "projects",
                table: "mentor",
                column: "unit_path");

            migrationBuilder.CreateIndex(
                name: "ix_projects_mentoring_account_id_ended_at",
                schema: "projects",
                table: "mentoring",
                columns: new[] { "account_id", "ended_at" });

            migrationBuilder.CreateIndex(
                name: "ix_projects_mentoring_mentor_id",
                schema: "projects",
                table: "mentoring",
                column: "mentor_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_mentoring_open_project_id",
                schema: "projects",
                table: "mentoring",
                column: "open_project_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_projects_mentoring_project_id",
                schema: "projects",
                table: "mentoring",
                column: "project_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_pre_review_project_id",
                schema: "projects",
                table: "pre_review",
                column: "project_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_review_meeting_project_id",
                schema: "projects",
                table: "review_meeting",
                column: "project_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "attendee",
                schema: "projects");

            migrationBuilder.DropTable(
                name: "campaign",
                schema: "projects");

            migrationBuilder.DropTable(
                name: "campaign_event",
                schema: "projects");

            migrationBuilder.DropTable(
                name: "catalogue_entry",
                schema: "projects");

            migrationBuilder.DropTable(
                name: "catalogue_type",
                schema: "projects");

            migrationBuilder.DropTable(
                name: "guidance_note",
                schema: "projects");

            migrationBuilder.DropTable(
                name: "mentor",
                schema: "projects");

            migrationBuilder.DropTable(
                name: "mentoring",
                schema: "projects");

            migrationBuilder.DropTable(
                name: "pre_review",
                schema: "projects");

            migrationBuilder.DropTable(
                name: "review_meeting",
                schema: "projects");
        }
    }
}
