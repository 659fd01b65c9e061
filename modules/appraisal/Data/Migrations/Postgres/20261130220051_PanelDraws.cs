using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Modular.Appraisal.Data;

#nullable disable

namespace Modular.Appraisal.Data.Migrations.Postgres
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(AppraisalDbPostgres))]
    [Migration("20261130220051_PanelDraws")]
    internal partial class PanelDraws : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "panel_draw",
                schema: "appraisal",
                columns: table => new
                {
                    round_id = table.Column<long>(type: "bigint", nullable: false),
                    source = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    on = table.Column<DateOnly>(type: "date", nullable: false),
                    digits = table.Column<int>(type: "integer", nullable: false),
                    seats = table.Column<int>(type: "integer", nullable: false),
                    pool_digest = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    key = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appraisal_panel_draw", x => x.round_id);
                });

            migrationBuilder.CreateTable(
                name: "pool_member",
                schema: "appraisal",
                columns: table => new
                {
                    round_id = table.Column<long>(type: "bigint", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    account_id = table.Column<long>(type: "bigint", nullable: false),
                    name = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appraisal_pool_member", x => new { x.round_id, x.number });
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "panel_draw",
                schema: "appraisal");

            migrationBuilder.DropTable(
                name: "pool_member",
                schema: "appraisal");
        }
    }
}
