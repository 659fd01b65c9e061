using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Modular.Appraisal.Data;

#nullable disable

namespace Modular.Appraisal.Data.Migrations.Postgres
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(AppraisalDbPostgres))]
    [Migration("20261130064100_GuardedVotes")]
    internal partial class GuardedVotes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "draw_digits",
                schema: "appraisal",
                table: "ballot_box",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateOnly>(
                name: "draw_on",
                schema: "appraisal",
                table: "ballot_box",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "draw_source",
                schema: "appraisal",
                table: "ballot_box",
                type: "character varying(120)",
                maxLength: 120,
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "frozen_on",
                schema: "appraisal",
                table: "ballot_box",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "guarded",
                schema: "appraisal",
                table: "ballot_box",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "hall",
                schema: "appraisal",
                table: "ballot_box",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<bool>(
                name: "by_mail",
                schema: "appraisal",
                table: "ballot_box",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "inside",
                schema: "appraisal",
                table: "ballot_box",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "mail_code",
                schema: "appraisal",
                table: "sign_up",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "mail_key",
                schema: "appraisal",
                table: "sign_up",
                type: "character varying(24)",
                maxLength: 24,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "proof",
                schema: "appraisal",
                table: "sign_up",
                type: "character varying(24)",
                maxLength: 24,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "proof_by_id",
                schema: "appraisal",
                table: "sign_up",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "reason",
                schema: "appraisal",
                table: "sign_up",
                type: "character varying(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "refused",
                schema: "appraisal",
                table: "sign_up",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "unit_id",
                schema: "appraisal",
                table: "sign_up",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "spare",
                schema: "appraisal",
                table: "roll_entry",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<byte[]>(
                name: "address_salt",
                schema: "appraisal",
                table: "survey_sheet",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "addresses",
                schema: "appraisal",
                table: "survey_sheet",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "most_of_one",
                schema: "appraisal",
                table: "survey_sheet",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "private_key",
                schema: "appraisal",
                table: "survey_sheet",
                type: "character varying(1000)",
                maxLength: 1000,
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "public_key",
                schema: "appraisal",
                table: "survey_sheet",
                type: "bytea",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "ballot_hand",
                schema: "appraisal",
                columns: table => new
                {
                    round_id = table.Column<long>(type: "bigint", nullable: false),
                    account_id = table.Column<long>(type: "bigint", nullable: false),
                    side = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appraisal_ballot_hand", x => new { x.round_id, x.account_id });
                });

            migrationBuilder.CreateTable(
                name: "eligible",
                schema: "appraisal",
                columns: table => new
                {
                    round_id = table.Column<long>(type: "bigint", nullable: false),
                    person_key = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appraisal_eligible", x => new { x.round_id, x.person_key });
                });

            migrationBuilder.CreateTable(
                name: "key_holder",
                schema: "appraisal",
                columns: table => new
                {
                    round_id = table.Column<long>(type: "bigint", nullable: false),
                    part = table.Column<int>(type: "integer", nullable: false),
                    account_id = table.Column<long>(type: "bigint", nullable: false),
                    entered_on = table.Column<DateOnly>(type: "date", nullable: true),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    public_key = table.Column<byte[]>(type: "bytea", nullable: true),
                    share = table.Column<byte[]>(type: "bytea", nullable: true),
                    wrapped_key = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appraisal_key_holder", x => new { x.round_id, x.part });
                });

            migrationBuilder.CreateTable(
                name: "passed_share",
                schema: "appraisal",
                columns: table => new
                {
                    round_id = table.Column<long>(type: "bigint", nullable: false),
                    from = table.Column<int>(type: "integer", nullable: false),
                    to = table.Column<int>(type: "integer", nullable: false),
                    content = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appraisal_passed_share", x => new { x.round_id, x.from, x.to });
                });

            migrationBuilder.CreateTable(
                name: "sealed_reply",
                schema: "appraisal",
                columns: table => new
                {
                    round_id = table.Column<long>(type: "bigint", nullable: false),
                    hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    content = table.Column<byte[]>(type: "bytea", nullable: false),
                    key = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appraisal_sealed_reply", x => new { x.round_id, x.hash });
                });

            migrationBuilder.CreateTable(
                name: "survey_address",
                schema: "appraisal",
                columns: table => new
                {
                    round_id = table.Column<long>(type: "bigint", nullable: false),
                    digest = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    replies = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appraisal_survey_address", x => new { x.round_id, x.digest });
                });

            migrationBuilder.CreateIndex(
                name: "ix_appraisal_sign_up_mail_code",
                schema: "appraisal",
                table: "sign_up",
                column: "mail_code");

            migrationBuilder.CreateIndex(
                name: "ix_appraisal_sign_up_round_id_mail_key",
                schema: "appraisal",
                table: "sign_up",
                columns: new[] { "round_id", "mail_key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_appraisal_sign_up_unit_id",
                schema: "appraisal",
                table: "sign_up",
                column: "unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_appraisal_key_holder_account_id",
                schema: "appraisal",
                table: "key_holder",
                column: "account_id");

            migrationBuilder.CreateIndex(
                name: "ix_appraisal_key_holder_round_id_account_id",
                schema: "appraisal",
                table: "key_holder",
                columns: new[] { "round_id", "account_id" },
                unique: true);

            // Rounds that nobody has drawn from yet come under the rules; those past their sign-up end as they began.
            migrationBuilder.Sql("""UPDATE appraisal.ballot_box SET guarded = TRUE WHERE round_id IN (SELECT id FROM appraisal.round WHERE state IN ('Draft', 'Recruiting'))""");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "survey_address",
                schema: "appraisal");

            migrationBuilder.DropTable(
                name: "sealed_reply",
                schema: "appraisal");

            migrationBuilder.DropTable(
                name: "passed_share",
                schema: "appraisal");

            migrationBuilder.DropTable(
                name: "key_holder",
                schema: "appraisal");

            migrationBuilder.DropTable(
                name: "eligible",
                schema: "appraisal");

            migrationBuilder.DropTable(
                name: "ballot_hand",
                schema: "appraisal");

            migrationBuilder.DropIndex(
                name: "ix_appraisal_sign_up_unit_id",
                schema: "appraisal",
                table: "sign_up");

            migrationBuilder.DropIndex(
                name: "ix_appraisal_sign_up_round_id_mail_key",
                schema: "appraisal",
                table: "sign_up");

            migrationBuilder.DropIndex(
                name: "ix_appraisal_sign_up_mail_code",
                schema: "appraisal",
                table: "sign_up");

            migrationBuilder.DropColumn(
                name: "draw_digits",
                schema: "appraisal",
                table: "ballot_box");

            migrationBuilder.DropColumn(
                name: "draw_on",
                schema: "appraisal",
                table: "ballot_box");

            migrationBuilder.DropColumn(
                name: "draw_source",
                schema: "appraisal",
                table: "ballot_box");

            migrationBuilder.DropColumn(
                name: "frozen_on",
                schema: "appraisal",
                table: "ballot_box");

            migrationBuilder.DropColumn(
                name: "guarded",
                schema: "appraisal",
                table: "ballot_box");

            migrationBuilder.DropColumn(
                name: "hall",
                schema: "appraisal",
                table: "ballot_box");

            migrationBuilder.DropColumn(
                name: "by_mail",
                schema: "appraisal",
                table: "ballot_box");

            migrationBuilder.DropColumn(
                name: "inside",
                schema: "appraisal",
                table: "ballot_box");

            migrationBuilder.DropColumn(
                name: "mail_code",
                schema: "appraisal",
                table: "sign_up");

            migrationBuilder.DropColumn(
                name: "mail_key",
                schema: "appraisal",
                table: "sign_up");

            migrationBuilder.DropColumn(
                name: "proof",
                schema: "appraisal",
                table: "sign_up");

            migrationBuilder.DropColumn(
                name: "proof_by_id",
                schema: "appraisal",
                table: "sign_up");

            migrationBuilder.DropColumn(
                name: "reason",
                schema: "appraisal",
                table: "sign_up");

            migrationBuilder.DropColumn(
                name: "refused",
                schema: "appraisal",
                table: "sign_up");

            migrationBuilder.DropColumn(
                name: "unit_id",
                schema: "appraisal",
                table: "sign_up");

            migrationBuilder.DropColumn(
                name: "spare",
                schema: "appraisal",
                table: "roll_entry");

            migrationBuilder.DropColumn(
                name: "address_salt",
                schema: "appraisal",
                table: "survey_sheet");

            migrationBuilder.DropColumn(
                name: "addresses",
                schema: "appraisal",
                table: "survey_sheet");

            migrationBuilder.DropColumn(
                name: "most_of_one",
                schema: "appraisal",
                table: "survey_sheet");

            migrationBuilder.DropColumn(
                name: "private_key",
                schema: "appraisal",
                table: "survey_sheet");

            migrationBuilder.DropColumn(
                name: "public_key",
                schema: "appraisal",
                table: "survey_sheet");
        }
    }
}
