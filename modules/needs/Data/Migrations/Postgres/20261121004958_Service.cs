using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Modular.Needs.Data;

#nullable disable

namespace Modular.Needs.Data.Migrations.Postgres
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(NeedsDbPostgres))]
    [Migration("20261121004958_Service")]
    internal partial class Service : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "about_unit_id",
                schema: "needs",
                table: "need",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "clock_from",
                schema: "needs",
                table: "need",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "escalated_on",
                schema: "needs",
                table: "need",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "escalation",
                schema: "needs",
                table: "need",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "first_answered_at",
                schema: "needs",
                table: "need",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "handler_account_id",
                schema: "needs",
                table: "need",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "handler_name",
                schema: "needs",
                table: "need",
                type: "character varying(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "has_support_codes",
                schema: "needs",
                table: "need",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "kind",
                schema: "needs",
                table: "need",
                type: "character varying(24)",
                maxLength: 24,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "layer",
                schema: "needs",
                table: "need",
                type: "character varying(24)",
                maxLength: 24,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "major",
                schema: "needs",
                table: "need",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "parent_id",
                schema: "needs",
                table: "need",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "part",
                schema: "needs",
                table: "need",
                type: "character varying(24)",
                maxLength: 24,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<bool>(
                name: "perfunctory",
                schema: "needs",
                table: "need",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateOnly>(
                name: "promised_on",
                schema: "needs",
                table: "need",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "public_answer",
                schema: "needs",
                table: "need",
                type: "character varying(2000)",
                maxLength: 2000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "public_title",
                schema: "needs",
                table: "need",
                type: "character varying(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "reworks",
                schema: "needs",
                table: "need",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateOnly>(
                name: "risk_told_on",
                schema: "needs",
                table: "need",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "satisfied_at",
                schema: "needs",
                table: "need",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "upper_office",
                schema: "needs",
                table: "need",
                type: "character varying(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "urged_on",
                schema: "needs",
                table: "need",
                type: "date",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "need_dispatch",
                schema: "needs",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    need_id = table.Column<long>(type: "bigint", nullable: false),
                    need_number = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    unit_id = table.Column<int>(type: "integer", nullable: false),
                    unit_path = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    handler_unit_id = table.Column<int>(type: "integer", nullable: false),
                    handler_path = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true, collation: "C"),
                    sent_by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    sent_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    note = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    state = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    named_unit_id = table.Column<int>(type: "integer", nullable: true),
                    decide_by = table.Column<DateOnly>(type: "date", nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_needs_need_dispatch", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "need_extension",
                schema: "needs",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    need_id = table.Column<long>(type: "bigint", nullable: false),
                    need_number = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    unit_id = table.Column<int>(type: "integer", nullable: false),
                    unit_path = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    days = table.Column<int>(type: "integer", nullable: false),
                    reason = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    asked_by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    asked_by_id = table.Column<long>(type: "bigint", nullable: true),
                    asked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    decided_by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    answer = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_needs_need_extension", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "need_rating",
                schema: "needs",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    need_id = table.Column<long>(type: "bigint", nullable: false),
                    unit_id = table.Column<int>(type: "integer", nullable: false),
                    unit_path = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    handler_unit_id = table.Column<int>(type: "integer", nullable: true),
                    category_id = table.Column<int>(type: "integer", nullable: true),
                    score = table.Column<int>(type: "integer", nullable: false),
                    perfunctory = table.Column<bool>(type: "boolean", nullable: false),
                    comment = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    round = table.Column<int>(type: "integer", nullable: false),
                    on = table.Column<DateOnly>(type: "date", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_needs_need_rating", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "need_support",
                schema: "needs",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    need_id = table.Column<long>(type: "bigint", nullable: false),
                    person_key = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: true),
                    code_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    on = table.Column<DateOnly>(type: "date", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_needs_need_support", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "reply_template",
                schema: "needs",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    unit_id = table.Column<int>(type: "integer", nullable: false),
                    unit_path = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    title = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    text = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    category_id = table.Column<int>(type: "integer", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_needs_reply_template", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "service_rules",
                schema: "needs",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    reply_days = table.Column<int>(type: "integer", nullable: false),
                    rework_days = table.Column<int>(type: "integer", nullable: false),
                    escalate_days = table.Column<int>(type: "integer", nullable: false),
                    ruling_days = table.Column<int>(type: "integer", nullable: false),
                    claim_days = table.Column<int>(type: "integer", nullable: false),
                    close_days = table.Column<int>(type: "integer", nullable: false),
                    threshold = table.Column<int>(type: "integer", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_needs_service_rules", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_needs_need_parent_id",
                schema: "needs",
                table: "need",
                column: "parent_id");

            migrationBuilder.CreateIndex(
                name: "ix_needs_need_dispatch_need_id",
                schema: "needs",
                table: "need_dispatch",
                column: "need_id");

            migrationBuilder.CreateIndex(
                name: "ix_needs_need_dispatch_state_decide_by",
                schema: "needs",
                table: "need_dispatch",
                columns: new[] { "state", "decide_by" });

            migrationBuilder.CreateIndex(
                name: "ix_needs_need_extension_need_id",
                schema: "needs",
                table: "need_extension",
                column: "need_id");

            migrationBuilder.CreateIndex(
                name: "ix_needs_need_extension_state_unit_path",
                schema: "needs",
                table: "need_extension",
                columns: new[] { "state", "unit_path" });

            migrationBuilder.CreateIndex(
                name: "ix_needs_need_rating_need_id_round",
                schema: "needs",
                table: "need_rating",
                columns: new[] { "need_id", "round" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_needs_need_rating_unit_path_on",
                schema: "needs",
                table: "need_rating",
                columns: new[] { "unit_path", "on" });

            migrationBuilder.CreateIndex(
                name: "ix_needs_need_support_need_id_person_key",
                schema: "needs",
                table: "need_support",
                columns: new[] { "need_id", "person_key" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "need_dispatch",
                schema: "needs");

            migrationBuilder.DropTable(
                name: "need_extension",
                schema: "needs");

            migrationBuilder.DropTable(
                name: "need_rating",
                schema: "needs");

            migrationBuilder.DropTable(
                name: "need_support",
                schema: "needs");

            migrationBuilder.DropTable(
                name: "reply_template",
                schema: "needs");

            migrationBuilder.DropTable(
                name: "service_rules",
                schema: "needs");

            migrationBuilder.DropIndex(
                name: "ix_needs_need_parent_id",
                schema: "needs",
                table: "need");

            migrationBuilder.DropColumn(
                name: "about_unit_id",
                schema: "needs",
                table: "need");

            migrationBuilder.DropColumn(
                name: "clock_from",
                schema: "needs",
                table: "need");

            migrationBuilder.DropColumn(
                name: "escalated_on",
                schema: "needs",
                table: "need");

            migrationBuilder.DropColumn(
                name: "escalation",
                schema: "needs",
                table: "need");

            migrationBuilder.DropColumn(
                name: "first_answered_at",
                schema: "needs",
                table: "need");

            migrationBuilder.DropColumn(
                name: "handler_account_id",
                schema: "needs",
                table: "need");

            migrationBuilder.DropColumn(
                name: "handler_name",
                schema: "needs",
                table: "need");

            migrationBuilder.DropColumn(
                name: "has_support_codes",
                schema: "needs",
                table: "need");

            migrationBuilder.DropColumn(
                name: "kind",
                schema: "needs",
                table: "need");

            migrationBuilder.DropColumn(
                name: "layer",
                schema: "needs",
                table: "need");

            migrationBuilder.DropColumn(
                name: "major",
                schema: "needs",
                table: "need");

            migrationBuilder.DropColumn(
                name: "parent_id",
                schema: "needs",
                table: "need");

            migrationBuilder.DropColumn(
                name: "part",
                schema: "needs",
                table: "need");

            migrationBuilder.DropColumn(
                name: "perfunctory",
                schema: "needs",
                table: "need");

            migrationBuilder.DropColumn(
                name: "promised_on",
                schema: "needs",
                table: "need");

            migrationBuilder.DropColumn(
                name: "public_answer",
                schema: "needs",
                table: "need");

            migrationBuilder.DropColumn(
                name: "public_title",
                schema: "needs",
                table: "need");

            migrationBuilder.DropColumn(
                name: "reworks",
                schema: "needs",
                table: "need");

            migrationBuilder.DropColumn(
                name: "risk_told_on",
                schema: "needs",
                table: "need");

            migrationBuilder.DropColumn(
                name: "satisfied_at",
                schema: "needs",
                table: "need");

            migrationBuilder.DropColumn(
                name: "upper_office",
                schema: "needs",
                table: "need");

            migrationBuilder.DropColumn(
                name: "urged_on",
                schema: "needs",
                table: "need");
        }
    }
}
