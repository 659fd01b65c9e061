using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Modular.Appraisal.Data;

#nullable disable

namespace Modular.Appraisal.Data.Migrations.Postgres
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(AppraisalDbPostgres))]
    [Migration("20261121070952_EveryKind")]
    internal partial class EveryKind : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropPrimaryKey(
                name: "pk_appraisal_round_result",
                schema: "appraisal",
                table: "round_result");

            migrationBuilder.AddColumn<string>(
                name: "people",
                schema: "appraisal",
                table: "subject",
                type: "character varying(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "unit_id",
                schema: "appraisal",
                table: "subject",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "edition",
                schema: "appraisal",
                table: "round_result",
                type: "integer",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<string>(
                name: "firmness",
                schema: "appraisal",
                table: "round_result",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "whole_body",
                schema: "appraisal",
                table: "round_result",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "appeal_until",
                schema: "appraisal",
                table: "round",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "correction_reason",
                schema: "appraisal",
                table: "round",
                type: "character varying(500)",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "discuss",
                schema: "appraisal",
                table: "round",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "draw_key",
                schema: "appraisal",
                table: "round",
                type: "character varying(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "draw_pool",
                schema: "appraisal",
                table: "round",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "edition",
                schema: "appraisal",
                table: "round",
                type: "integer",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<long>(
                name: "follows_id",
                schema: "appraisal",
                table: "round",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "readers",
                schema: "appraisal",
                table: "round",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "replaced_because",
                schema: "appraisal",
                table: "panel_member",
                type: "character varying(300)",
                maxLength: 300,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "replaced_by_id",
                schema: "appraisal",
                table: "panel_member",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "anchors",
                schema: "appraisal",
                table: "criterion",
                type: "character varying(600)",
                maxLength: 600,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "side",
                schema: "appraisal",
                table: "criterion",
                type: "character varying(1)",
                maxLength: 1,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "in_shares",
                schema: "appraisal",
                table: "ballot_box",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "found",
                schema: "appraisal",
                table: "abstention",
                type: "character varying(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddPrimaryKey(
                name: "pk_appraisal_round_result",
                schema: "appraisal",
                table: "round_result",
                columns: new[] { "round_id", "edition" });

            migrationBuilder.CreateTable(
                name: "appeal",
                schema: "appraisal",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    round_id = table.Column<long>(type: "bigint", nullable: false),
                    subject_id = table.Column<long>(type: "bigint", nullable: true),
                    edition = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    account_id = table.Column<long>(type: "bigint", nullable: true),
                    name = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    contact = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    code = table.Column<byte[]>(type: "bytea", nullable: true),
                    text = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    on = table.Column<DateOnly>(type: "date", nullable: false),
                    decider_unit_id = table.Column<int>(type: "integer", nullable: true),
                    decision = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    decided_by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    decided_on = table.Column<DateOnly>(type: "date", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appraisal_appeal", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "assignment",
                schema: "appraisal",
                columns: table => new
                {
                    round_id = table.Column<long>(type: "bigint", nullable: false),
                    account_id = table.Column<long>(type: "bigint", nullable: false),
                    subject_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appraisal_assignment", x => new { x.round_id, x.account_id, x.subject_id });
                });

            migrationBuilder.CreateTable(
                name: "exclusion",
                schema: "appraisal",
                columns: table => new
                {
                    round_id = table.Column<long>(type: "bigint", nullable: false),
                    account_id = table.Column<long>(type: "bigint", nullable: false),
                    subject_id = table.Column<long>(type: "bigint", nullable: false),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    on = table.Column<DateOnly>(type: "date", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appraisal_exclusion", x => new { x.round_id, x.account_id, x.subject_id });
                });

            migrationBuilder.CreateTable(
                name: "opinion",
                schema: "appraisal",
                columns: table => new
                {
                    round_id = table.Column<long>(type: "bigint", nullable: false),
                    account_id = table.Column<long>(type: "bigint", nullable: false),
                    subject_id = table.Column<long>(type: "bigint", nullable: false),
                    confidence = table.Column<int>(type: "integer", nullable: true),
                    comment = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appraisal_opinion", x => new { x.round_id, x.account_id, x.subject_id });
                });

            migrationBuilder.CreateTable(
                name: "part",
                schema: "appraisal",
                columns: table => new
                {
                    round_id = table.Column<long>(type: "bigint", nullable: false),
                    part_round_id = table.Column<long>(type: "bigint", nullable: false),
                    name = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appraisal_part", x => new { x.round_id, x.part_round_id });
                });

            migrationBuilder.CreateTable(
                name: "party",
                schema: "appraisal",
                columns: table => new
                {
                    round_id = table.Column<long>(type: "bigint", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    side = table.Column<string>(type: "character varying(1)", maxLength: 1, nullable: false),
                    unit_id = table.Column<int>(type: "integer", nullable: true),
                    code = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    name = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    ticket = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    handed_in_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appraisal_party", x => new { x.round_id, x.number });
                });

            migrationBuilder.CreateTable(
                name: "party_fact",
                schema: "appraisal",
                columns: table => new
                {
                    round_id = table.Column<long>(type: "bigint", nullable: false),
                    party = table.Column<int>(type: "integer", nullable: false),
                    item = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    value_micro = table.Column<long>(type: "bigint", nullable: false),
                    source = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appraisal_party_fact", x => new { x.round_id, x.party, x.item });
                });

            migrationBuilder.CreateTable(
                name: "party_score",
                schema: "appraisal",
                columns: table => new
                {
                    round_id = table.Column<long>(type: "bigint", nullable: false),
                    from = table.Column<int>(type: "integer", nullable: false),
                    to = table.Column<int>(type: "integer", nullable: false),
                    criterion = table.Column<int>(type: "integer", nullable: false),
                    value_micro = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appraisal_party_score", x => new { x.round_id, x.from, x.to, x.criterion });
                });

            migrationBuilder.CreateTable(
                name: "point_event",
                schema: "appraisal",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    round_id = table.Column<long>(type: "bigint", nullable: false),
                    subject_id = table.Column<long>(type: "bigint", nullable: false),
                    points = table.Column<int>(type: "integer", nullable: false),
                    why = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    on = table.Column<DateOnly>(type: "date", nullable: false),
                    by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    reverses_id = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appraisal_point_event", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "question",
                schema: "appraisal",
                columns: table => new
                {
                    round_id = table.Column<long>(type: "bigint", nullable: false),
                    place = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    text = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    options = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    least = table.Column<int>(type: "integer", nullable: false),
                    most = table.Column<int>(type: "integer", nullable: false),
                    required = table.Column<bool>(type: "boolean", nullable: false),
                    if_place = table.Column<int>(type: "integer", nullable: true),
                    if_option = table.Column<int>(type: "integer", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appraisal_question", x => new { x.round_id, x.place });
                });

            migrationBuilder.CreateTable(
                name: "reply",
                schema: "appraisal",
                columns: table => new
                {
                    round_id = table.Column<long>(type: "bigint", nullable: false),
                    key = table.Column<byte[]>(type: "bytea", nullable: false),
                    subject_id = table.Column<long>(type: "bigint", nullable: false),
                    body = table.Column<string>(type: "text", nullable: false),
                    paper = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appraisal_reply", x => new { x.round_id, x.key });
                });

            migrationBuilder.CreateTable(
                name: "survey_sheet",
                schema: "appraisal",
                columns: table => new
                {
                    round_id = table.Column<long>(type: "bigint", nullable: false),
                    intro = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    door = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    minimum = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appraisal_survey_sheet", x => x.round_id);
                });

            migrationBuilder.CreateTable(
                name: "ticket",
                schema: "appraisal",
                columns: table => new
                {
                    round_id = table.Column<long>(type: "bigint", nullable: false),
                    hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    used_on = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appraisal_ticket", x => new { x.round_id, x.hash });
                });

            migrationBuilder.CreateTable(
                name: "visit",
                schema: "appraisal",
                columns: table => new
                {
                    round_id = table.Column<long>(type: "bigint", nullable: false),
                    account_id = table.Column<long>(type: "bigint", nullable: false),
                    subject_id = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    place = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appraisal_visit", x => new { x.round_id, x.account_id, x.subject_id });
                });

            migrationBuilder.CreateTable(
                name: "visit_photo",
                schema: "appraisal",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    round_id = table.Column<long>(type: "bigint", nullable: false),
                    account_id = table.Column<long>(type: "bigint", nullable: false),
                    subject_id = table.Column<long>(type: "bigint", nullable: false),
                    hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    name = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    type = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    caption = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appraisal_visit_photo", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_appraisal_subject_unit_id",
                schema: "appraisal",
                table: "subject",
                column: "unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_appraisal_round_follows_id",
                schema: "appraisal",
                table: "round",
                column: "follows_id");

            migrationBuilder.CreateIndex(
                name: "ix_appraisal_appeal_code",
                schema: "appraisal",
                table: "appeal",
                column: "code");

            migrationBuilder.CreateIndex(
                name: "ix_appraisal_appeal_decider_unit_id",
                schema: "appraisal",
                table: "appeal",
                column: "decider_unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_appraisal_appeal_round_id",
                schema: "appraisal",
                table: "appeal",
                column: "round_id");

            migrationBuilder.CreateIndex(
                name: "ix_appraisal_party_ticket",
                schema: "appraisal",
                table: "party",
                column: "ticket",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_appraisal_party_unit_id",
                schema: "appraisal",
                table: "party",
                column: "unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_appraisal_point_event_reverses_id",
                schema: "appraisal",
                table: "point_event",
                column: "reverses_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_appraisal_point_event_round_id_subject_id",
                schema: "appraisal",
                table: "point_event",
                columns: new[] { "round_id", "subject_id" });

            migrationBuilder.CreateIndex(
                name: "ix_appraisal_ticket_hash",
                schema: "appraisal",
                table: "ticket",
                column: "hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_appraisal_visit_photo_round_id_subject_id",
                schema: "appraisal",
                table: "visit_photo",
                columns: new[] { "round_id", "subject_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "appeal",
                schema: "appraisal");

            migrationBuilder.DropTable(
                name: "assignment",
                schema: "appraisal");

            migrationBuilder.DropTable(
                name: "exclusion",
                schema: "appraisal");

            migrationBuilder.DropTable(
                name: "opinion",
                schema: "appraisal");

            migrationBuilder.DropTable(
                name: "part",
                schema: "appraisal");

            migrationBuilder.DropTable(
                name: "party",
                schema: "appraisal");

            migrationBuilder.DropTable(
                name: "party_fact",
                schema: "appraisal");

            migrationBuilder.DropTable(
                name: "party_score",
                schema: "appraisal");

            migrationBuilder.DropTable(
                name: "point_event",
                schema: "appraisal");

            migrationBuilder.DropTable(
                name: "question",
                schema: "appraisal");

            migrationBuilder.DropTable(
                name: "reply",
                schema: "appraisal");

            migrationBuilder.DropTable(
                name: "survey_sheet",
                schema: "appraisal");

            migrationBuilder.DropTable(
                name: "ticket",
                schema: "appraisal");

            migrationBuilder.DropTable(
                name: "visit",
                schema: "appraisal");

            migrationBuilder.DropTable(
                name: "visit_photo",
                schema: "appraisal");

            migrationBuilder.DropIndex(
                name: "ix_appraisal_subject_unit_id",
                schema: "appraisal",
                table: "subject");

            migrationBuilder.DropPrimaryKey(
                name: "pk_appraisal_round_result",
                schema: "appraisal",
                table: "round_result");

            migrationBuilder.DropIndex(
                name: "ix_appraisal_round_follows_id",
                schema: "appraisal",
                table: "round");

            migrationBuilder.DropColumn(
                name: "people",
                schema: "appraisal",
                table: "subject");

            migrationBuilder.DropColumn(
                name: "unit_id",
                schema: "appraisal",
                table: "subject");

            migrationBuilder.DropColumn(
                name: "edition",
                schema: "appraisal",
                table: "round_result");

            migrationBuilder.DropColumn(
                name: "firmness",
                schema: "appraisal",
                table: "round_result");

            migrationBuilder.DropColumn(
                name: "whole_body",
                schema: "appraisal",
                table: "round_result");

            migrationBuilder.DropColumn(
                name: "appeal_until",
                schema: "appraisal",
                table: "round");

            migrationBuilder.DropColumn(
                name: "correction_reason",
                schema: "appraisal",
                table: "round");

            migrationBuilder.DropColumn(
                name: "discuss",
                schema: "appraisal",
                table: "round");

            migrationBuilder.DropColumn(
                name: "draw_key",
                schema: "appraisal",
                table: "round");

            migrationBuilder.DropColumn(
                name: "draw_pool",
                schema: "appraisal",
                table: "round");

            migrationBuilder.DropColumn(
                name: "edition",
                schema: "appraisal",
                table: "round");

            migrationBuilder.DropColumn(
                name: "follows_id",
                schema: "appraisal",
                table: "round");

            migrationBuilder.DropColumn(
                name: "readers",
                schema: "appraisal",
                table: "round");

            migrationBuilder.DropColumn(
                name: "replaced_because",
                schema: "appraisal",
                table: "panel_member");

            migrationBuilder.DropColumn(
                name: "replaced_by_id",
                schema: "appraisal",
                table: "panel_member");

            migrationBuilder.DropColumn(
                name: "anchors",
                schema: "appraisal",
                table: "criterion");

            migrationBuilder.DropColumn(
                name: "side",
                schema: "appraisal",
                table: "criterion");

            migrationBuilder.DropColumn(
                name: "in_shares",
                schema: "appraisal",
                table: "ballot_box");

            migrationBuilder.DropColumn(
                name: "found",
                schema: "appraisal",
                table: "abstention");

            migrationBuilder.AddPrimaryKey(
                name: "pk_appraisal_round_result",
                schema: "appraisal",
                table: "round_result",
                column: "round_id");
        }
    }
}
