using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Modular.Projects.Data;

#nullable disable

namespace Modular.Projects.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(ProjectsDbSqlite))]
    [Migration("20261125214053_Campaigns")]
    internal partial class Campaigns : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "projects_attendee",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    meeting_id = table.Column<long>(type: "INTEGER", nullable: false),
                    place = table.Column<int>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    unit = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    declared = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    found = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    detail = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_attendee", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "projects_campaign",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    unit_id = table.Column<int>(type: "INTEGER", nullable: false),
                    unit_path = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false, collation: "BINARY"),
                    state = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    opens_at = table.Column<long>(type: "INTEGER", nullable: false),
                    closes_at = table.Column<long>(type: "INTEGER", nullable: false),
                    communities = table.Column<bool>(type: "INTEGER", nullable: false),
                    towns = table.Column<bool>(type: "INTEGER", nullable: false),
                    community_least = table.Column<int>(type: "INTEGER", nullable: false),
                    community_most = table.Column<int>(type: "INTEGER", nullable: true),
                    town_least = table.Column<int>(type: "INTEGER", nullable: false),
                    town_most = table.Column<int>(type: "INTEGER", nullable: true),
                    key_least = table.Column<int>(type: "INTEGER", nullable: false),
                    key_most = table.Column<int>(type: "INTEGER", nullable: true),
                    general_least = table.Column<int>(type: "INTEGER", nullable: false),
                    general_most = table.Column<int>(type: "INTEGER", nullable: true),
                    micro_least = table.Column<int>(type: "INTEGER", nullable: false),
                    micro_most = table.Column<int>(type: "INTEGER", nullable: true),
                    notes = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    remind_days = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    reminded_stage = table.Column<int>(type: "INTEGER", nullable: true),
                    reminded_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    turn = table.Column<int>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_campaign", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "projects_campaign_event",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    campaign_id = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    what = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    note = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_campaign_event", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "projects_catalogue_entry",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    district_id = table.Column<int>(type: "INTEGER", nullable: false),
                    type_id = table.Column<long>(type: "INTEGER", nullable: false),
                    title = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    aims = table.Column<string>(type: "TEXT", nullable: false),
                    beneficiaries = table.Column<string>(type: "TEXT", nullable: false),
                    plan = table.Column<string>(type: "TEXT", nullable: false),
                    tasks = table.Column<string>(type: "TEXT", nullable: false),
                    targets = table.Column<string>(type: "TEXT", nullable: false),
                    funds = table.Column<string>(type: "TEXT", nullable: false),
                    notes = table.Column<string>(type: "TEXT", nullable: false),
                    from_project_id = table.Column<long>(type: "INTEGER", nullable: true),
                    from_number = table.Column<string>(type: "TEXT", maxLength: 24, nullable: true),
                    closed = table.Column<bool>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_catalogue_entry", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "projects_catalogue_type",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    district_id = table.Column<int>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    place = table.Column<int>(type: "INTEGER", nullable: false),
                    closed = table.Column<bool>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_catalogue_type", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "projects_guidance_note",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    project_id = table.Column<long>(type: "INTEGER", nullable: false),
                    mentoring_id = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    field = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    advice = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    answer = table.Column<string>(type: "TEXT", nullable: true),
                    answered_by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    answered_at = table.Column<long>(type: "INTEGER", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_guidance_note", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "projects_mentor",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    account_id = table.Column<long>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    office = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    fields = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    at_once = table.Column<int>(type: "INTEGER", nullable: false),
                    unit_id = table.Column<int>(type: "INTEGER", nullable: false),
                    unit_path = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false, collation: "BINARY"),
                    closed = table.Column<bool>(type: "INTEGER", nullable: false),
                    turn = table.Column<int>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_mentor", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "projects_mentoring",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    project_id = table.Column<long>(type: "INTEGER", nullable: false),
                    open_project_id = table.Column<long>(type: "INTEGER", nullable: true),
                    mentor_id = table.Column<long>(type: "INTEGER", nullable: false),
                    account_id = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    ended_at = table.Column<long>(type: "INTEGER", nullable: true),
                    ended_why = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_mentoring", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "projects_pre_review",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    project_id = table.Column<long>(type: "INTEGER", nullable: false),
                    mentoring_id = table.Column<long>(type: "INTEGER", nullable: true),
                    text_no = table.Column<int>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    verdict = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    met = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    advice = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_pre_review", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "projects_review_meeting",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    project_id = table.Column<long>(type: "INTEGER", nullable: false),
                    on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    place = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    chair = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    recorder = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    outcome = table.Column<string>(type: "TEXT", maxLength: 12, nullable: false),
                    minutes = table.Column<string>(type: "TEXT", nullable: false),
                    @for = table.Column<int>(name: "for", type: "INTEGER", nullable: false),
                    against = table.Column<int>(type: "INTEGER", nullable: false),
                    abstain = table.Column<int>(type: "INTEGER", nullable: false),
                    why = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_review_meeting", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_projects_attendee_meeting_id",
                table: "projects_attendee",
                column: "meeting_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_campaign_unit_id_state",
                table: "projects_campaign",
                columns: new[] { "unit_id", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_projects_campaign_event_campaign_id",
                table: "projects_campaign_event",
                column: "campaign_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_catalogue_entry_district_id_type_id_title",
                table: "projects_catalogue_entry",
                columns: new[] { "district_id", "type_id", "title" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_projects_catalogue_type_district_id_name",
                table: "projects_catalogue_type",
                columns: new[] { "district_id", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_projects_guidance_note_mentoring_id",
                table: "projects_guidance_note",
                column: "mentoring_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_guidance_note_project_id",
                table: "projects_guidance_note",
                column: "project_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_mentor_account_id",
                table: "projects_mentor",
                column: "account_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_projects_mentor_unit_path",
                table: "projects_mentor",
                column: "unit_path");

            migrationBuilder.CreateIndex(
                name: "ix_projects_mentoring_account_id_ended_at",
                table: "projects_mentoring",
                columns: new[] { "account_id", "ended_at" });

            migrationBuilder.CreateIndex(
                name: "ix_projects_mentoring_mentor_id",
                table: "projects_mentoring",
                column: "mentor_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_mentoring_open_project_id",
                table: "projects_mentoring",
                column: "open_project_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_projects_mentoring_project_id",
                table: "projects_mentoring",
                column: "project_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_pre_review_project_id",
                table: "projects_pre_review",
                column: "project_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_review_meeting_project_id",
                table: "projects_review_meeting",
                column: "project_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "projects_attendee");

            migrationBuilder.DropTable(
                name: "projects_campaign");

            migrationBuilder.DropTable(
                name: "projects_campaign_event");

            migrationBuilder.DropTable(
                name: "projects_catalogue_entry");

            migrationBuilder.DropTable(
                name: "projects_catalogue_type");

            migrationBuilder.DropTable(
                name: "projects_guidance_note");

            migrationBuilder.DropTable(
                name: "projects_mentor");

            migrationBuilder.DropTable(
                name: "projects_mentoring");

            migrationBuilder.DropTable(
                name: "projects_pre_review");

            migrationBuilder.DropTable(
                name: "projects_review_meeting");
        }
    }
}
