using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Modular.Appraisal.Data;

#nullable disable

namespace Modular.Appraisal.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(AppraisalDbSqlite))]
    [Migration("20261121042527_Ballots")]
    internal partial class Ballots : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "computed_by_id",
                table: "appraisal_round",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "kind",
                table: "appraisal_round",
                type: "TEXT",
                maxLength: 24,
                nullable: false,
                defaultValue: "Panel");

            // Without row numbers: a dump lists the rows by their key and not as they came.
            migrationBuilder.Sql("""CREATE TABLE "appraisal_ballot" ("round_id" INTEGER NOT NULL, "key" BLOB NOT NULL, "answers" BLOB NOT NULL, CONSTRAINT "pk_appraisal_ballot" PRIMARY KEY ("round_id", "key")) WITHOUT ROWID""");

            migrationBuilder.CreateTable(
                name: "appraisal_ballot_box",
                columns: table => new
                {
                    round_id = table.Column<long>(type: "INTEGER", nullable: false),
                    rules = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    seats = table.Column<int>(type: "INTEGER", nullable: false),
                    minimum = table.Column<int>(type: "INTEGER", nullable: false),
                    sign_up_until = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    pool_digest = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    pool_size = table.Column<int>(type: "INTEGER", nullable: false),
                    draw_key = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    drawn = table.Column<string>(type: "TEXT", nullable: true),
                    public_key = table.Column<byte[]>(type: "BLOB", nullable: true),
                    wrapped_key = table.Column<byte[]>(type: "BLOB", nullable: true),
                    key_holder = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    receipt_root = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    cast = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appraisal_ballot_box", x => x.round_id);
                });

            // Without row numbers: a dump lists the rows by their key and not as they came.
            migrationBuilder.Sql("""CREATE TABLE "appraisal_ballot_comment" ("round_id" INTEGER NOT NULL, "key" BLOB NOT NULL, "subject" INTEGER NOT NULL, "text" TEXT NOT NULL, CONSTRAINT "pk_appraisal_ballot_comment" PRIMARY KEY ("round_id", "key")) WITHOUT ROWID""");

            // Without row numbers: a dump lists the rows by their key and not as they came.
            migrationBuilder.Sql("""CREATE TABLE "appraisal_ballot_receipt" ("round_id" INTEGER NOT NULL, "hash" BLOB NOT NULL, CONSTRAINT "pk_appraisal_ballot_receipt" PRIMARY KEY ("round_id", "hash")) WITHOUT ROWID""");

            // Without row numbers: a dump lists the rows by their key and not as they came.
            migrationBuilder.Sql("""CREATE TABLE "appraisal_roll_entry" ("round_id" INTEGER NOT NULL, "voter" TEXT NOT NULL, "marked_on" TEXT NULL, CONSTRAINT "pk_appraisal_roll_entry" PRIMARY KEY ("round_id", "voter")) WITHOUT ROWID""");

            // Without row numbers: a dump lists the rows by their key and not as they came.
            migrationBuilder.Sql("""CREATE TABLE "appraisal_sealed_ballot" ("round_id" INTEGER NOT NULL, "voter" TEXT NOT NULL, "content" BLOB NOT NULL, CONSTRAINT "pk_appraisal_sealed_ballot" PRIMARY KEY ("round_id", "voter")) WITHOUT ROWID""");

            migrationBuilder.CreateTable(
                name: "appraisal_sign_up",
                columns: table => new
                {
                    round_id = table.Column<long>(type: "INTEGER", nullable: false),
                    person_key = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 160, nullable: false),
                    phone = table.Column<string>(type: "TEXT", maxLength: 160, nullable: false),
                    voter = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appraisal_sign_up", x => new { x.round_id, x.person_key });
                });

            migrationBuilder.CreateIndex(
                name: "ix_appraisal_sign_up_round_id_voter",
                table: "appraisal_sign_up",
                columns: new[] { "round_id", "voter" },
                unique: true);

            // Anonymity is for ever: nobody turns a round by ballot into another kind, also not by SQL.
            migrationBuilder.Sql("""
                CREATE TRIGGER appraisal_round_kind BEFORE UPDATE OF kind ON appraisal_round WHEN OLD.kind <> NEW.kind
                BEGIN SELECT RAISE(ABORT, 'The kind of a round does not change.'); END
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP TRIGGER appraisal_round_kind");

            migrationBuilder.DropTable(
                name: "appraisal_ballot");

            migrationBuilder.DropTable(
                name: "appraisal_ballot_box");

            migrationBuilder.DropTable(
                name: "appraisal_ballot_comment");

            migrationBuilder.DropTable(
                name: "appraisal_ballot_receipt");

            migrationBuilder.DropTable(
                name: "appraisal_roll_entry");

            migrationBuilder.DropTable(
                name: "appraisal_sealed_ballot");

            migrationBuilder.DropTable(
                name: "appraisal_sign_up");

            migrationBuilder.DropColumn(
                name: "computed_by_id",
                table: "appraisal_round");

            migrationBuilder.DropColumn(
                name: "kind",
                table: "appraisal_round");
        }
    }
}
