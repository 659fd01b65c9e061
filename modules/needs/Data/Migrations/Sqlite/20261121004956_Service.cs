using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Modular.Needs.Data;

#nullable disable

namespace Modular.Needs.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(NeedsDbSqlite))]
    [Migration("20261121004956_Service")]
    internal partial class Service : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "about_unit_id",
                table: "needs_need",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "clock_from",
                table: "needs_need",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "escalated_on",
                table: "needs_need",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "escalation",
                table: "needs_need",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "first_answered_at",
                table: "needs_need",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "handler_account_id",
                table: "needs_need",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "handler_name",
                table: "needs_need",
                type: "TEXT",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "has_support_codes",
                table: "needs_need",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "kind",
                table: "needs_need",
                type: "TEXT",
                maxLength: 24,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "layer",
                table: "needs_need",
                type: "TEXT",
                maxLength: 24,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "major",
                table: "needs_need",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "parent_id",
                table: "needs_need",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "part",
                table: "needs_need",
                type: "TEXT",
                maxLength: 24,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<bool>(
                name: "perfunctory",
                table: "needs_need",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateOnly>(
                name: "promised_on",
                table: "needs_need",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "public_answer",
                table: "needs_need",
                type: "TEXT",
                maxLength: 2000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "public_title",
                table: "needs_need",
                type: "TEXT",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "reworks",
                table: "needs_need",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateOnly>(
                name: "risk_told_on",
                table: "needs_need",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "satisfied_at",
                table: "needs_need",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "upper_office",
                table: "needs_need",
                type: "TEXT",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "urged_on",
                table: "needs_need",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "needs_need_dispatch",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    need_id = table.Column<long>(type: "INTEGER", nullable: false),
                    need_number = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    unit_id = table.Column<int>(type: "INTEGER", nullable: false),
                    unit_path = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false, collation: "BINARY"),
                    handler_unit_id = table.Column<int>(type: "INTEGER", nullable: false),
                    handler_path = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true, collation: "BINARY"),
                    sent_by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    sent_at = table.Column<long>(type: "INTEGER", nullable: false),
                    note = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    state = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    named_unit_id = table.Column<int>(type: "INTEGER", nullable: true),
                    decide_by = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    ended_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_needs_need_dispatch", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "needs_need_extension",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    need_id = table.Column<long>(type: "INTEGER", nullable: false),
                    need_number = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    unit_id = table.Column<int>(type: "INTEGER", nullable: false),
                    unit_path = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false, collation: "BINARY"),
                    days = table.Column<int>(type: "INTEGER", nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    asked_by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    asked_by_id = table.Column<long>(type: "INTEGER", nullable: true),
                    asked_at = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    decided_by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    decided_at = table.Column<long>(type: "INTEGER", nullable: true),
                    answer = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_needs_need_extension", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "needs_need_rating",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    need_id = table.Column<long>(type: "INTEGER", nullable: false),
                    unit_id = table.Column<int>(type: "INTEGER", nullable: false),
                    unit_path = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false, collation: "BINARY"),
                    handler_unit_id = table.Column<int>(type: "INTEGER", nullable: true),
                    category_id = table.Column<int>(type: "INTEGER", nullable: true),
                    score = table.Column<int>(type: "INTEGER", nullable: false),
                    perfunctory = table.Column<bool>(type: "INTEGER", nullable: false),
                    comment = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    round = table.Column<int>(type: "INTEGER", nullable: false),
                    on = table.Column<DateOnly>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_needs_need_rating", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "needs_need_support",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    need_id = table.Column<long>(type: "INTEGER", nullable: false),
                    person_key = table.Column<string>(type: "TEXT", maxLength: 24, nullable: true),
                    code_hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    on = table.Column<DateOnly>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_needs_need_support", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "needs_reply_template",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    unit_id = table.Column<int>(type: "INTEGER", nullable: false),
                    unit_path = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false, collation: "BINARY"),
                    title = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    text = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    category_id = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_needs_reply_template", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "needs_service_rules",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    reply_days = table.Column<int>(type: "INTEGER", nullable: false),
                    rework_days = table.Column<int>(type: "INTEGER", nullable: false),
                    escalate_days = table.Column<int>(type: "INTEGER", nullable: false),
                    ruling_days = table.Column<int>(type: "INTEGER", nullable: false),
                    claim_days = table.Column<int>(type: "INTEGER", nullable: false),
                    close_days = table.Column<int>(type: "INTEGER", nullable: false),
                    threshold = table.Column<int>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_needs_service_rules", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_needs_need_parent_id",
                table: "needs_need",
                column: "parent_id");

            migrationBuilder.CreateIndex(
                name: "ix_needs_need_dispatch_need_id",
                table: "needs_need_dispatch",
                column: "need_id");

            migrationBuilder.CreateIndex(
                name: "ix_needs_need_dispatch_state_decide_by",
                table: "needs_need_dispatch",
                columns: new[] { "state", "decide_by" });

            migrationBuilder.CreateIndex(
                name: "ix_needs_need_extension_need_id",
                table: "needs_need_extension",
                column: "need_id");

            migrationBuilder.CreateIndex(
                name: "ix_needs_need_extension_state_unit_path",
                table: "needs_need_extension",
                columns: new[] { "state", "unit_path" });

            migrationBuilder.CreateIndex(
                name: "ix_needs_need_rating_need_id_round",
                table: "needs_need_rating",
                columns: new[] { "need_id", "round" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_needs_need_rating_unit_path_on",
                table: "needs_need_rating",
                columns: new[] { "unit_path", "on" });

            migrationBuilder.CreateIndex(
                name: "ix_needs_need_support_need_id_person_key",
                table: "needs_need_support",
                columns: new[] { "need_id", "person_key" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "needs_need_dispatch");

            migrationBuilder.DropTable(
                name: "needs_need_extension");

            migrationBuilder.DropTable(
                name: "needs_need_rating");

            migrationBuilder.DropTable(
                name: "needs_need_support");

            migrationBuilder.DropTable(
                name: "needs_reply_template");

            migrationBuilder.DropTable(
                name: "needs_service_rules");

            migrationBuilder.DropIndex(
                name: "ix_needs_need_parent_id",
                table: "needs_need");

            migrationBuilder.DropColumn(
                name: "about_unit_id",
                table: "needs_need");

            migrationBuilder.DropColumn(
                name: "clock_from",
                table: "needs_need");

            migrationBuilder.DropColumn(
                name: "escalated_on",
                table: "needs_need");

            migrationBuilder.DropColumn(
                name: "escalation",
                table: "needs_need");

            migrationBuilder.DropColumn(
                name: "first_answered_at",
                table: "needs_need");

            migrationBuilder.DropColumn(
                name: "handler_account_id",
                table: "needs_need");

            migrationBuilder.DropColumn(
                name: "handler_name",
                table: "needs_need");

            migrationBuilder.DropColumn(
                name: "has_support_codes",
                table: "needs_need");

            migrationBuilder.DropColumn(
                name: "kind",
                table: "needs_need");

            migrationBuilder.DropColumn(
                name: "layer",
                table: "needs_need");

            migrationBuilder.DropColumn(
                name: "major",
                table: "needs_need");

            migrationBuilder.DropColumn(
                name: "parent_id",
                table: "needs_need");

            migrationBuilder.DropColumn(
                name: "part",
                table: "needs_need");

            migrationBuilder.DropColumn(
                name: "perfunctory",
                table: "needs_need");

            migrationBuilder.DropColumn(
                name: "promised_on",
                table: "needs_need");

            migrationBuilder.DropColumn(
                name: "public_answer",
                table: "needs_need");

            migrationBuilder.DropColumn(
                name: "public_title",
                table: "needs_need");

            migrationBuilder.DropColumn(
                name: "reworks",
                table: "needs_need");

            migrationBuilder.DropColumn(
                name: "risk_told_on",
                table: "needs_need");

            migrationBuilder.DropColumn(
                name: "satisfied_at",
                table: "needs_need");

            migrationBuilder.DropColumn(
                name: "upper_office",
                table: "needs_need");

            migrationBuilder.DropColumn(
                name: "urged_on",
                table: "needs_need");
        }
    }
}
