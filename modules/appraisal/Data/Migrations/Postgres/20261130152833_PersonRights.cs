using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Modular.Appraisal.Data;

#nullable disable

namespace Modular.Appraisal.Data.Migrations.Postgres
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(AppraisalDbPostgres))]
    [Migration("20261130152833_PersonRights")]
    internal partial class PersonRights : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "consent_version",
                schema: "appraisal",
                table: "sign_up",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "consent_at",
                schema: "appraisal",
                table: "appeal",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "consent_version",
                schema: "appraisal",
                table: "appeal",
                type: "integer",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "consent_version",
                schema: "appraisal",
                table: "sign_up");

            migrationBuilder.DropColumn(
                name: "consent_at",
                schema: "appraisal",
                table: "appeal");

            migrationBuilder.DropColumn(
                name: "consent_version",
                schema: "appraisal",
                table: "appeal");
        }
    }
}
