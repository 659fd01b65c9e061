using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Modular.Needs.Data;

#nullable disable

namespace Modular.Needs.Data.Migrations.Postgres
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(NeedsDbPostgres))]
    [Migration("20261121012329_Reports")]
    internal partial class Reports : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "first_in_time",
                schema: "needs",
                table: "need",
                type: "boolean",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "work_note",
                schema: "needs",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    unit_id = table.Column<int>(type: "integer", nullable: false),
                    unit_path = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    text = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_needs_work_note", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_needs_work_note_unit_path_at",
                schema: "needs",
                table: "work_note",
                columns: new[] { "unit_path", "at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "work_note",
                schema: "needs");

            migrationBuilder.DropColumn(
                name: "first_in_time",
                schema: "needs",
                table: "need");
        }
    }
}
