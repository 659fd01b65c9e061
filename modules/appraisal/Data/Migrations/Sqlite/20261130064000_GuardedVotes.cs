using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Modular.Appraisal.Data;

#nullable disable

namespace Modular.Appraisal.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(AppraisalDbSqlite))]
    [Migration("20261130064000_GuardedVotes")]
    internal partial class GuardedVotes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "draw_digits",
                table: "appraisal_ballot_box",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateOnly>(
                name: "draw_on",
                table: "appraisal_ballot_box",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "draw_source",
                table: "appraisal_ballot_box",
                type: "TEXT",
                maxLength: 120,
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "frozen_on",
                table: "appraisal_ballot_box",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "guarded",
                table: "appraisal_ballot_box",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "hall",
                table: "appraisal_ballot_box",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<bool>(
                name: "by_mail",
                table: "appraisal_ballot_box",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "inside",
                table: "appraisal_ballot_box",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "mail_code",
                table: "appraisal_sign_up",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "mail_key",
                table: "appraisal_sign_up",
                type: "TEXT",
                maxLength: 24,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "proof",
                table: "appraisal_sign_up",
                type: "TEXT",
                maxLength: 24,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "proof_by_id",
                table: "appraisal_sign_up",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "reason",
                table: "appraisal_sign_up",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "refused",
                table: "appraisal_sign_up",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "unit_id",
                table: "appraisal_sign_up",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "spare",
                table: "appraisal_roll_entry",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<byte[]>(
                name: "address_salt",
                table: "appraisal_survey_sheet",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "addresses",
                table: "appraisal_survey_sheet",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "most_of_one",
                table: "appraisal_survey_sheet",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "private_key",
                table: "appraisal_survey_sheet",
                type: "TEXT",
                maxLength: 1000,
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "public_key",
                table: "appraisal_survey_sheet",
                type: "BLOB",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "appraisal_ballot_hand",
                columns: table => new
                {
                    round_id = table.Column<long>(type: "INTEGER", nullable: false),
                    account_id = table.Column<long>(type: "INTEGER", nullable: false),
                    side = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appraisal_ballot_hand", x => new { x.round_id, x.account_id });
                });

            migrationBuilder.CreateTable(
                name: "appraisal_eligible",
                columns: table => new
                {
                    round_id = table.Column<long>(type: "INTEGER", nullable: false),
                    person_key = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appraisal_eligible", x => new { x.round_id, x.person_key });
                });

            migrationBuilder.CreateTable(
                name: "appraisal_key_holder",
                columns: table => new
                {
                    round_id = table.Column<long>(type: "INTEGER", nullable: false),
                    part = table.Column<int>(type: "INTEGER", nullable: false),
                    account_id = table.Column<long>(type: "INTEGER", nullable: false),
                    entered_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    public_key = table.Column<byte[]>(type: "BLOB", nullable: true),
                    share = table.Column<byte[]>(type: "BLOB", nullable: true),
                    wrapped_key = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appraisal_key_holder", x => new { x.round_id, x.part });
                });

            migrationBuilder.CreateTable(
                name: "appraisal_passed_share",
                columns: table => new
                {
                    round_id = table.Column<long>(type: "INTEGER", nullable: false),
                    from = table.Column<int>(type: "INTEGER", nullable: false),
                    to = table.Column<int>(type: "INTEGER", nullable: false),
                    content = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appraisal_passed_share", x => new { x.round_id, x.from, x.to });
                });

            // Without row numbers: a dump lists the rows by their key and not as they came.
            migrationBuilder.Sql("""CREATE TABLE "appraisal_sealed_reply" ("round_id" INTEGER NOT NULL, "hash" TEXT NOT NULL, "content" BLOB NOT NULL, "key" BLOB NOT NULL, CONSTRAINT "pk_appraisal_sealed_reply" PRIMARY KEY ("round_id", "hash")) WITHOUT ROWID""");

            // Without row numbers: a dump lists the rows by their key and not as they came.
            migrationBuilder.Sql("""CREATE TABLE "appraisal_survey_address" ("round_id" INTEGER NOT NULL, "digest" TEXT NOT NULL, "replies" INTEGER NOT NULL, CONSTRAINT "pk_appraisal_survey_address" PRIMARY KEY ("round_id", "digest")) WITHOUT ROWID""");

            migrationBuilder.CreateIndex(
                name: "ix_appraisal_sign_up_mail_code",
                table: "appraisal_sign_up",
                column: "mail_code");

            migrationBuilder.CreateIndex(
                name: "ix_appraisal_sign_up_round_id_mail_key",
                table: "appraisal_sign_up",
                columns: new[] { "round_id", "mail_key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_appraisal_sign_up_unit_id",
                table: "appraisal_sign_up",
                column: "unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_appraisal_key_holder_account_id",
                table: "appraisal_key_holder",
                column: "account_id");

            migrationBuilder.CreateIndex(
                name: "ix_appraisal_key_holder_round_id_account_id",
                table: "appraisal_key_holder",
                columns: new[] { "round_id", "account_id" },
                unique: true);

            // Rounds that nobody has drawn from yet come under the rules; those past their sign-up end as they began.
            migrationBuilder.Sql("""UPDATE appraisal_ballot_box SET guarded = 1 WHERE round_id IN (SELECT id FROM appraisal_round WHERE state IN ('Draft', 'Recruiting'))""");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "appraisal_survey_address");

            migrationBuilder.DropTable(
                name: "appraisal_sealed_reply");

            migrationBuilder.DropTable(
                name: "appraisal_passed_share");

            migrationBuilder.DropTable(
                name: "appraisal_key_holder");

            migrationBuilder.DropTable(
                name: "appraisal_eligible");

            migrationBuilder.DropTable(
                name: "appraisal_ballot_hand");

            migrationBuilder.DropIndex(
                name: "ix_appraisal_sign_up_unit_id",
                table: "appraisal_sign_up");

            migrationBuilder.DropIndex(
                name: "ix_appraisal_sign_up_round_id_mail_key",
                table: "appraisal_sign_up");

            migrationBuilder.DropIndex(
                name: "ix_appraisal_sign_up_mail_code",
                table: "appraisal_sign_up");

            migrationBuilder.DropColumn(
                name: "draw_digits",
                table: "appraisal_ballot_box");

            migrationBuilder.DropColumn(
                name: "draw_on",
                table: "appraisal_ballot_box");

            migrationBuilder.DropColumn(
                name: "draw_source",
                table: "appraisal_ballot_box");

            migrationBuilder.DropColumn(
                name: "frozen_on",
                table: "appraisal_ballot_box");

            migrationBuilder.DropColumn(
                name: "guarded",
                table: "appraisal_ballot_box");

            migrationBuilder.DropColumn(
                name: "hall",
                table: "appraisal_ballot_box");

            migrationBuilder.DropColumn(
                name: "by_mail",
                table: "appraisal_ballot_box");

            migrationBuilder.DropColumn(
                name: "inside",
                table: "appraisal_ballot_box");

            migrationBuilder.DropColumn(
                name: "mail_code",
                table: "appraisal_sign_up");

            migrationBuilder.DropColumn(
                name: "mail_key",
                table: "appraisal_sign_up");

            migrationBuilder.DropColumn(
                name: "proof",
                table: "appraisal_sign_up");

            migrationBuilder.DropColumn(
                name: "proof_by_id",
                table: "appraisal_sign_up");

            migrationBuilder.DropColumn(
                name: "reason",
                table: "appraisal_sign_up");

            migrationBuilder.DropColumn(
                name: "refused",
                table: "appraisal_sign_up");

            migrationBuilder.DropColumn(
                name: "unit_id",
                table: "appraisal_sign_up");

            migrationBuilder.DropColumn(
                name: "spare",
                table: "appraisal_roll_entry");

            migrationBuilder.DropColumn(
                name: "address_salt",
                table: "appraisal_survey_sheet");

            migrationBuilder.DropColumn(
                name: "addresses",
                table: "appraisal_survey_sheet");

            migrationBuilder.DropColumn(
                name: "most_of_one",
                table: "appraisal_survey_sheet");

            migrationBuilder.DropColumn(
                name: "private_key",
                table: "appraisal_survey_sheet");

            migrationBuilder.DropColumn(
                name: "public_key",
                table: "appraisal_survey_sheet");
        }
    }
}
