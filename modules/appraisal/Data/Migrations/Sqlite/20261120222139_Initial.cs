using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Modular.Appraisal.Data;

#nullable disable

namespace Modular.Appraisal.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(AppraisalDbSqlite))]
    [Migration("20261120222139_Initial")]
    internal partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "appraisal_abstention",
                columns: table => new
                {
                    round_id = table.Column<long>(type: "INTEGER", nullable: false),
                    account_id = table.Column<long>(type: "INTEGER", nullable: false),
                    subject_id = table.Column<long>(type: "INTEGER", nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appraisal_abstention", x => new { x.round_id, x.account_id, x.subject_id });
                });

            migrationBuilder.CreateTable(
                name: "appraisal_criterion",
                columns: table => new
                {
                    round_id = table.Column<long>(type: "INTEGER", nullable: false),
                    place = table.Column<int>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    help = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    least = table.Column<int>(type: "INTEGER", nullable: false),
                    most = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appraisal_criterion", x => new { x.round_id, x.place });
                });

            migrationBuilder.CreateTable(
                name: "appraisal_panel_member",
                columns: table => new
                {
                    round_id = table.Column<long>(type: "INTEGER", nullable: false),
                    account_id = table.Column<long>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    handed_in_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appraisal_panel_member", x => new { x.round_id, x.account_id });
                });

            migrationBuilder.CreateTable(
                name: "appraisal_round",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    title = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    unit_id = table.Column<int>(type: "INTEGER", nullable: false),
                    unit_path = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false, collation: "BINARY"),
                    state = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    method_id = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    parameters = table.Column<string>(type: "TEXT", nullable: false),
                    pass_micro = table.Column<long>(type: "INTEGER", nullable: false),
                    opens_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    closes_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    published_at = table.Column<long>(type: "INTEGER", nullable: true),
                    published_by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appraisal_round", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "appraisal_round_result",
                columns: table => new
                {
                    round_id = table.Column<long>(type: "INTEGER", nullable: false),
                    method_id = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    method_version = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    method_hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    parameters = table.Column<string>(type: "TEXT", nullable: false),
                    input_digest = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    body = table.Column<string>(type: "TEXT", nullable: false),
                    computed_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appraisal_round_result", x => x.round_id);
                });

            migrationBuilder.CreateTable(
                name: "appraisal_score",
                columns: table => new
                {
                    round_id = table.Column<long>(type: "INTEGER", nullable: false),
                    account_id = table.Column<long>(type: "INTEGER", nullable: false),
                    subject_id = table.Column<long>(type: "INTEGER", nullable: false),
                    criterion = table.Column<int>(type: "INTEGER", nullable: false),
                    value_micro = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appraisal_score", x => new { x.round_id, x.account_id, x.subject_id, x.criterion });
                });

            migrationBuilder.CreateTable(
                name: "appraisal_subject",
                columns: table => new
                {
                    round_id = table.Column<long>(type: "INTEGER", nullable: false),
                    subject_id = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    code = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    title = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    summary = table.Column<string>(type: "TEXT", nullable: false),
                    outcome = table.Column<string>(type: "TEXT", maxLength: 16, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appraisal_subject", x => new { x.round_id, x.subject_id });
                });

            migrationBuilder.CreateIndex(
                name: "ix_appraisal_panel_member_account_id",
                table: "appraisal_panel_member",
                column: "account_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "appraisal_abstention");

            migrationBuilder.DropTable(
                name: "appraisal_criterion");

            migrationBuilder.DropTable(
                name: "appraisal_panel_member");

            migrationBuilder.DropTable(
                name: "appraisal_round");

            migrationBuilder.DropTable(
                name: "appraisal_round_result");

            migrationBuilder.DropTable(
                name: "appraisal_score");

            migrationBuilder.DropTable(
                name: "appraisal_subject");
        }
    }
}
