using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Modular.Partners.Data;

#nullable disable

namespace Modular.Partners.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(PartnersDbSqlite))]
    [Migration("20261121010638_Initial")]
    internal partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "partners_invite",
                columns: table => new
                {
                    offer_id = table.Column<long>(type: "INTEGER", nullable: false),
                    unit_id = table.Column<int>(type: "INTEGER", nullable: false),
                    unit_path = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false, collation: "BINARY"),
                    state = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    answered_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_partners_invite", x => new { x.offer_id, x.unit_id });
                });

            migrationBuilder.CreateTable(
                name: "partners_meeting_item",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    need_id = table.Column<long>(type: "INTEGER", nullable: false),
                    unit_id = table.Column<int>(type: "INTEGER", nullable: false),
                    unit_path = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false, collation: "BINARY"),
                    listed_at = table.Column<long>(type: "INTEGER", nullable: false),
                    decision = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    owner = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    by = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    decided_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_partners_meeting_item", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "partners_offer",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    need_id = table.Column<long>(type: "INTEGER", nullable: false),
                    unit_id = table.Column<int>(type: "INTEGER", nullable: false),
                    unit_path = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false, collation: "BINARY"),
                    state = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    claim_by = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    offered_at = table.Column<long>(type: "INTEGER", nullable: false),
                    claimed_unit_id = table.Column<int>(type: "INTEGER", nullable: true),
                    resource_id = table.Column<long>(type: "INTEGER", nullable: true),
                    claimed_by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    claimed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    ended_at = table.Column<long>(type: "INTEGER", nullable: true),
                    report = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_partners_offer", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "partners_resource",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    unit_id = table.Column<int>(type: "INTEGER", nullable: false),
                    unit_path = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false, collation: "BINARY"),
                    kind = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    title = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    description = table.Column<string>(type: "TEXT", maxLength: 600, nullable: true),
                    categories = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    when = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    from_day = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    until_day = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    capacity = table.Column<int>(type: "INTEGER", nullable: false),
                    held = table.Column<int>(type: "INTEGER", nullable: false),
                    held_month = table.Column<int>(type: "INTEGER", nullable: false),
                    retired = table.Column<bool>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_partners_resource", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_partners_invite_unit_path_state",
                table: "partners_invite",
                columns: new[] { "unit_path", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_partners_meeting_item_need_id",
                table: "partners_meeting_item",
                column: "need_id");

            migrationBuilder.CreateIndex(
                name: "ix_partners_offer_need_id",
                table: "partners_offer",
                column: "need_id");

            migrationBuilder.CreateIndex(
                name: "ix_partners_offer_state_claim_by",
                table: "partners_offer",
                columns: new[] { "state", "claim_by" });

            migrationBuilder.CreateIndex(
                name: "ix_partners_resource_unit_path",
                table: "partners_resource",
                column: "unit_path");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "partners_invite");

            migrationBuilder.DropTable(
                name: "partners_meeting_item");

            migrationBuilder.DropTable(
                name: "partners_offer");

            migrationBuilder.DropTable(
                name: "partners_resource");
        }
    }
}
