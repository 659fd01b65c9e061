using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Modular.Appraisal.Data;

#nullable disable

namespace Modular.Appraisal.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(AppraisalDbSqlite))]
    [Migration("20261121070950_EveryKind")]
    internal partial class EveryKind : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "people",
                table: "appraisal_subject",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "unit_id",
                table: "appraisal_subject",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "appeal_until",
                table: "appraisal_round",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "correction_reason",
                table: "appraisal_round",
                type: "TEXT",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "discuss",
                table: "appraisal_round",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "draw_key",
                table: "appraisal_round",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "draw_pool",
                table: "appraisal_round",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "edition",
                table: "appraisal_round",
                type: "INTEGER",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<long>(
                name: "follows_id",
                table: "appraisal_round",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "readers",
                table: "appraisal_round",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "replaced_because",
                table: "appraisal_panel_member",
                type: "TEXT",
                maxLength: 300,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "replaced_by_id",
                table: "appraisal_panel_member",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "anchors",
                table: "appraisal_criterion",
                type: "TEXT",
                maxLength: 600,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "side",
                table: "appraisal_criterion",
                type: "TEXT",
                maxLength: 1,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "in_shares",
                table: "appraisal_ballot_box",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "found",
                table: "appraisal_abstention",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            // SQLite cannot change a primary key: the table is made anew and its rows carried over as the first edition.
            migrationBuilder.Sql("""
                CREATE TABLE "new_round_result" ("round_id" INTEGER NOT NULL, "edition" INTEGER NOT NULL, "method_id" TEXT NOT NULL, "method_version" TEXT NOT NULL, "method_hash" TEXT NOT NULL, "parameters" TEXT NOT NULL, "input_digest" TEXT NOT NULL, "body" TEXT NOT NULL, "whole_body" TEXT NULL, "computed_at" INTEGER NOT NULL, "firmness" TEXT NULL, CONSTRAINT "pk_appraisal_round_result" PRIMARY KEY ("round_id", "edition"));
                INSERT INTO "new_round_result" ("round_id", "edition", "method_id", "method_version", "method_hash", "parameters", "input_digest", "body", "computed_at") SELECT "round_id", 1, "method_id", "method_version", "method_hash", "parameters", "input_digest", "body", "computed_at" FROM "appraisal_round_result";
                DROP TABLE "appraisal_round_result";
                ALTER TABLE "new_round_result" RENAME TO "appraisal_round_result";
                """);

            migrationBuilder.CreateTable(
                name: "appraisal_appeal",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    round_id = table.Column<long>(type: "INTEGER", nullable: false),
                    subject_id = table.Column<long>(type: "INTEGER", nullable: true),
                    edition = table.Column<int>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    account_id = table.Column<long>(type: "INTEGER", nullable: true),
                    name = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    contact = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    code = table.Column<byte[]>(type: "BLOB", nullable: true),
                    text = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    decider_unit_id = table.Column<int>(type: "INTEGER", nullable: true),
                    decision = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    decided_by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    decided_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appraisal_appeal", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "appraisal_assignment",
                columns: table => new
                {
                    round_id = table.Column<long>(type: "INTEGER", nullable: false),
                    account_id = table.Column<long>(type: "INTEGER", nullable: false),
                    subject_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appraisal_assignment", x => new { x.round_id, x.account_id, x.subject_id });
                });

            migrationBuilder.CreateTable(
                name: "appraisal_exclusion",
                columns: table => new
                {
                    round_id = table.Column<long>(type: "INTEGER", nullable: false),
                    account_id = table.Column<long>(type: "INTEGER", nullable: false),
                    subject_id = table.Column<long>(type: "INTEGER", nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    on = table.Column<DateOnly>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appraisal_exclusion", x => new { x.round_id, x.account_id, x.subject_id });
                });

            migrationBuilder.CreateTable(
                name: "appraisal_opinion",
                columns: table => new
                {
                    round_id = table.Column<long>(type: "INTEGER", nullable: false),
                    account_id = table.Column<long>(type: "INTEGER", nullable: false),
                    subject_id = table.Column<long>(type: "INTEGER", nullable: false),
                    confidence = table.Column<int>(type: "INTEGER", nullable: true),
                    comment = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appraisal_opinion", x => new { x.round_id, x.account_id, x.subject_id });
                });

            migrationBuilder.CreateTable(
                name: "appraisal_part",
                columns: table => new
                {
                    round_id = table.Column<long>(type: "INTEGER", nullable: false),
                    part_round_id = table.Column<long>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appraisal_part", x => new { x.round_id, x.part_round_id });
                });

            migrationBuilder.CreateTable(
                name: "appraisal_party",
                columns: table => new
                {
                    round_id = table.Column<long>(type: "INTEGER", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    side = table.Column<string>(type: "TEXT", maxLength: 1, nullable: false),
                    unit_id = table.Column<int>(type: "INTEGER", nullable: true),
                    code = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    ticket = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    handed_in_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appraisal_party", x => new { x.round_id, x.number });
                });

            migrationBuilder.CreateTable(
                name: "appraisal_party_fact",
                columns: table => new
                {
                    round_id = table.Column<long>(type: "INTEGER", nullable: false),
                    party = table.Column<int>(type: "INTEGER", nullable: false),
                    item = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    value_micro = table.Column<long>(type: "INTEGER", nullable: false),
                    source = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appraisal_party_fact", x => new { x.round_id, x.party, x.item });
                });

            migrationBuilder.CreateTable(
                name: "appraisal_party_score",
                columns: table => new
                {
                    round_id = table.Column<long>(type: "INTEGER", nullable: false),
                    from = table.Column<int>(type: "INTEGER", nullable: false),
                    to = table.Column<int>(type: "INTEGER", nullable: false),
                    criterion = table.Column<int>(type: "INTEGER", nullable: false),
                    value_micro = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appraisal_party_score", x => new { x.round_id, x.from, x.to, x.criterion });
                });

            migrationBuilder.CreateTable(
                name: "appraisal_point_event",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    round_id = table.Column<long>(type: "INTEGER", nullable: false),
                    subject_id = table.Column<long>(type: "INTEGER", nullable: false),
                    points = table.Column<int>(type: "INTEGER", nullable: false),
                    why = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    reverses_id = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appraisal_point_event", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "appraisal_question",
                columns: table => new
                {
                    round_id = table.Column<long>(type: "INTEGER", nullable: false),
                    place = table.Column<int>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    text = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    options = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    least = table.Column<int>(type: "INTEGER", nullable: false),
                    most = table.Column<int>(type: "INTEGER", nullable: false),
                    required = table.Column<bool>(type: "INTEGER", nullable: false),
                    if_place = table.Column<int>(type: "INTEGER", nullable: true),
                    if_option = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appraisal_question", x => new { x.round_id, x.place });
                });

            // No order of coming is kept.
            migrationBuilder.Sql("""CREATE TABLE "appraisal_reply" ("round_id" INTEGER NOT NULL, "key" BLOB NOT NULL, "subject_id" INTEGER NOT NULL, "body" TEXT NOT NULL, "paper" INTEGER NOT NULL, CONSTRAINT "pk_appraisal_reply" PRIMARY KEY ("round_id", "key")) WITHOUT ROWID""");

            migrationBuilder.CreateTable(
                name: "appraisal_survey_sheet",
                columns: table => new
                {
                    round_id = table.Column<long>(type: "INTEGER", nullable: false),
                    intro = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    door = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    minimum = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appraisal_survey_sheet", x => x.round_id);
                });

            migrationBuilder.Sql("""CREATE TABLE "appraisal_ticket" ("round_id" INTEGER NOT NULL, "hash" TEXT NOT NULL, "used_on" TEXT NULL, CONSTRAINT "pk_appraisal_ticket" PRIMARY KEY ("round_id", "hash")) WITHOUT ROWID""");

            migrationBuilder.CreateTable(
                name: "appraisal_visit",
                columns: table => new
                {
                    round_id = table.Column<long>(type: "INTEGER", nullable: false),
                    account_id = table.Column<long>(type: "INTEGER", nullable: false),
                    subject_id = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    place = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appraisal_visit", x => new { x.round_id, x.account_id, x.subject_id });
                });

            migrationBuilder.CreateTable(
                name: "appraisal_visit_photo",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    round_id = table.Column<long>(type: "INTEGER", nullable: false),
                    account_id = table.Column<long>(type: "INTEGER", nullable: false),
                    subject_id = table.Column<long>(type: "INTEGER", nullable: false),
                    hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    type = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    caption = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appraisal_visit_photo", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_appraisal_subject_unit_id",
                table: "appraisal_subject",
                column: "unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_appraisal_round_follows_id",
                table: "appraisal_round",
                column: "follows_id");

            migrationBuilder.CreateIndex(
                name: "ix_appraisal_appeal_code",
                table: "appraisal_appeal",
                column: "code");

            migrationBuilder.CreateIndex(
                name: "ix_appraisal_appeal_decider_unit_id",
                table: "appraisal_appeal",
                column: "decider_unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_appraisal_appeal_round_id",
                table: "appraisal_appeal",
                column: "round_id");

            migrationBuilder.CreateIndex(
                name: "ix_appraisal_party_ticket",
                table: "appraisal_party",
                column: "ticket",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_appraisal_party_unit_id",
                table: "appraisal_party",
                column: "unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_appraisal_point_event_reverses_id",
                table: "appraisal_point_event",
                column: "reverses_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_appraisal_point_event_round_id_subject_id",
                table: "appraisal_point_event",
                columns: new[] { "round_id", "subject_id" });

            migrationBuilder.CreateIndex(
                name: "ix_appraisal_ticket_hash",
                table: "appraisal_ticket",
                column: "hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_appraisal_visit_photo_round_id_subject_id",
                table: "appraisal_visit_photo",
                columns: new[] { "round_id", "subject_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "appraisal_appeal");

            migrationBuilder.DropTable(
                name: "appraisal_assignment");

            migrationBuilder.DropTable(
                name: "appraisal_exclusion");

            migrationBuilder.DropTable(
                name: "appraisal_opinion");

            migrationBuilder.DropTable(
                name: "appraisal_part");

            migrationBuilder.DropTable(
                name: "appraisal_party");

            migrationBuilder.DropTable(
                name: "appraisal_party_fact");

            migrationBuilder.DropTable(
                name: "appraisal_party_score");

            migrationBuilder.DropTable(
                name: "appraisal_point_event");

            migrationBuilder.DropTable(
                name: "appraisal_question");

            migrationBuilder.DropTable(
                name: "appraisal_reply");

            migrationBuilder.DropTable(
                name: "appraisal_survey_sheet");

            migrationBuilder.DropTable(
                name: "appraisal_ticket");

            migrationBuilder.DropTable(
                name: "appraisal_visit");

            migrationBuilder.DropTable(
                name: "appraisal_visit_photo");

            migrationBuilder.DropIndex(
                name: "ix_appraisal_subject_unit_id",
                table: "appraisal_subject");

            migrationBuilder.DropIndex(
                name: "ix_appraisal_round_follows_id",
                table: "appraisal_round");

            migrationBuilder.DropColumn(
                name: "people",
                table: "appraisal_subject");

            migrationBuilder.DropColumn(
                name: "unit_id",
                table: "appraisal_subject");

            migrationBuilder.DropColumn(
                name: "appeal_until",
                table: "appraisal_round");

            migrationBuilder.DropColumn(
                name: "correction_reason",
                table: "appraisal_round");

            migrationBuilder.DropColumn(
                name: "discuss",
                table: "appraisal_round");

            migrationBuilder.DropColumn(
                name: "draw_key",
                table: "appraisal_round");

            migrationBuilder.DropColumn(
                name: "draw_pool",
                table: "appraisal_round");

            migrationBuilder.DropColumn(
                name: "edition",
                table: "appraisal_round");

            migrationBuilder.DropColumn(
                name: "follows_id",
                table: "appraisal_round");

            migrationBuilder.DropColumn(
                name: "readers",
                table: "appraisal_round");

            migrationBuilder.DropColumn(
                name: "replaced_because",
                table: "appraisal_panel_member");

            migrationBuilder.DropColumn(
                name: "replaced_by_id",
                table: "appraisal_panel_member");

            migrationBuilder.DropColumn(
                name: "anchors",
                table: "appraisal_criterion");

            migrationBuilder.DropColumn(
                name: "side",
                table: "appraisal_criterion");

            migrationBuilder.DropColumn(
                name: "in_shares",
                table: "appraisal_ballot_box");

            migrationBuilder.DropColumn(
                name: "found",
                table: "appraisal_abstention");

            migrationBuilder.Sql("""
                CREATE TABLE "old_round_result" ("round_id" INTEGER NOT NULL CONSTRAINT "pk_appraisal_round_result" PRIMARY KEY, "method_id" TEXT NOT NULL, "method_version" TEXT NOT NULL, "method_hash" TEXT NOT NULL, "parameters" TEXT NOT NULL, "input_digest" TEXT NOT NULL, "body" TEXT NOT NULL, "computed_at" INTEGER NOT NULL);
                INSERT INTO "old_round_result" SELECT "round_id", "method_id", "method_version", "method_hash", "parameters", "input_digest", "body", "computed_at" FROM "appraisal_round_result" WHERE "edition" = 1;
                DROP TABLE "appraisal_round_result";
                ALTER TABLE "old_round_result" RENAME TO "appraisal_round_result";
                """);
        }
    }
}
