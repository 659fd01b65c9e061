using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Modular.Appraisal.Data;

#nullable disable

namespace Modular.Appraisal.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(AppraisalDbSqlite))]
    [Migration("20261130220043_PanelDraws")]
    internal partial class PanelDraws : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "appraisal_panel_draw",
                columns: table => new
                {
                    round_id = table.Column<long>(type: "INTEGER", nullable: false),
                    source = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    digits = table.Column<int>(type: "INTEGER", nullable: false),
                    seats = table.Column<int>(type: "INTEGER", nullable: false),
                    pool_digest = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    key = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appraisal_panel_draw", x => x.round_id);
                });

            migrationBuilder.CreateTable(
                name: "appraisal_pool_member",
                columns: table => new
                {
                    round_id = table.Column<long>(type: "INTEGER", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    account_id = table.Column<long>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false)
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
                name: "appraisal_panel_draw");

            migrationBuilder.DropTable(
                name: "appraisal_pool_member");
        }
    }
}
