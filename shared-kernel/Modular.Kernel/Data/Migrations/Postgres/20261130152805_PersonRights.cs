using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Modular.Kernel.Store;

#nullable disable

namespace Modular.Kernel.Data.Migrations.Postgres
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(KernelDbPostgres))]
    [Migration("20261130152805_PersonRights")]
    internal partial class PersonRights : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "erasure_proof",
                schema: "kernel",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    number = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    ground = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    erased = table.Column<string>(type: "text", nullable: false),
                    remains = table.Column<string>(type: "text", nullable: false),
                    backups_until = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_erasure_proof", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "impact_assessment",
                schema: "kernel",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    subject = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    purpose = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    risks = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    measures = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    on = table.Column<DateOnly>(type: "date", nullable: false),
                    next_review = table.Column<DateOnly>(type: "date", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_impact_assessment", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "privacy_notice",
                schema: "kernel",
                columns: table => new
                {
                    version = table.Column<int>(type: "integer", nullable: false),
                    zh = table.Column<string>(type: "text", nullable: false),
                    en = table.Column<string>(type: "text", nullable: false),
                    from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_privacy_notice", x => x.version);
                });

            migrationBuilder.CreateTable(
                name: "retention_run",
                schema: "kernel",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    counts = table.Column<string>(type: "text", nullable: false),
                    total = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_retention_run", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_kernel_erasure_proof_number",
                schema: "kernel",
                table: "erasure_proof",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_kernel_impact_assessment_next_review",
                schema: "kernel",
                table: "impact_assessment",
                column: "next_review");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "erasure_proof",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "impact_assessment",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "privacy_notice",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "retention_run",
                schema: "kernel");
        }
    }
}
