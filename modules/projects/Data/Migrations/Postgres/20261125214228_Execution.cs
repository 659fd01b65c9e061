using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Modular.Projects.Data;

#nullable disable

namespace Modular.Projects.Data.Migrations.Postgres
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(ProjectsDbPostgres))]
    [Migration("20261125214228_Execution")]
    internal partial class Execution : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "activity",
                schema: "projects",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    project_id = table.Column<long>(type: "bigint", nullable: false),
                    code = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    title = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    starts_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ends_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    place_id = table.Column<long>(type: "bigint", nullable: true),
                    place = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    expected = table.Column<int>(type: "integer", nullable: true),
                    rotating = table.Column<bool>(type: "boolean", nullable: false),
                    state = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    report = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    signed = table.Column<int>(type: "integer", nullable: false),
                    signed_volunteers = table.Column<int>(type: "integer", nullable: false),
                    served = table.Column<int>(type: "integer", nullable: true),
                    volunteers = table.Column<int>(type: "integer", nullable: true),
                    volunteer_minutes = table.Column<int>(type: "integer", nullable: true),
                    series_id = table.Column<long>(type: "bigint", nullable: true),
                    series_date = table.Column<DateOnly>(type: "date", nullable: true),
                    moved_from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    move_reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    held_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    held_by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_activity", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "issue_signature",
                schema: "projects",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    issue_id = table.Column<long>(type: "bigint", nullable: false),
                    step = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    by_id = table.Column<long>(type: "bigint", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    note = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    text = table.Column<string>(type: "text", nullable: false),
                    hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_issue_signature", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "liaison_item",
                schema: "projects",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    project_id = table.Column<long>(type: "bigint", nullable: false),
                    visit_id = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    text = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    due_on = table.Column<DateOnly>(type: "date", nullable: true),
                    done_on = table.Column<DateOnly>(type: "date", nullable: true),
                    result = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    done_by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    told_for = table.Column<DateOnly>(type: "date", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_liaison_item", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "liaison_visit",
                schema: "projects",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    project_id = table.Column<long>(type: "bigint", nullable: false),
                    on = table.Column<DateOnly>(type: "date", nullable: false),
                    leader = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    findings = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_liaison_visit", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "report_text",
                schema: "projects",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    project_id = table.Column<long>(type: "bigint", nullable: false),
                    no = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    overview = table.Column<string>(type: "character varying(6000)", maxLength: 6000, nullable: false),
                    implementation = table.Column<string>(type: "character varying(6000)", maxLength: 6000, nullable: false),
                    results = table.Column<string>(type: "character varying(6000)", maxLength: 6000, nullable: false),
                    experience = table.Column<string>(type: "character varying(6000)", maxLength: 6000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_report_text", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "service_place",
                schema: "projects",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    project_id = table.Column<long>(type: "bigint", nullable: false),
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    address = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_service_place", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "service_series",
                schema: "projects",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    project_id = table.Column<long>(type: "bigint", nullable: false),
                    title = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    place_id = table.Column<long>(type: "bigint", nullable: false),
                    rhythm = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    weekdays = table.Column<int>(type: "integer", nullable: false),
                    every = table.Column<int>(type: "integer", nullable: false),
                    week = table.Column<int>(type: "integer", nullable: false),
                    holidays = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    until = table.Column<DateOnly>(type: "date", nullable: false),
                    start = table.Column<TimeOnly>(type: "time without time zone", nullable: false),
                    end = table.Column<TimeOnly>(type: "time without time zone", nullable: false),
                    expected = table.Column<int>(type: "integer", nullable: true),
                    rotating = table.Column<bool>(type: "boolean", nullable: false),
                    planned_until = table.Column<DateOnly>(type: "date", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_service_series", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "sign_in",
                schema: "projects",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    activity_id = table.Column<long>(type: "bigint", nullable: false),
                    @as = table.Column<string>(name: "as", type: "character varying(24)", maxLength: 24, nullable: false),
                    name = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: true),
                    phone = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: true),
                    person_key = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: true),
                    device_key = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    consent_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    erased_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_sign_in", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "supervision_issue",
                schema: "projects",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    project_id = table.Column<long>(type: "bigint", nullable: false),
                    number = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    what = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    responsible = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    found_by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    found_by_id = table.Column<long>(type: "bigint", nullable: true),
                    found_on = table.Column<DateOnly>(type: "date", nullable: false),
                    working_days = table.Column<int>(type: "integer", nullable: true),
                    counted_from = table.Column<DateOnly>(type: "date", nullable: false),
                    due_on = table.Column<DateOnly>(type: "date", nullable: false),
                    state = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    rectification = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    mended_by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    mended_by_id = table.Column<long>(type: "bigint", nullable: true),
                    mended_on = table.Column<DateOnly>(type: "date", nullable: true),
                    confirm_by = table.Column<DateOnly>(type: "date", nullable: true),
                    told_for = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_supervision_issue", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_projects_activity_code",
                schema: "projects",
                table: "activity",
                column: "code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_projects_activity_project_id_starts_at",
                schema: "projects",
                table: "activity",
                columns: new[] { "project_id", "starts_at" });

            migrationBuilder.CreateIndex(
                name: "ix_projects_activity_series_id_series_date",
                schema: "projects",
                table: "activity",
                columns: new[] { "series_id", "series_date" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_projects_issue_signature_issue_id",
                schema: "projects",
                table: "issue_signature",
                column: "issue_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_liaison_item_project_id_done_on_due_on",
                schema: "projects",
                table: "liaison_item",
                columns: new[] { "project_id", "done_on", "due_on" });

            migrationBuilder.CreateIndex(
                name: "ix_projects_liaison_item_visit_id",
                schema: "projects",
                table: "liaison_item",
                column: "visit_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_liaison_visit_on",
                schema: "projects",
                table: "liaison_visit",
                column: "on");

            migrationBuilder.CreateIndex(
                name: "ix_projects_liaison_visit_project_id_on",
                schema: "projects",
                table: "liaison_visit",
                columns: new[] { "project_id", "on" });

            migrationBuilder.CreateIndex(
                name: "ix_projects_report_text_project_id_no",
                schema: "projects",
                table: "report_text",
                columns: new[] { "project_id", "no" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_projects_service_place_project_id_name",
                schema: "projects",
                table: "service_place",
                columns: new[] { "project_id", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_projects_service_series_project_id",
                schema: "projects",
                table: "service_series",
                column: "project_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_sign_in_activity_id_device_key",
                schema: "projects",
                table: "sign_in",
                columns: new[] { "activity_id", "device_key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_projects_sign_in_activity_id_person_key",
                schema: "projects",
                table: "sign_in",
                columns: new[] { "activity_id", "person_key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_projects_supervision_issue_number",
                schema: "projects",
                table: "supervision_issue",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_projects_supervision_issue_project_id_state",
                schema: "projects",
                table: "supervision_issue",
                columns: new[] { "project_id", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_projects_supervision_issue_state_due_on",
                schema: "projects",
                table: "supervision_issue",
                columns: new[] { "state", "due_on" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "activity",
                schema: "projects");

            migrationBuilder.DropTable(
                name: "issue_signature",
                schema: "projects");

            migrationBuilder.DropTable(
                name: "liaison_item",
                schema: "projects");

            migrationBuilder.DropTable(
                name: "liaison_visit",
                schema: "projects");

            migrationBuilder.DropTable(
                name: "report_text",
                schema: "projects");

            migrationBuilder.DropTable(
                name: "service_place",
                schema: "projects");

            migrationBuilder.DropTable(
                name: "service_series",
                schema: "projects");

            migrationBuilder.DropTable(
                name: "sign_in",
                schema: "projects");

            migrationBuilder.DropTable(
                name: "supervision_issue",
                schema: "projects");
        }
    }
}
