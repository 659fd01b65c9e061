using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Modular.Partners.Data;

#nullable disable

namespace Modular.Partners.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(PartnersDbSqlite))]
    [Migration("20261121074102_Honours")]
    internal partial class Honours : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "partners_evidence",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    honour_id = table.Column<long>(type: "INTEGER", nullable: false),
                    hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    file_name = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    type = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_partners_evidence", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "partners_honour",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    unit_id = table.Column<int>(type: "INTEGER", nullable: false),
                    unit_path = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false, collation: "BINARY"),
                    name = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    candidate_unit_id = table.Column<int>(type: "INTEGER", nullable: false),
                    person = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    grounds = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    community_id = table.Column<int>(type: "INTEGER", nullable: false),
                    answer_by = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    proposed_by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    proposed_by_id = table.Column<long>(type: "INTEGER", nullable: true),
                    proposed_at = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    opinion = table.Column<string>(type: "TEXT", maxLength: 24, nullable: true),
                    opinion_text = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    opinion_by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    opinion_at = table.Column<long>(type: "INTEGER", nullable: true),
                    decision = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    decided_by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    decided_at = table.Column<long>(type: "INTEGER", nullable: true),
                    reminded_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_partners_honour", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_partners_evidence_honour_id",
                table: "partners_evidence",
                column: "honour_id");

            migrationBuilder.CreateIndex(
                name: "ix_partners_honour_community_id_state",
                table: "partners_honour",
                columns: new[] { "community_id", "state" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "partners_evidence");

            migrationBuilder.DropTable(
                name: "partners_honour");
        }
    }
}
