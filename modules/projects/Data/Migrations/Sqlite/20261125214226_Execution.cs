using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Modular.Projects.Data;

#nullable disable

namespace Modular.Projects.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(ProjectsDbSqlite))]
    [Migration("20261125214226_Execution")]
    internal partial class Execution : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "projects_activity",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    project_id = table.Column<long>(type: "INTEGER", nullable: false),
                    code = table.Column<string>(type: "TEXT", maxLength: 26, nullable: false),
                    title = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    starts_at = table.Column<long>(type: "INTEGER", nullable: false),
                    ends_at = table.Column<long>(type: "INTEGER", nullable: false),
                    place_id = table.Column<long>(type: "INTEGER", nullable: true),
                    place = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    expected = table.Column<int>(type: "INTEGER", nullable: true),
                    rotating = table.Column<bool>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    report = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: true),
                    signed = table.Column<int>(type: "INTEGER", nullable: false),
                    signed_volunteers = table.Column<int>(type: "INTEGER", nullable: false),
                    served = table.Column<int>(type: "INTEGER", nullable: true),
                    volunteers = table.Column<int>(type: "INTEGER", nullable: true),
                    volunteer_minutes = table.Column<int>(type: "INTEGER", nullable: true),
                    series_id = table.Column<long>(type: "INTEGER", nullable: true),
                    series_date = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    moved_from = table.Column<long>(type: "INTEGER", nullable: true),
                    move_reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    held_at = table.Column<long>(type: "INTEGER", nullable: true),
                    held_by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_activity", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "projects_issue_signature",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    issue_id = table.Column<long>(type: "INTEGER", nullable: false),
                    step = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    by_id = table.Column<long>(type: "INTEGER", nullable: true),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    note = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    text = table.Column<string>(type: "TEXT", nullable: false),
                    hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_issue_signature", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "projects_liaison_item",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    project_id = table.Column<long>(type: "INTEGER", nullable: false),
                    visit_id = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    text = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    due_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    done_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    result = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    done_by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    told_for = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_liaison_item", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "projects_liaison_visit",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    project_id = table.Column<long>(type: "INTEGER", nullable: false),
                    on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    leader = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    findings = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_liaison_visit", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "projects_report_text",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    project_id = table.Column<long>(type: "INTEGER", nullable: false),
                    no = table.Column<int>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    overview = table.Column<string>(type: "TEXT", maxLength: 6000, nullable: false),
                    implementation = table.Column<string>(type: "TEXT", maxLength: 6000, nullable: false),
                    results = table.Column<string>(type: "TEXT", maxLength: 6000, nullable: false),
                    experience = table.Column<string>(type: "TEXT", maxLength: 6000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_report_text", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "projects_service_place",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    project_id = table.Column<long>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    address = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_service_place", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "projects_service_series",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    project_id = table.Column<long>(type: "INTEGER", nullable: false),
                    title = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    place_id = table.Column<long>(type: "INTEGER", nullable: false),
                    rhythm = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    weekdays = table.Column<int>(type: "INTEGER", nullable: false),
                    every = table.Column<int>(type: "INTEGER", nullable: false),
                    week = table.Column<int>(type: "INTEGER", nullable: false),
                    holidays = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    until = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    start = table.Column<TimeOnly>(type: "TEXT", nullable: false),
                    end = table.Column<TimeOnly>(type: "TEXT", nullable: false),
                    expected = table.Column<int>(type: "INTEGER", nullable: true),
                    rotating = table.Column<bool>(type: "INTEGER", nullable: false),
                    planned_until = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_service_series", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "projects_sign_in",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    activity_id = table.Column<long>(type: "INTEGER", nullable: false),
                    @as = table.Column<string>(name: "as", type: "TEXT", maxLength: 24, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    phone = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    person_key = table.Column<string>(type: "TEXT", maxLength: 24, nullable: true),
                    device_key = table.Column<string>(type: "TEXT", maxLength: 24, nullable: true),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    consent_at = table.Column<long>(type: "INTEGER", nullable: true),
                    erased_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_sign_in", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "projects_supervision_issue",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    project_id = table.Column<long>(type: "INTEGER", nullable: false),
                    number = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    what = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    responsible = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    found_by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    found_by_id = table.Column<long>(type: "INTEGER", nullable: true),
                    found_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    working_days = table.Column<int>(type: "INTEGER", nullable: true),
                    counted_from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    due_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    rectification = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    mended_by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    mended_by_id = table.Column<long>(type: "INTEGER", nullable: true),
                    mended_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    confirm_by = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    told_for = table.Column<string>(type: "TEXT", maxLength: 24, nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_supervision_issue", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_projects_activity_code",
                table: "projects_activity",
                column: "code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_projects_activity_project_id_starts_at",
                table: "projects_activity",
                columns: new[] { "project_id", "starts_at" });

            migrationBuilder.CreateIndex(
                name: "ix_projects_activity_series_id_series_date",
                table: "projects_activity",
                columns: new[] { "series_id", "series_date" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_projects_issue_signature_issue_id",
                table: "projects_issue_signature",
                column: "issue_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_liaison_item_project_id_done_on_due_on",
                table: "projects_liaison_item",
                columns: new[] { "project_id", "done_on", "due_on" });

            migrationBuilder.CreateIndex(
                name: "ix_projects_liaison_item_visit_id",
                table: "projects_liaison_item",
                column: "visit_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_liaison_visit_on",
                table: "projects_liaison_visit",
                column: "on");

            migrationBuilder.CreateIndex(
                name: "ix_projects_liaison_visit_project_id_on",
                table: "projects_liaison_visit",
                columns: new[] { "project_id", "on" });

            migrationBuilder.CreateIndex(
                name: "ix_projects_report_text_project_id_no",
                table: "projects_report_text",
                columns: new[] { "project_id", "no" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_projects_service_place_project_id_name",
                table: "projects_service_place",
                columns: new[] { "project_id", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_projects_service_series_project_id",
                table: "projects_service_series",
                column: "project_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_sign_in_activity_id_device_key",
                table: "projects_sign_in",
                columns: new[] { "activity_id", "device_key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_projects_sign_in_activity_id_person_key",
                table: "projects_sign_in",
                columns: new[] { "activity_id", "person_key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_projects_supervision_issue_number",
                table: "projects_supervision_issue",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_projects_supervision_issue_project_id_state",
                table: "projects_supervision_issue",
                columns: new[] { "project_id", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_projects_supervision_issue_state_due_on",
                table: "projects_supervision_issue",
                columns: new[] { "state", "due_on" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "projects_activity");

            migrationBuilder.DropTable(
                name: "projects_issue_signature");

            migrationBuilder.DropTable(
                name: "projects_liaison_item");

            migrationBuilder.DropTable(
                name: "projects_liaison_visit");

            migrationBuilder.DropTable(
                name: "projects_report_text");

            migrationBuilder.DropTable(
                name: "projects_service_place");

            migrationBuilder.DropTable(
                name: "projects_service_series");

            migrationBuilder.DropTable(
                name: "projects_sign_in");

            migrationBuilder.DropTable(
                name: "projects_supervision_issue");
        }
    }
}
