using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Modular.Projects.Data;

#nullable disable

namespace Modular.Projects.Data.Migrations.Postgres
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(ProjectsDbPostgres))]
    [Migration("20261125221116_Complete")]
    internal partial class Complete : Migration
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
                name: "adoption",
                schema: "projects",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    source_id = table.Column<long>(type: "bigint", nullable: false),
                    unit_id = table.Column<int>(type: "integer", nullable: false),
                    unit_path = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    handler_path = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true, collation: "C"),
                    state = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    draft_id = table.Column<long>(type: "bigint", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    open = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_adoption", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "adoption_note",
                schema: "projects",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    adoption_id = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    state = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    text = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_adoption_note", x => x.id);
                });

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
                name: "baseline",
                schema: "projects",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    project_id = table.Column<long>(type: "bigint", nullable: false),
                    name = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    ends_on = table.Column<DateOnly>(type: "date", nullable: true),
                    rows = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_baseline", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "brand",
                schema: "projects",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    unit_id = table.Column<int>(type: "integer", nullable: false),
                    unit_path = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    name = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    slogan = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    story = table.Column<string>(type: "text", nullable: false),
                    shown = table.Column<bool>(type: "boolean", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_brand", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "brand_honour",
                schema: "projects",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    brand_id = table.Column<long>(type: "bigint", nullable: false),
                    name = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    from = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    on = table.Column<DateOnly>(type: "date", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_brand_honour", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "brand_project",
                schema: "projects",
                columns: table => new
                {
                    project_id = table.Column<long>(type: "bigint", nullable: false),
                    brand_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_brand_project", x => x.project_id);
                });

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
                name: "centre_event",
                schema: "projects",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    turn_id = table.Column<long>(type: "bigint", nullable: false),
                    unit_id = table.Column<int>(type: "integer", nullable: false),
                    unit_path = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    state = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    on = table.Column<DateOnly>(type: "date", nullable: false),
                    people = table.Column<int>(type: "integer", nullable: true),
                    note = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: true),
                    by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_centre_event", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "channel_post",
                schema: "projects",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    project_id = table.Column<long>(type: "bigint", nullable: false),
                    channel = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    on = table.Column<DateOnly>(type: "date", nullable: false),
                    where = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    reach = table.Column<int>(type: "integer", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    struck_reasons = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    struck_by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_channel_post", x => x.id);
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
                name: "library_entry",
                schema: "projects",
                columns: table => new
                {
                    project_id = table.Column<long>(type: "bigint", nullable: false),
                    contact = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    people = table.Column<int>(type: "integer", nullable: false),
                    honours = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    shared_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    shared_by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    adopted = table.Column<int>(type: "integer", nullable: false),
                    taken_out_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    taken_out_by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    taken_out_reasons = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_library_entry", x => x.project_id);
                });

            migrationBuilder.CreateTable(
                name: "material",
                schema: "projects",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    project_id = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    title = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_material", x => x.id);
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
                name: "opinion_record",
                schema: "projects",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    project_id = table.Column<long>(type: "bigint", nullable: false),
                    on = table.Column<DateOnly>(type: "date", nullable: false),
                    way = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    people = table.Column<int>(type: "integer", nullable: false),
                    said = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_opinion_record", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "plan_change",
                schema: "projects",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    project_id = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    account_id = table.Column<long>(type: "bigint", nullable: true),
                    delta = table.Column<string>(type: "text", nullable: false),
                    reason = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    is_undo = table.Column<bool>(type: "boolean", nullable: false),
                    undone = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_plan_change", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "plan_feed",
                schema: "projects",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    project_id = table.Column<long>(type: "bigint", nullable: true),
                    account_id = table.Column<long>(type: "bigint", nullable: true),
                    hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    code = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_plan_feed", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "plan_task",
                schema: "projects",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    project_id = table.Column<long>(type: "bigint", nullable: false),
                    place = table.Column<int>(type: "integer", nullable: false),
                    group_id = table.Column<long>(type: "bigint", nullable: true),
                    is_group = table.Column<bool>(type: "boolean", nullable: false),
                    name = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    owner = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    owner_id = table.Column<long>(type: "bigint", nullable: true),
                    days = table.Column<int>(type: "integer", nullable: false),
                    not_before = table.Column<DateOnly>(type: "date", nullable: true),
                    fixed_on = table.Column<DateOnly>(type: "date", nullable: true),
                    dropped = table.Column<bool>(type: "boolean", nullable: false),
                    late_on = table.Column<DateOnly>(type: "date", nullable: true),
                    told_on = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_plan_task", x => x.id);
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
                name: "project_plan",
                schema: "projects",
                columns: table => new
                {
                    project_id = table.Column<long>(type: "bigint", nullable: false),
                    starts_on = table.Column<DateOnly>(type: "date", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_project_plan", x => x.project_id);
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

            migrationBuilder.CreateTable(
                name: "rota_ask",
                schema: "projects",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    district_id = table.Column<int>(type: "integer", nullable: false),
                    town_id = table.Column<int>(type: "integer", nullable: false),
                    month = table.Column<DateOnly>(type: "date", nullable: false),
                    wish = table.Column<bool>(type: "boolean", nullable: false),
                    reason = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_rota_ask", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "rota_member",
                schema: "projects",
                columns: table => new
                {
                    town_id = table.Column<int>(type: "integer", nullable: false),
                    district_id = table.Column<int>(type: "integer", nullable: false),
                    given = table.Column<int>(type: "integer", nullable: false),
                    since = table.Column<DateOnly>(type: "date", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_rota_member", x => x.town_id);
                });

            migrationBuilder.CreateTable(
                name: "rota_turn",
                schema: "projects",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    district_id = table.Column<int>(type: "integer", nullable: false),
                    month = table.Column<DateOnly>(type: "date", nullable: false),
                    town_id = table.Column<int>(type: "integer", nullable: false),
                    why = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    waited = table.Column<int>(type: "integer", nullable: true),
                    other_town_id = table.Column<int>(type: "integer", nullable: true),
                    other_month = table.Column<DateOnly>(type: "date", nullable: true),
                    note = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: true),
                    project_id = table.Column<long>(type: "bigint", nullable: true),
                    start_told = table.Column<DateOnly>(type: "date", nullable: true),
                    end_told = table.Column<DateOnly>(type: "date", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_rota_turn", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "selection",
                schema: "projects",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    name = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    unit_id = table.Column<int>(type: "integer", nullable: false),
                    unit_path = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    opens_on = table.Column<DateOnly>(type: "date", nullable: false),
                    closes_on = table.Column<DateOnly>(type: "date", nullable: false),
                    weights = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    awards = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    state = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    minutes = table.Column<string>(type: "text", nullable: true),
                    round_id = table.Column<long>(type: "bigint", nullable: true),
                    notice_on = table.Column<DateOnly>(type: "date", nullable: true),
                    promised_due = table.Column<DateOnly>(type: "date", nullable: true),
                    notice_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_selection", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "selection_entry",
                schema: "projects",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    selection_id = table.Column<long>(type: "bigint", nullable: false),
                    project_id = table.Column<long>(type: "bigint", nullable: false),
                    applied_on = table.Column<DateOnly>(type: "date", nullable: false),
                    marks = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    score_micro = table.Column<long>(type: "bigint", nullable: true),
                    rank = table.Column<int>(type: "integer", nullable: true),
                    award = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    returned_why = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    @out = table.Column<bool>(name: "out", type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_selection_entry", x => x.id);
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
                name: "spending",
                schema: "projects",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    project_id = table.Column<long>(type: "bigint", nullable: false),
                    line_id = table.Column<long>(type: "bigint", nullable: false),
                    on = table.Column<DateOnly>(type: "date", nullable: false),
                    cents = table.Column<long>(type: "bigint", nullable: false),
                    what = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    payee = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    voucher = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    struck_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    struck_by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    struck_why = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_spending", x => x.id);
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
                name: "task_item",
                schema: "projects",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    project_id = table.Column<long>(type: "bigint", nullable: false),
                    task_id = table.Column<long>(type: "bigint", nullable: false),
                    text = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    needs_file = table.Column<bool>(type: "boolean", nullable: false),
                    done_on = table.Column<DateOnly>(type: "date", nullable: true),
                    done_by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_task_item", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "task_link",
                schema: "projects",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    project_id = table.Column<long>(type: "bigint", nullable: false),
                    from_id = table.Column<long>(type: "bigint", nullable: false),
                    to_id = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    lag = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_task_link", x => x.id);
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

            migrationBuilder.CreateTable(
                name: "turn_swap",
                schema: "projects",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    district_id = table.Column<int>(type: "integer", nullable: false),
                    turn_id = table.Column<long>(type: "bigint", nullable: false),
                    other_turn_id = table.Column<long>(type: "bigint", nullable: false),
                    town_id = table.Column<int>(type: "integer", nullable: false),
                    other_town_id = table.Column<int>(type: "integer", nullable: false),
                    reason = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    asked_by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    asked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    answer = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: true),
                    answered_by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    answered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_turn_swap", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_projects_project_campaign_id",
                schema: "projects",
                table: "project",
                column: "campaign_id");

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
                name: "ix_projects_adoption_draft_id",
                schema: "projects",
                table: "adoption",
                column: "draft_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_adoption_open",
                schema: "projects",
                table: "adoption",
                column: "open",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_projects_adoption_source_id",
                schema: "projects",
                table: "adoption",
                column: "source_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_adoption_note_adoption_id",
                schema: "projects",
                table: "adoption_note",
                column: "adoption_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_attendee_meeting_id",
                schema: "projects",
                table: "attendee",
                column: "meeting_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_baseline_project_id",
                schema: "projects",
                table: "baseline",
                column: "project_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_brand_unit_path",
                schema: "projects",
                table: "brand",
                column: "unit_path");

            migrationBuilder.CreateIndex(
                name: "ix_projects_brand_honour_brand_id",
                schema: "projects",
                table: "brand_honour",
                column: "brand_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_brand_project_brand_id",
                schema: "projects",
                table: "brand_project",
                column: "brand_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_budget_line_project_id",
                schema: "projects",
                table: "budget_line",
                column: "project_id");

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
                name: "ix_projects_centre_event_turn_id_unit_id",
                schema: "projects",
                table: "centre_event",
                columns: new[] { "turn_id", "unit_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_projects_centre_event_unit_path",
                schema: "projects",
                table: "centre_event",
                column: "unit_path");

            migrationBuilder.CreateIndex(
                name: "ix_projects_channel_post_project_id",
                schema: "projects",
                table: "channel_post",
                column: "project_id");

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
                name: "ix_projects_material_project_id",
                schema: "projects",
                table: "material",
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
                name: "ix_projects_opinion_record_project_id",
                schema: "projects",
                table: "opinion_record",
                column: "project_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_plan_change_project_id_version",
                schema: "projects",
                table: "plan_change",
                columns: new[] { "project_id", "version" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_projects_plan_feed_account_id",
                schema: "projects",
                table: "plan_feed",
                column: "account_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_projects_plan_feed_hash",
                schema: "projects",
                table: "plan_feed",
                column: "hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_projects_plan_feed_project_id",
                schema: "projects",
                table: "plan_feed",
                column: "project_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_projects_plan_task_late_on",
                schema: "projects",
                table: "plan_task",
                column: "late_on");

            migrationBuilder.CreateIndex(
                name: "ix_projects_plan_task_owner_id",
                schema: "projects",
                table: "plan_task",
                column: "owner_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_plan_task_project_id",
                schema: "projects",
                table: "plan_task",
                column: "project_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_pre_review_project_id",
                schema: "projects",
                table: "pre_review",
                column: "project_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_project_file_project_id_of_owner_id",
                schema: "projects",
                table: "project_file",
                columns: new[] { "project_id", "of", "owner_id" });

            migrationBuilder.CreateIndex(
                name: "ix_projects_report_text_project_id_no",
                schema: "projects",
                table: "report_text",
                columns: new[] { "project_id", "no" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_projects_review_meeting_project_id",
                schema: "projects",
                table: "review_meeting",
                column: "project_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_rota_ask_town_id_month",
                schema: "projects",
                table: "rota_ask",
                columns: new[] { "town_id", "month" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_projects_rota_turn_district_id_month",
                schema: "projects",
                table: "rota_turn",
                columns: new[] { "district_id", "month" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_projects_selection_entry_project_id",
                schema: "projects",
                table: "selection_entry",
                column: "project_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_selection_entry_selection_id_project_id",
                schema: "projects",
                table: "selection_entry",
                columns: new[] { "selection_id", "project_id" },
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
                name: "ix_projects_spending_line_id",
                schema: "projects",
                table: "spending",
                column: "line_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_spending_project_id_on",
                schema: "projects",
                table: "spending",
                columns: new[] { "project_id", "on" });

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

            migrationBuilder.CreateIndex(
                name: "ix_projects_target_project_id",
                schema: "projects",
                table: "target",
                column: "project_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_task_item_project_id",
                schema: "projects",
                table: "task_item",
                column: "project_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_task_item_task_id",
                schema: "projects",
                table: "task_item",
                column: "task_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_task_link_from_id_to_id",
                schema: "projects",
                table: "task_link",
                columns: new[] { "from_id", "to_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_projects_task_link_project_id",
                schema: "projects",
                table: "task_link",
                column: "project_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_text_version_project_id_no",
                schema: "projects",
                table: "text_version",
                columns: new[] { "project_id", "no" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_projects_turn_swap_district_id",
                schema: "projects",
                table: "turn_swap",
                column: "district_id");

            // Projects written down before keep their money and where they came from.
            migrationBuilder.Sql("INSERT INTO projects.budget_line (id, project_id, place, source, purpose, cents, spent, version) SELECT id, id, 0, 'Other', '', budget, 0, 0 FROM projects.project WHERE budget > 0");
            migrationBuilder.Sql("UPDATE projects.project SET origin = 'Topic' WHERE topic_id IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "activity",
                schema: "projects");

            migrationBuilder.DropTable(
                name: "adoption",
                schema: "projects");

            migrationBuilder.DropTable(
                name: "adoption_note",
                schema: "projects");

            migrationBuilder.DropTable(
                name: "attendee",
                schema: "projects");

            migrationBuilder.DropTable(
                name: "baseline",
                schema: "projects");

            migrationBuilder.DropTable(
                name: "brand",
                schema: "projects");

            migrationBuilder.DropTable(
                name: "brand_honour",
                schema: "projects");

            migrationBuilder.DropTable(
                name: "brand_project",
                schema: "projects");

            migrationBuilder.DropTable(
                name: "budget_line",
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
                name: "centre_event",
                schema: "projects");

            migrationBuilder.DropTable(
                name: "channel_post",
                schema: "projects");

            migrationBuilder.DropTable(
                name: "guidance_note",
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
                name: "library_entry",
                schema: "projects");

            migrationBuilder.DropTable(
                name: "material",
                schema: "projects");

            migrationBuilder.DropTable(
                name: "mentor",
                schema: "projects");

            migrationBuilder.DropTable(
                name: "mentoring",
                schema: "projects");

            migrationBuilder.DropTable(
                name: "opinion_record",
                schema: "projects");

            migrationBuilder.DropTable(
                name: "plan_change",
                schema: "projects");

            migrationBuilder.DropTable(
                name: "plan_feed",
                schema: "projects");

            migrationBuilder.DropTable(
                name: "plan_task",
                schema: "projects");

            migrationBuilder.DropTable(
                name: "pre_review",
                schema: "projects");

            migrationBuilder.DropTable(
                name: "project_file",
                schema: "projects");

            migrationBuilder.DropTable(
                name: "project_plan",
                schema: "projects");

            migrationBuilder.DropTable(
                name: "report_text",
                schema: "projects");

            migrationBuilder.DropTable(
                name: "review_meeting",
                schema: "projects");

            migrationBuilder.DropTable(
                name: "rota_ask",
                schema: "projects");

            migrationBuilder.DropTable(
                name: "rota_member",
                schema: "projects");

            migrationBuilder.DropTable(
                name: "rota_turn",
                schema: "projects");

            migrationBuilder.DropTable(
                name: "selection",
                schema: "projects");

            migrationBuilder.DropTable(
                name: "selection_entry",
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
                name: "spending",
                schema: "projects");

            migrationBuilder.DropTable(
                name: "supervision_issue",
                schema: "projects");

            migrationBuilder.DropTable(
                name: "target",
                schema: "projects");

            migrationBuilder.DropTable(
                name: "task_item",
                schema: "projects");

            migrationBuilder.DropTable(
                name: "task_link",
                schema: "projects");

            migrationBuilder.DropTable(
                name: "text_version",
                schema: "projects");

            migrationBuilder.DropTable(
                name: "turn_swap",
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
