using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Modular.Projects.Data;

#nullable disable

namespace Modular.Projects.Data.Migrations.Postgres
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(ProjectsDbPostgres))]
    [Migration("20261130152824_PersonRights")]
    internal partial class PersonRights : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "consent_version",
                schema: "projects",
                table: "sign_in",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "consent_at",
                schema: "projects",
                table: "objection",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "consent_version",
                schema: "projects",
                table: "objection",
                type: "integer",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "consent_version",
                schema: "projects",
                table: "sign_in");

            migrationBuilder.DropColumn(
                name: "consent_at",
                schema: "projects",
                table: "objection");

            migrationBuilder.DropColumn(
                name: "consent_version",
                schema: "projects",
                table: "objection");
        }
    }
}
