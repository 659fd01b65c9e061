using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Modular.Projects.Data;

#nullable disable

namespace Modular.Projects.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(ProjectsDbSqlite))]
    [Migration("20261126014206_Follow")]
    internal partial class Follow : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "why",
                table: "projects_spending",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "line_key",
                table: "projects_sign_in",
                type: "TEXT",
                maxLength: 24,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "give_up_reason",
                table: "projects_service_series",
                type: "TEXT",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "given_up_on",
                table: "projects_service_series",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "task_id",
                table: "projects_service_series",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "report_no",
                table: "projects_selection_entry",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "round_id",
                table: "projects_selection_entry",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "awarded_on",
                table: "projects_selection",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "awards_why",
                table: "projects_selection",
                type: "TEXT",
                maxLength: 1000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ranked_by",
                table: "projects_selection",
                type: "TEXT",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "ranked_by_id",
                table: "projects_selection",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "turn",
                table: "projects_selection",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<bool>(
                name: "before",
                table: "projects_rota_turn",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "advice",
                table: "projects_review_meeting",
                type: "TEXT",
                maxLength: 2000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "figures",
                table: "projects_report_text",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "fields",
                table: "projects_public_notice",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "matter",
                table: "projects_public_notice",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "outcome",
                table: "projects_public_notice",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "told",
                table: "projects_public_notice",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "struck_at",
                table: "projects_opinion_record",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "struck_by",
                table: "projects_opinion_record",
                type: "TEXT",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "struck_why",
                table: "projects_opinion_record",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "code_hash",
                table: "projects_objection",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "decided_at",
                table: "projects_objection",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "why",
                table: "projects_library_entry",
                type: "TEXT",
                maxLength: 400,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "leader_id",
                table: "projects_liaison_visit",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "struck_at",
                table: "projects_liaison_visit",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "struck_by",
                table: "projects_liaison_visit",
                type: "TEXT",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "struck_why",
                table: "projects_liaison_visit",
                type: "TEXT",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "struck",
                table: "projects_liaison_item",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "reopen_reason",
                table: "projects_activity",
                type: "TEXT",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "sign_in_most",
                table: "projects_activity",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "task_id",
                table: "projects_activity",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "projects_effect_by_hand",
                columns: table => new
                {
                    project_id = table.Column<long>(type: "INTEGER", nullable: false),
                    rated_before = table.Column<int>(type: "INTEGER", nullable: true),
                    satisfied_before = table.Column<int>(type: "INTEGER", nullable: true),
                    rated_after = table.Column<int>(type: "INTEGER", nullable: true),
                    satisfied_after = table.Column<int>(type: "INTEGER", nullable: true),
                    tickets_before = table.Column<int>(type: "INTEGER", nullable: true),
                    months_before = table.Column<int>(type: "INTEGER", nullable: true),
                    tickets_after = table.Column<int>(type: "INTEGER", nullable: true),
                    months_after = table.Column<int>(type: "INTEGER", nullable: true),
                    source = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_effect_by_hand", x => x.project_id);
                });

            migrationBuilder.CreateTable(
                name: "projects_entry_score",
                columns: table => new
                {
                    entry_id = table.Column<long>(type: "INTEGER", nullable: false),
                    round_id = table.Column<long>(type: "INTEGER", nullable: false),
                    score_micro = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_entry_score", x => new { x.entry_id, x.round_id });
                });

            migrationBuilder.CreateTable(
                name: "projects_measurement",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    project_id = table.Column<long>(type: "INTEGER", nullable: false),
                    target_id = table.Column<long>(type: "INTEGER", nullable: false),
                    end = table.Column<bool>(type: "INTEGER", nullable: false),
                    milli = table.Column<long>(type: "INTEGER", nullable: false),
                    asked = table.Column<int>(type: "INTEGER", nullable: true),
                    on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    source = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_measurement", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_projects_spending_voucher",
                table: "projects_spending",
                column: "voucher");

            migrationBuilder.CreateIndex(
                name: "ix_projects_objection_code_hash",
                table: "projects_objection",
                column: "code_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_projects_activity_task_id",
                table: "projects_activity",
                column: "task_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_entry_score_round_id",
                table: "projects_entry_score",
                column: "round_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_measurement_project_id",
                table: "projects_measurement",
                column: "project_id");

            // Guidance ends with the project.
            migrationBuilder.Sql("UPDATE projects_mentoring SET open_project_id = NULL, ended_at = CAST(strftime('%s', 'now') AS INTEGER) * 1000000 WHERE open_project_id IN (SELECT id FROM projects_project WHERE state IN ('Rejected', 'Stopped', 'Completed', 'Applied', 'Evaluated', 'Awarded', 'InLibrary'))");
            // A campaign that is over holds no drafts.
            migrationBuilder.Sql("UPDATE projects_project SET campaign_id = NULL WHERE (state = 'Draft' AND campaign_id IN (SELECT id FROM projects_campaign WHERE state IN ('Closed', 'Archived'))) OR (state = 'Returned' AND campaign_id IN (SELECT id FROM projects_campaign WHERE state = 'Archived'))");
            // A ranking says by itself which round it was made of.
            migrationBuilder.Sql("UPDATE projects_selection_entry SET round_id = (SELECT s.round_id FROM projects_selection s WHERE s.id = selection_id AND s.minutes = '#' || s.round_id)");
            migrationBuilder.Sql("UPDATE projects_selection SET round_id = NULL WHERE minutes IS NULL OR minutes <> '#' || round_id");
            migrationBuilder.Sql("UPDATE projects_selection SET minutes = NULL WHERE round_id IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "projects_effect_by_hand");

            migrationBuilder.DropTable(
                name: "projects_entry_score");

            migrationBuilder.DropTable(
                name: "projects_measurement");

            migrationBuilder.DropIndex(
                name: "ix_projects_spending_voucher",
                table: "projects_spending");

            migrationBuilder.DropIndex(
                name: "ix_projects_objection_code_hash",
                table: "projects_objection");

            migrationBuilder.DropIndex(
                name: "ix_projects_activity_task_id",
                table: "projects_activity");

            migrationBuilder.DropColumn(
                name: "why",
                table: "projects_spending");

            migrationBuilder.DropColumn(
                name: "line_key",
                table: "projects_sign_in");

            migrationBuilder.DropColumn(
                name: "give_up_reason",
                table: "projects_service_series");

            migrationBuilder.DropColumn(
                name: "given_up_on",
                table: "projects_service_series");

            migrationBuilder.DropColumn(
                name: "task_id",
                table: "projects_service_series");

            migrationBuilder.DropColumn(
                name: "report_no",
                table: "projects_selection_entry");

            migrationBuilder.DropColumn(
                name: "round_id",
                table: "projects_selection_entry");

            migrationBuilder.DropColumn(
                name: "awarded_on",
                table: "projects_selection");

            migrationBuilder.DropColumn(
                name: "awards_why",
                table: "projects_selection");

            migrationBuilder.DropColumn(
                name: "ranked_by",
                table: "projects_selection");

            migrationBuilder.DropColumn(
                name: "ranked_by_id",
                table: "projects_selection");

            migrationBuilder.DropColumn(
                name: "turn",
                table: "projects_selection");

            migrationBuilder.DropColumn(
                name: "before",
                table: "projects_rota_turn");

            migrationBuilder.DropColumn(
                name: "advice",
                table: "projects_review_meeting");

            migrationBuilder.DropColumn(
                name: "figures",
                table: "projects_report_text");

            migrationBuilder.DropColumn(
                name: "fields",
                table: "projects_public_notice");

            migrationBuilder.DropColumn(
                name: "matter",
                table: "projects_public_notice");

            migrationBuilder.DropColumn(
                name: "outcome",
                table: "projects_public_notice");

            migrationBuilder.DropColumn(
                name: "told",
                table: "projects_public_notice");

            migrationBuilder.DropColumn(
                name: "struck_at",
                table: "projects_opinion_record");

            migrationBuilder.DropColumn(
                name: "struck_by",
                table: "projects_opinion_record");

            migrationBuilder.DropColumn(
                name: "struck_why",
                table: "projects_opinion_record");

            migrationBuilder.DropColumn(
                name: "code_hash",
                table: "projects_objection");

            migrationBuilder.DropColumn(
                name: "decided_at",
                table: "projects_objection");

            migrationBuilder.DropColumn(
                name: "why",
                table: "projects_library_entry");

            migrationBuilder.DropColumn(
                name: "leader_id",
                table: "projects_liaison_visit");

            migrationBuilder.DropColumn(
                name: "struck_at",
                table: "projects_liaison_visit");

            migrationBuilder.DropColumn(
                name: "struck_by",
                table: "projects_liaison_visit");

            migrationBuilder.DropColumn(
                name: "struck_why",
                table: "projects_liaison_visit");

            migrationBuilder.DropColumn(
                name: "struck",
                table: "projects_liaison_item");

            migrationBuilder.DropColumn(
                name: "reopen_reason",
                table: "projects_activity");

            migrationBuilder.DropColumn(
                name: "sign_in_most",
                table: "projects_activity");

            migrationBuilder.DropColumn(
                name: "task_id",
                table: "projects_activity");
        }
    }
}
