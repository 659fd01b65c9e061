using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Modular.Appraisal.Data;

#nullable disable

namespace Modular.Appraisal.Data.Migrations.Postgres
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(AppraisalDbPostgres))]
    [Migration("20261120222140_Initial")]
    internal partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "appraisal");

            migrationBuilder.CreateTable(
                name: "abstention",
                schema: "appraisal",
                columns: table => new
                {
                    round_id = table.Column<long>(type: "bigint", nullable: false),
                    account_id = table.Column<long>(type: "bigint", nullable: false),
                    subject_id = table.Column<long>(type: "bigint", nullable: false),
                    reason = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appraisal_abstention", x => new { x.round_id, x.account_id, x.subject_id });
                });

            migrationBuilder.CreateTable(
                name: "criterion",
                schema: "appraisal",
                columns: table => new
                {
                    round_id = table.Column<long>(type: "bigint", nullable: false),
                    place = table.Column<int>(type: "integer", nullable: false),
                    name = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    help = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    least = table.Column<int>(type: "integer", nullable: false),
                    most = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appraisal_criterion", x => new { x.round_id, x.place });
                });

            migrationBuilder.CreateTable(
                name: "panel_member",
                schema: "appraisal",
                columns: table => new
                {
                    round_id = table.Column<long>(type: "bigint", nullable: false),
                    account_id = table.Column<long>(type: "bigint", nullable: false),
                    name = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    handed_in_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appraisal_panel_member", x => new { x.round_id, x.account_id });
                });

            migrationBuilder.CreateTable(
                name: "round",
                schema: "appraisal",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    title = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    unit_id = table.Column<int>(type: "integer", nullable: false),
                    unit_path = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    state = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    method_id = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    parameters = table.Column<string>(type: "text", nullable: false),
                    pass_micro = table.Column<long>(type: "bigint", nullable: false),
                    opens_on = table.Column<DateOnly>(type: "date", nullable: true),
                    closes_on = table.Column<DateOnly>(type: "date", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    published_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    published_by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appraisal_round", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "round_result",
                schema: "appraisal",
                columns: table => new
                {
                    round_id = table.Column<long>(type: "bigint", nullable: false),
                    method_id = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    method_version = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    method_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    parameters = table.Column<string>(type: "text", nullable: false),
                    input_digest = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    body = table.Column<string>(type: "text", nullable: false),
                    computed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appraisal_round_result", x => x.round_id);
                });

            migrationBuilder.CreateTable(
                name: "score",
                schema: "appraisal",
                columns: table => new
                {
                    round_id = table.Column<long>(type: "bigint", nullable: false),
                    account_id = table.Column<long>(type: "bigint", nullable: false),
                    subject_id = table.Column<long>(type: "bigint", nullable: false),
                    criterion = table.Column<int>(type: "integer", nullable: false),
                    value_micro = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appraisal_score", x => new { x.round_id, x.account_id, x.subject_id, x.criterion });
                });

            migrationBuilder.CreateTable(
                name: "subject",
                schema: "appraisal",
                columns: table => new
                {
                    round_id = table.Column<long>(type: "bigint", nullable: false),
                    subject_id = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    code = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    title = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    summary = table.Column<string>(type: "text", nullable: false),
                    outcome = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appraisal_subject", x => new { x.round_id, x.subject_id });
                });

            migrationBuilder.CreateIndex(
                name: "ix_appraisal_panel_member_account_id",
                schema: "appraisal",
                table: "panel_member",
                column: "account_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "abstention",
                schema: "appraisal");

            migrationBuilder.DropTable(
                name: "criterion",
                schema: "appraisal");

            migrationBuilder.DropTable(
                name: "panel_member",
                schema: "appraisal");

            migrationBuilder.DropTable(
                name: "round",
                schema: "appraisal");

            migrationBuilder.DropTable(
                name: "round_result",
                schema: "appraisal");

            migrationBuilder.DropTable(
                name: "score",
                schema: "appraisal");

            migrationBuilder.DropTable(
                name: "subject",
                schema: "appraisal");
        }
    }
}
