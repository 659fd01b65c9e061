using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Modular.Appraisal.Data;

#nullable disable

namespace Modular.Appraisal.Data.Migrations.Postgres
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(AppraisalDbPostgres))]
    [Migration("20261121042529_Ballots")]
    internal partial class Ballots : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "computed_by_id",
                schema: "appraisal",
                table: "round",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "kind",
                schema: "appraisal",
                table: "round",
                type: "character varying(24)",
                maxLength: 24,
                nullable: false,
                defaultValue: "Panel");

            migrationBuilder.CreateTable(
                name: "ballot",
                schema: "appraisal",
                columns: table => new
                {
                    round_id = table.Column<long>(type: "bigint", nullable: false),
                    key = table.Column<byte[]>(type: "bytea", nullable: false),
                    answers = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appraisal_ballot", x => new { x.round_id, x.key });
                });

            migrationBuilder.CreateTable(
                name: "ballot_box",
                schema: "appraisal",
                columns: table => new
                {
                    round_id = table.Column<long>(type: "bigint", nullable: false),
                    rules = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    seats = table.Column<int>(type: "integer", nullable: false),
                    minimum = table.Column<int>(type: "integer", nullable: false),
                    sign_up_until = table.Column<DateOnly>(type: "date", nullable: true),
                    pool_digest = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    pool_size = table.Column<int>(type: "integer", nullable: false),
                    draw_key = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    drawn = table.Column<string>(type: "text", nullable: true),
                    public_key = table.Column<byte[]>(type: "bytea", nullable: true),
                    wrapped_key = table.Column<byte[]>(type: "bytea", nullable: true),
                    key_holder = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    receipt_root = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    cast = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appraisal_ballot_box", x => x.round_id);
                });

            migrationBuilder.CreateTable(
                name: "ballot_comment",
                schema: "appraisal",
                columns: table => new
                {
                    round_id = table.Column<long>(type: "bigint", nullable: false),
                    key = table.Column<byte[]>(type: "bytea", nullable: false),
                    subject = table.Column<int>(type: "integer", nullable: false),
                    text = table.Column<string>(type: "character varying(450)", maxLength: 450, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appraisal_ballot_comment", x => new { x.round_id, x.key });
                });

            migrationBuilder.CreateTable(
                name: "ballot_receipt",
                schema: "appraisal",
                columns: table => new
                {
                    round_id = table.Column<long>(type: "bigint", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appraisal_ballot_receipt", x => new { x.round_id, x.hash });
                });

            migrationBuilder.CreateTable(
                name: "roll_entry",
                schema: "appraisal",
                columns: table => new
                {
                    round_id = table.Column<long>(type: "bigint", nullable: false),
                    voter = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    marked_on = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appraisal_roll_entry", x => new { x.round_id, x.voter });
                });

            migrationBuilder.CreateTable(
                name: "sealed_ballot",
                schema: "appraisal",
                columns: table => new
                {
                    round_id = table.Column<long>(type: "bigint", nullable: false),
                    voter = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    content = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appraisal_sealed_ballot", x => new { x.round_id, x.voter });
                });

            migrationBuilder.CreateTable(
                name: "sign_up",
                schema: "appraisal",
                columns: table => new
                {
                    round_id = table.Column<long>(type: "bigint", nullable: false),
                    person_key = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    name = table.Column<string>(type: "character varying(160)", maxLength: 160, nullable: false),
                    phone = table.Column<string>(type: "character varying(160)", maxLength: 160, nullable: false),
                    voter = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    on = table.Column<DateOnly>(type: "date", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appraisal_sign_up", x => new { x.round_id, x.person_key });
                });

            migrationBuilder.CreateIndex(
                name: "ix_appraisal_sign_up_round_id_voter",
                schema: "appraisal",
                table: "sign_up",
                columns: new[] { "round_id", "voter" },
                unique: true);

            // Anonymity is for ever: nobody turns a round by ballot into another kind, also not by SQL.
            migrationBuilder.Sql("""
                CREATE FUNCTION appraisal.keep_kind() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'The kind of a round does not change.'; END $$;
                CREATE TRIGGER round_kind BEFORE UPDATE OF kind ON appraisal.round FOR EACH ROW WHEN (OLD.kind IS DISTINCT FROM NEW.kind) EXECUTE FUNCTION appraisal.keep_kind();
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP TRIGGER round_kind ON appraisal.round; DROP FUNCTION appraisal.keep_kind();");

            migrationBuilder.DropTable(
                name: "ballot",
                schema: "appraisal");

            migrationBuilder.DropTable(
                name: "ballot_box",
                schema: "appraisal");

            migrationBuilder.DropTable(
                name: "ballot_comment",
                schema: "appraisal");

            migrationBuilder.DropTable(
                name: "ballot_receipt",
                schema: "appraisal");

            migrationBuilder.DropTable(
                name: "roll_entry",
                schema: "appraisal");

            migrationBuilder.DropTable(
                name: "sealed_ballot",
                schema: "appraisal");

            migrationBuilder.DropTable(
                name: "sign_up",
                schema: "appraisal");

            migrationBuilder.DropColumn(
                name: "computed_by_id",
                schema: "appraisal",
                table: "round");

            migrationBuilder.DropColumn(
                name: "kind",
                schema: "appraisal",
                table: "round");
        }
    }
}
