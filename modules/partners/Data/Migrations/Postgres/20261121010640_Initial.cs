using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Modular.Partners.Data;

#nullable disable

namespace Modular.Partners.Data.Migrations.Postgres
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(PartnersDbPostgres))]
    [Migration("20261121010640_Initial")]
    internal partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "partners");

            migrationBuilder.CreateTable(
                name: "invite",
                schema: "partners",
                columns: table => new
                {
                    offer_id = table.Column<long>(type: "bigint", nullable: false),
                    unit_id = table.Column<int>(type: "integer", nullable: false),
                    unit_path = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    state = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    answered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_partners_invite", x => new { x.offer_id, x.unit_id });
                });

            migrationBuilder.CreateTable(
                name: "meeting_item",
                schema: "partners",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    need_id = table.Column<long>(type: "bigint", nullable: false),
                    unit_id = table.Column<int>(type: "integer", nullable: false),
                    unit_path = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    listed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    decision = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    owner = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    by = table.Column<DateOnly>(type: "date", nullable: true),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_partners_meeting_item", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "offer",
                schema: "partners",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    need_id = table.Column<long>(type: "bigint", nullable: false),
                    unit_id = table.Column<int>(type: "integer", nullable: false),
                    unit_path = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    state = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    claim_by = table.Column<DateOnly>(type: "date", nullable: false),
                    offered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    claimed_unit_id = table.Column<int>(type: "integer", nullable: true),
                    resource_id = table.Column<long>(type: "bigint", nullable: true),
                    claimed_by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    claimed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    report = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_partners_offer", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "resource",
                schema: "partners",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    unit_id = table.Column<int>(type: "integer", nullable: false),
                    unit_path = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    kind = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    title = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    description = table.Column<string>(type: "character varying(600)", maxLength: 600, nullable: true),
                    categories = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    when = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    from_day = table.Column<DateOnly>(type: "date", nullable: true),
                    until_day = table.Column<DateOnly>(type: "date", nullable: true),
                    capacity = table.Column<int>(type: "integer", nullable: false),
                    held = table.Column<int>(type: "integer", nullable: false),
                    held_month = table.Column<int>(type: "integer", nullable: false),
                    retired = table.Column<bool>(type: "boolean", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_partners_resource", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_partners_invite_unit_path_state",
                schema: "partners",
                table: "invite",
                columns: new[] { "unit_path", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_partners_meeting_item_need_id",
                schema: "partners",
                table: "meeting_item",
                column: "need_id");

            migrationBuilder.CreateIndex(
                name: "ix_partners_offer_need_id",
                schema: "partners",
                table: "offer",
                column: "need_id");

            migrationBuilder.CreateIndex(
                name: "ix_partners_offer_state_claim_by",
                schema: "partners",
                table: "offer",
                columns: new[] { "state", "claim_by" });

            migrationBuilder.CreateIndex(
                name: "ix_partners_resource_unit_path",
                schema: "partners",
                table: "resource",
                column: "unit_path");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "invite",
                schema: "partners");

            migrationBuilder.DropTable(
                name: "meeting_item",
                schema: "partners");

            migrationBuilder.DropTable(
                name: "offer",
                schema: "partners");

            migrationBuilder.DropTable(
                name: "resource",
                schema: "partners");
        }
    }
}
