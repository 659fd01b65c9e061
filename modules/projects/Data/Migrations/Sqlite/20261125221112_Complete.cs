using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Modular.Projects.Data;

#nullable disable

namespace Modular.Projects.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(ProjectsDbSqlite))]
    [Migration("20261125221112_Complete")]
    internal partial class Complete : Migration
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
                name: "projects_adoption",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    source_id = table.Column<long>(type: "INTEGER", nullable: false),
                    unit_id = table.Column<int>(type: "INTEGER", nullable: false),
                    unit_path = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false, collation: "BINARY"),
                    handler_path = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true, collation: "BINARY"),
                    state = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    draft_id = table.Column<long>(type: "INTEGER", nullable: true),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    open = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_adoption", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "projects_adoption_note",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    adoption_id = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    text = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_adoption_note", x => x.id);
                });

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
                name: "projects_baseline",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    project_id = table.Column<long>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    ends_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    rows = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_baseline", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "projects_brand",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    unit_id = table.Column<int>(type: "INTEGER", nullable: false),
                    unit_path = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false, collation: "BINARY"),
                    name = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    slogan = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    story = table.Column<string>(type: "TEXT", nullable: false),
                    shown = table.Column<bool>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_brand", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "projects_brand_honour",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    brand_id = table.Column<long>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    from = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    on = table.Column<DateOnly>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_brand_honour", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "projects_brand_project",
                columns: table => new
                {
                    project_id = table.Column<long>(type: "INTEGER", nullable: false),
                    brand_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_brand_project", x => x.project_id);
                });

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
                name: "projects_centre_event",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    turn_id = table.Column<long>(type: "INTEGER", nullable: false),
                    unit_id = table.Column<int>(type: "INTEGER", nullable: false),
                    unit_path = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false, collation: "BINARY"),
                    state = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    people = table.Column<int>(type: "INTEGER", nullable: true),
                    note = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_centre_event", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "projects_channel_post",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    project_id = table.Column<long>(type: "INTEGER", nullable: false),
                    channel = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    where = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    reach = table.Column<int>(type: "INTEGER", nullable: true),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    struck_reasons = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    struck_by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_channel_post", x => x.id);
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
                name: "projects_library_entry",
                columns: table => new
                {
                    project_id = table.Column<long>(type: "INTEGER", nullable: false),
                    contact = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    people = table.Column<int>(type: "INTEGER", nullable: false),
                    honours = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    shared_at = table.Column<long>(type: "INTEGER", nullable: false),
                    shared_by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    adopted = table.Column<int>(type: "INTEGER", nullable: false),
                    taken_out_at = table.Column<long>(type: "INTEGER", nullable: true),
                    taken_out_by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    taken_out_reasons = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_library_entry", x => x.project_id);
                });

            migrationBuilder.CreateTable(
                name: "projects_material",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    project_id = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    title = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_material", x => x.id);
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
                name: "projects_plan_change",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    project_id = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    account_id = table.Column<long>(type: "INTEGER", nullable: true),
                    delta = table.Column<string>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    is_undo = table.Column<bool>(type: "INTEGER", nullable: false),
                    undone = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_plan_change", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "projects_plan_feed",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    project_id = table.Column<long>(type: "INTEGER", nullable: true),
                    account_id = table.Column<long>(type: "INTEGER", nullable: true),
                    hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    code = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_plan_feed", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "projects_plan_task",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    project_id = table.Column<long>(type: "INTEGER", nullable: false),
                    place = table.Column<int>(type: "INTEGER", nullable: false),
                    group_id = table.Column<long>(type: "INTEGER", nullable: true),
                    is_group = table.Column<bool>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    owner = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    owner_id = table.Column<long>(type: "INTEGER", nullable: true),
                    days = table.Column<int>(type: "INTEGER", nullable: false),
                    not_before = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    fixed_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    dropped = table.Column<bool>(type: "INTEGER", nullable: false),
                    late_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    told_on = table.Column<DateOnly>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_plan_task", x => x.id);
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
                name: "projects_project_plan",
                columns: table => new
                {
                    project_id = table.Column<long>(type: "INTEGER", nullable: false),
                    starts_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_project_plan", x => x.project_id);
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

            migrationBuilder.CreateTable(
                name: "projects_rota_ask",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    district_id = table.Column<int>(type: "INTEGER", nullable: false),
                    town_id = table.Column<int>(type: "INTEGER", nullable: false),
                    month = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    wish = table.Column<bool>(type: "INTEGER", nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_rota_ask", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "projects_rota_member",
                columns: table => new
                {
                    town_id = table.Column<int>(type: "INTEGER", nullable: false),
                    district_id = table.Column<int>(type: "INTEGER", nullable: false),
                    given = table.Column<int>(type: "INTEGER", nullable: false),
                    since = table.Column<DateOnly>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_rota_member", x => x.town_id);
                });

            migrationBuilder.CreateTable(
                name: "projects_rota_turn",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    district_id = table.Column<int>(type: "INTEGER", nullable: false),
                    month = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    town_id = table.Column<int>(type: "INTEGER", nullable: false),
                    why = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    waited = table.Column<int>(type: "INTEGER", nullable: true),
                    other_town_id = table.Column<int>(type: "INTEGER", nullable: true),
                    other_month = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    note = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    project_id = table.Column<long>(type: "INTEGER", nullable: true),
                    start_told = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    end_told = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_rota_turn", x => x.id);
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
                name: "projects_task_item",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    project_id = table.Column<long>(type: "INTEGER", nullable: false),
                    task_id = table.Column<long>(type: "INTEGER", nullable: false),
                    text = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    needs_file = table.Column<bool>(type: "INTEGER", nullable: false),
                    done_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    done_by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_task_item", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "projects_task_link",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    project_id = table.Column<long>(type: "INTEGER", nullable: false),
                    from_id = table.Column<long>(type: "INTEGER", nullable: false),
                    to_id = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    lag = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_task_link", x => x.id);
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

            migrationBuilder.CreateTable(
                name: "projects_turn_swap",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    district_id = table.Column<int>(type: "INTEGER", nullable: false),
                    turn_id = table.Column<long>(type: "INTEGER", nullable: false),
                    other_turn_id = table.Column<long>(type: "INTEGER", nullable: false),
                    town_id = table.Column<int>(type: "INTEGER", nullable: false),
                    other_town_id = table.Column<int>(type: "INTEGER", nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    asked_by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    asked_at = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    answer = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    answered_by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    answered_at = table.Column<long>(type: "INTEGER", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_turn_swap", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_projects_project_campaign_id",
                table: "projects_project",
                column: "campaign_id");

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
                name: "ix_projects_adoption_draft_id",
                table: "projects_adoption",
                column: "draft_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_adoption_open",
                table: "projects_adoption",
                column: "open",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_projects_adoption_source_id",
                table: "projects_adoption",
                column: "source_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_adoption_note_adoption_id",
                table: "projects_adoption_note",
                column: "adoption_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_attendee_meeting_id",
                table: "projects_attendee",
                column: "meeting_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_baseline_project_id",
                table: "projects_baseline",
                column: "project_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_brand_unit_path",
                table: "projects_brand",
                column: "unit_path");

            migrationBuilder.CreateIndex(
                name: "ix_projects_brand_honour_brand_id",
                table: "projects_brand_honour",
                column: "brand_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_brand_project_brand_id",
                table: "projects_brand_project",
                column: "brand_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_budget_line_project_id",
                table: "projects_budget_line",
                column: "project_id");

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
                name: "ix_projects_centre_event_turn_id_unit_id",
                table: "projects_centre_event",
                columns: new[] { "turn_id", "unit_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_projects_centre_event_unit_path",
                table: "projects_centre_event",
                column: "unit_path");

            migrationBuilder.CreateIndex(
                name: "ix_projects_channel_post_project_id",
                table: "projects_channel_post",
                column: "project_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_guidance_note_mentoring_id",
                table: "projects_guidance_note",
                column: "mentoring_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_guidance_note_project_id",
                table: "projects_guidance_note",
                column: "project_id");

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
                name: "ix_projects_material_project_id",
                table: "projects_material",
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
                name: "ix_projects_opinion_record_project_id",
                table: "projects_opinion_record",
                column: "project_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_plan_change_project_id_version",
                table: "projects_plan_change",
                columns: new[] { "project_id", "version" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_projects_plan_feed_account_id",
                table: "projects_plan_feed",
                column: "account_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_projects_plan_feed_hash",
                table: "projects_plan_feed",
                column: "hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_projects_plan_feed_project_id",
                table: "projects_plan_feed",
                column: "project_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_projects_plan_task_late_on",
                table: "projects_plan_task",
                column: "late_on");

            migrationBuilder.CreateIndex(
                name: "ix_projects_plan_task_owner_id",
                table: "projects_plan_task",
                column: "owner_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_plan_task_project_id",
                table: "projects_plan_task",
                column: "project_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_pre_review_project_id",
                table: "projects_pre_review",
                column: "project_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_project_file_project_id_of_owner_id",
                table: "projects_project_file",
                columns: new[] { "project_id", "of", "owner_id" });

            migrationBuilder.CreateIndex(
                name: "ix_projects_report_text_project_id_no",
                table: "projects_report_text",
                columns: new[] { "project_id", "no" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_projects_review_meeting_project_id",
                table: "projects_review_meeting",
                column: "project_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_rota_ask_town_id_month",
                table: "projects_rota_ask",
                columns: new[] { "town_id", "month" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_projects_rota_turn_district_id_month",
                table: "projects_rota_turn",
                columns: new[] { "district_id", "month" },
                unique: true);

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
                name: "ix_projects_spending_line_id",
                table: "projects_spending",
                column: "line_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_spending_project_id_on",
                table: "projects_spending",
                columns: new[] { "project_id", "on" });

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

            migrationBuilder.CreateIndex(
                name: "ix_projects_target_project_id",
                table: "projects_target",
                column: "project_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_task_item_project_id",
                table: "projects_task_item",
                column: "project_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_task_item_task_id",
                table: "projects_task_item",
                column: "task_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_task_link_from_id_to_id",
                table: "projects_task_link",
                columns: new[] { "from_id", "to_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_projects_task_link_project_id",
                table: "projects_task_link",
                column: "project_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_text_version_project_id_no",
                table: "projects_text_version",
                columns: new[] { "project_id", "no" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_projects_turn_swap_district_id",
                table: "projects_turn_swap",
                column: "district_id");

            // Projects written down before keep their money and where they came from.
            migrationBuilder.Sql("INSERT INTO projects_budget_line (id, project_id, place, source, purpose, cents, spent, version) SELECT id, id, 0, 'Other', '', budget, 0, 0 FROM projects_project WHERE budget > 0");
            migrationBuilder.Sql("UPDATE projects_project SET origin = 'Topic' WHERE topic_id IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "projects_activity");

            migrationBuilder.DropTable(
                name: "projects_adoption");

            migrationBuilder.DropTable(
                name: "projects_adoption_note");

            migrationBuilder.DropTable(
                name: "projects_attendee");

            migrationBuilder.DropTable(
                name: "projects_baseline");

            migrationBuilder.DropTable(
                name: "projects_brand");

            migrationBuilder.DropTable(
                name: "projects_brand_honour");

            migrationBuilder.DropTable(
                name: "projects_brand_project");

            migrationBuilder.DropTable(
                name: "projects_budget_line");

            migrationBuilder.DropTable(
                name: "projects_campaign");

            migrationBuilder.DropTable(
                name: "projects_campaign_event");

            migrationBuilder.DropTable(
                name: "projects_catalogue_entry");

            migrationBuilder.DropTable(
                name: "projects_catalogue_type");

            migrationBuilder.DropTable(
                name: "projects_centre_event");

            migrationBuilder.DropTable(
                name: "projects_channel_post");

            migrationBuilder.DropTable(
                name: "projects_guidance_note");

            migrationBuilder.DropTable(
                name: "projects_issue_signature");

            migrationBuilder.DropTable(
                name: "projects_liaison_item");

            migrationBuilder.DropTable(
                name: "projects_liaison_visit");

            migrationBuilder.DropTable(
                name: "projects_library_entry");

            migrationBuilder.DropTable(
                name: "projects_material");

            migrationBuilder.DropTable(
                name: "projects_mentor");

            migrationBuilder.DropTable(
                name: "projects_mentoring");

            migrationBuilder.DropTable(
                name: "projects_opinion_record");

            migrationBuilder.DropTable(
                name: "projects_plan_change");

            migrationBuilder.DropTable(
                name: "projects_plan_feed");

            migrationBuilder.DropTable(
                name: "projects_plan_task");

            migrationBuilder.DropTable(
                name: "projects_pre_review");

            migrationBuilder.DropTable(
                name: "projects_project_file");

            migrationBuilder.DropTable(
                name: "projects_project_plan");

            migrationBuilder.DropTable(
                name: "projects_report_text");

            migrationBuilder.DropTable(
                name: "projects_review_meeting");

            migrationBuilder.DropTable(
                name: "projects_rota_ask");

            migrationBuilder.DropTable(
                name: "projects_rota_member");

            migrationBuilder.DropTable(
                name: "projects_rota_turn");

            migrationBuilder.DropTable(
                name: "projects_selection");

            migrationBuilder.DropTable(
                name: "projects_selection_entry");

            migrationBuilder.DropTable(
                name: "projects_service_place");

            migrationBuilder.DropTable(
                name: "projects_service_series");

            migrationBuilder.DropTable(
                name: "projects_sign_in");

            migrationBuilder.DropTable(
                name: "projects_spending");

            migrationBuilder.DropTable(
                name: "projects_supervision_issue");

            migrationBuilder.DropTable(
                name: "projects_target");

            migrationBuilder.DropTable(
                name: "projects_task_item");

            migrationBuilder.DropTable(
                name: "projects_task_link");

            migrationBuilder.DropTable(
                name: "projects_text_version");

            migrationBuilder.DropTable(
                name: "projects_turn_swap");

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
