using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Modular.Partners.Data;

#nullable disable

namespace Modular.Partners.Data.Migrations.Postgres
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(PartnersDbPostgres))]
    [Migration("20261121074104_Honours")]
    internal partial class Honours : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "evidence",
                schema: "partners",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    honour_id = table.Column<long>(type: "bigint", nullable: false),
                    hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    file_name = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    type = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_partners_evidence", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "honour",
                schema: "partners",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    unit_id = table.Column<int>(type: "integer", nullable: false),
                    unit_path = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    candidate_unit_id = table.Column<int>(type: "integer", nullable: false),
                    person = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    grounds = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    community_id = table.Column<int>(type: "integer", nullable: false),
                    answer_by = table.Column<DateOnly>(type: "date", nullable: false),
                    proposed_by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    proposed_by_id = table.Column<long>(type: "bigint", nullable: true),
                    proposed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    opinion = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: true),
                    opinion_text = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    opinion_by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    opinion_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    decision = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    decided_by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    reminded_on = table.Column<DateOnly>(type: "date", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_partners_honour", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_partners_evidence_honour_id",
                schema: "partners",
                table: "evidence",
                column: "honour_id");

            migrationBuilder.CreateIndex(
                name: "ix_partners_honour_community_id_state",
                schema: "partners",
                table: "honour",
                columns: new[] { "community_id", "state" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "evidence",
                schema: "partners");

            migrationBuilder.DropTable(
                name: "honour",
                schema: "partners");
        }
    }
}
