using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Modular.Kernel.Store;

#nullable disable

namespace Modular.Kernel.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(KernelDbSqlite))]
    [Migration("20261130152801_PersonRights")]
    internal partial class PersonRights : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "kernel_erasure_proof",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    number = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    ground = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    erased = table.Column<string>(type: "TEXT", nullable: false),
                    remains = table.Column<string>(type: "TEXT", nullable: false),
                    backups_until = table.Column<DateOnly>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_erasure_proof", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "kernel_impact_assessment",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    subject = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    purpose = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    risks = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    measures = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    next_review = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_impact_assessment", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "kernel_privacy_notice",
                columns: table => new
                {
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    zh = table.Column<string>(type: "TEXT", nullable: false),
                    en = table.Column<string>(type: "TEXT", nullable: false),
                    from = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_privacy_notice", x => x.version);
                });

            migrationBuilder.CreateTable(
                name: "kernel_retention_run",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    counts = table.Column<string>(type: "TEXT", nullable: false),
                    total = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_retention_run", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_kernel_erasure_proof_number",
                table: "kernel_erasure_proof",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_kernel_impact_assessment_next_review",
                table: "kernel_impact_assessment",
                column: "next_review");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "kernel_erasure_proof");

            migrationBuilder.DropTable(
                name: "kernel_impact_assessment");

            migrationBuilder.DropTable(
                name: "kernel_privacy_notice");

            migrationBuilder.DropTable(
                name: "kernel_retention_run");
        }
    }
}
