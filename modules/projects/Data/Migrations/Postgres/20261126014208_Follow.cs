using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Modular.Projects.Data;

#nullable disable

namespace Modular.Projects.Data.Migrations.Postgres
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(ProjectsDbPostgres))]
    [Migration("20261126014208_Follow")]
    internal partial class Follow : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "why",
                schema: "projects",
                table: "spending",
                type: "character varying(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "line_key",
                schema: "projects",
                table: "sign_in",
                type: "character varying(24)",
                maxLength: 24,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "give_up_reason",
                schema: "projects",
                table: "service_series",
                type: "character varying(500)",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "given_up_on",
                schema: "projects",
                table: "service_series",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "task_id",
                schema: "projects",
                table: "service_series",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "report_no",
                schema: "projects",
                table: "selection_entry",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "round_id",
                schema: "projects",
                table: "selection_entry",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "awarded_on",
                schema: "projects",
                table: "selection",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "awards_why",
                schema: "projects",
                table: "selection",
                type: "character varying(1000)",
                maxLength: 1000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ranked_by",
                schema: "projects",
                table: "selection",
                type: "character varying(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "ranked_by_id",
                schema: "projects",
                table: "selection",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "turn",
                schema: "projects",
                table: "selection",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<bool>(
                name: "before",
                schema: "projects",
                table: "rota_turn",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AlterColumn<string>(
                name: "reason",
                schema: "projects",
                table: "rota_ask",
                type: "character varying(400)",
                maxLength: 400,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(200)",
                oldMaxLength: 200);

            migrationBuilder.AddColumn<string>(
                name: "advice",
                schema: "projects",
                table: "review_meeting",
                type: "character varying(2000)",
                maxLength: 2000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "figures",
                schema: "projects",
                table: "report_text",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "fields",
                schema: "projects",
                table: "public_notice",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "matter",
                schema: "projects",
                table: "public_notice",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "outcome",
                schema: "projects",
                table: "public_notice",
                type: "character varying(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "told",
                schema: "projects",
                table: "public_notice",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "struck_at",
                schema: "projects",
                table: "opinion_record",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "struck_by",
                schema: "projects",
                table: "opinion_record",
                type: "character varying(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "struck_why",
                schema: "projects",
                table: "opinion_record",
                type: "character varying(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AlterColumn<string>(
                name: "contact",
                schema: "projects",
                table: "objection",
                type: "character varying(400)",
                maxLength: 400,
                nullable: true,
                oldClrType: typeof(string),
                oldType: "character varying(200)",
                oldMaxLength: 200,
                oldNullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "code_hash",
                schema: "projects",
                table: "objection",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "decided_at",
                schema: "projects",
                table: "objection",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "why",
                schema: "projects",
                table: "library_entry",
                type: "character varying(400)",
                maxLength: 400,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "leader_id",
                schema: "projects",
                table: "liaison_visit",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "struck_at",
                schema: "projects",
                table: "liaison_visit",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "struck_by",
                schema: "projects",
                table: "liaison_visit",
                type: "character varying(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "struck_why",
                schema: "projects",
                table: "liaison_visit",
                type: "character varying(500)",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "struck",
                schema: "projects",
                table: "liaison_item",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "reopen_reason",
                schema: "projects",
                table: "activity",
                type: "character varying(500)",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "sign_in_most",
                schema: "projects",
                table: "activity",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "task_id",
                schema: "projects",
                table: "activity",
                type: "bigint",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "effect_by_hand",
                schema: "projects",
                columns: table => new
                {
                    project_id = table.Column<long>(type: "bigint", nullable: false),
                    rated_before = table.Column<int>(type: "integer", nullable: true),
                    satisfied_before = table.Column<int>(type: "integer", nullable: true),
                    rated_after = table.Column<int>(type: "integer", nullable: true),
                    satisfied_after = table.Column<int>(type: "integer", nullable: true),
                    tickets_before = table.Column<int>(type: "integer", nullable: true),
                    months_before = table.Column<int>(type: "integer", nullable: true),
                    tickets_after = table.Column<int>(type: "integer", nullable: true),
                    months_after = table.Column<int>(type: "integer", nullable: true),
                    source = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_effect_by_hand", x => x.project_id);
                });

            migrationBuilder.CreateTable(
                name: "entry_score",
                schema: "projects",
                columns: table => new
                {
                    entry_id = table.Column<long>(type: "bigint", nullable: false),
                    round_id = table.Column<long>(type: "bigint", nullable: false),
                    score_micro = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_entry_score", x => new { x.entry_id, x.round_id });
                });

            migrationBuilder.CreateTable(
                name: "measurement",
                schema: "projects",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    project_id = table.Column<long>(type: "bigint", nullable: false),
                    target_id = table.Column<long>(type: "bigint", nullable: false),
                    end = table.Column<bool>(type: "boolean", nullable: false),
                    milli = table.Column<long>(type: "bigint", nullable: false),
                    asked = table.Column<int>(type: "integer", nullable: true),
                    on = table.Column<DateOnly>(type: "date", nullable: false),
                    source = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    reason = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_measurement", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_projects_spending_voucher",
                schema: "projects",
                table: "spending",
                column: "voucher");

            migrationBuilder.CreateIndex(
                name: "ix_projects_objection_code_hash",
                schema: "projects",
                table: "objection",
                column: "code_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_projects_activity_task_id",
                schema: "projects",
                table: "activity",
                column: "task_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_entry_score_round_id",
                schema: "projects",
                table: "entry_score",
                column: "round_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_measurement_project_id",
                schema: "projects",
                table: "measurement",
                column: "project_id");

            // Guidance ends with the project.
            migrationBuilder.Sql("UPDATE projects.mentoring SET open_project_id = NULL, ended_at = now() WHERE open_project_id IN (SELECT id FROM projects.project WHERE state IN ('Rejected', 'Stopped', 'Completed', 'Applied', 'Evaluated', 'Awarded', 'InLibrary'))");
            // A campaign that is over holds no drafts.
            migrationBuilder.Sql("UPDATE projects.project SET campaign_id = NULL WHERE (state = 'Draft' AND campaign_id IN (SELECT id FROM projects.campaign WHERE state IN ('Closed', 'Archived'))) OR (state = 'Returned' AND campaign_id IN (SELECT id FROM projects.campaign WHERE state = 'Archived'))");
            // A ranking says by itself which round it was made of.
            migrationBuilder.Sql("UPDATE projects.selection_entry SET round_id = (SELECT s.round_id FROM projects.selection s WHERE s.id = selection_id AND s.minutes = '#' || s.round_id)");
            migrationBuilder.Sql("UPDATE projects.selection SET round_id = NULL WHERE minutes IS NULL OR minutes <> '#' || round_id");
            migrationBuilder.Sql("UPDATE projects.selection SET minutes = NULL WHERE round_id IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "effect_by_hand",
                schema: "projects");

            migrationBuilder.DropTable(
                name: "entry_score",
                schema: "projects");

            migrationBuilder.DropTable(
                name: "measurement",
                schema: "projects");

            migrationBuilder.DropIndex(
                name: "ix_projects_spending_voucher",
                schema: "projects",
                table: "spending");

            migrationBuilder.DropIndex(
                name: "ix_projects_objection_code_hash",
                schema: "projects",
                table: "objection");

            migrationBuilder.DropIndex(
                name: "ix_projects_activity_task_id",
                schema: "projects",
                table: "activity");

            migrationBuilder.DropColumn(
                name: "why",
                schema: "projects",
                table: "spending");

            migrationBuilder.DropColumn(
                name: "line_key",
                schema: "projects",
                table: "sign_in");

            migrationBuilder.DropColumn(
                name: "give_up_reason",
                schema: "projects",
                table: "service_series");

            migrationBuilder.DropColumn(
                name: "given_up_on",
                schema: "projects",
                table: "service_series");

            migrationBuilder.DropColumn(
                name: "task_id",
                schema: "projects",
                table: "service_series");

            migrationBuilder.DropColumn(
                name: "report_no",
                schema: "projects",
                table: "selection_entry");

            migrationBuilder.DropColumn(
                name: "round_id",
                schema: "projects",
                table: "selection_entry");

            migrationBuilder.DropColumn(
                name: "awarded_on",
                schema: "projects",
                table: "selection");

            migrationBuilder.DropColumn(
                name: "awards_why",
                schema: "projects",
                table: "selection");

            migrationBuilder.DropColumn(
                name: "ranked_by",
                schema: "projects",
                table: "selection");

            migrationBuilder.DropColumn(
                name: "ranked_by_id",
                schema: "projects",
                table: "selection");

            migrationBuilder.DropColumn(
                name: "turn",
                schema: "projects",
                table: "selection");

            migrationBuilder.DropColumn(
                name: "before",
                schema: "projects",
                table: "rota_turn");

            migrationBuilder.DropColumn(
                name: "advice",
                schema: "projects",
                table: "review_meeting");

            migrationBuilder.DropColumn(
                name: "figures",
                schema: "projects",
                table: "report_text");

            migrationBuilder.DropColumn(
                name: "fields",
                schema: "projects",
                table: "public_notice");

            migrationBuilder.DropColumn(
                name: "matter",
                schema: "projects",
                table: "public_notice");

            migrationBuilder.DropColumn(
                name: "outcome",
                schema: "projects",
                table: "public_notice");

            migrationBuilder.DropColumn(
                name: "told",
                schema: "projects",
                table: "public_notice");

            migrationBuilder.DropColumn(
                name: "struck_at",
                schema: "projects",
                table: "opinion_record");

            migrationBuilder.DropColumn(
                name: "struck_by",
                schema: "projects",
                table: "opinion_record");

            migrationBuilder.DropColumn(
                name: "struck_why",
                schema: "projects",
                table: "opinion_record");

            migrationBuilder.DropColumn(
                name: "code_hash",
                schema: "projects",
                table: "objection");

            migrationBuilder.DropColumn(
                name: "decided_at",
                schema: "projects",
                table: "objection");

            migrationBuilder.DropColumn(
                name: "why",
                schema: "projects",
                table: "library_entry");

            migrationBuilder.DropColumn(
                name: "leader_id",
                schema: "projects",
                table: "liaison_visit");

            migrationBuilder.DropColumn(
                name: "struck_at",
                schema: "projects",
                table: "liaison_visit");

            migrationBuilder.DropColumn(
                name: "struck_by",
                schema: "projects",
                table: "liaison_visit");

            migrationBuilder.DropColumn(
                name: "struck_why",
                schema: "projects",
                table: "liaison_visit");

            migrationBuilder.DropColumn(
                name: "struck",
                schema: "projects",
                table: "liaison_item");

            migrationBuilder.DropColumn(
                name: "reopen_reason",
                schema: "projects",
                table: "activity");

            migrationBuilder.DropColumn(
                name: "sign_in_most",
                schema: "projects",
                table: "activity");

            migrationBuilder.DropColumn(
                name: "task_id",
                schema: "projects",
                table: "activity");

            migrationBuilder.AlterColumn<string>(
                name: "reason",
                schema: "projects",
                table: "rota_ask",
                type: "character varying(200)",
                maxLength: 200,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(400)",
                oldMaxLength: 400);

            migrationBuilder.AlterColumn<string>(
                name: "contact",
                schema: "projects",
                table: "objection",
                type: "character varying(200)",
                maxLength: 200,
                nullable: true,
                oldClrType: typeof(string),
                oldType: "character varying(400)",
                oldMaxLength: 400,
                oldNullable: true);
        }
    }
}
