using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Modular.Partners.Data;

#nullable disable

namespace Modular.Partners.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(PartnersDbSqlite))]
    [Migration("20261121032918_FollowersAndAsks")]
    internal partial class FollowersAndAsks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "partners_unit_ask",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    unit_id = table.Column<int>(type: "INTEGER", nullable: false),
                    unit_path = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false, collation: "BINARY"),
                    title = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    text = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    by = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    asked_by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    asked_at = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    claimed_unit_id = table.Column<int>(type: "INTEGER", nullable: true),
                    claimed_by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    claimed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    report = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    ended_at = table.Column<long>(type: "INTEGER", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_partners_unit_ask", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_partners_unit_ask_state_id",
                table: "partners_unit_ask",
                columns: new[] { "state", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "partners_unit_ask");
        }
    }
}
