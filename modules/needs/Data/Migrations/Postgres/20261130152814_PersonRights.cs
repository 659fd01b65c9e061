using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Modular.Needs.Data;

#nullable disable

namespace Modular.Needs.Data.Migrations.Postgres
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(NeedsDbPostgres))]
    [Migration("20261130152814_PersonRights")]
    internal partial class PersonRights : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "consent_at",
                schema: "needs",
                table: "need_support",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "consent_version",
                schema: "needs",
                table: "need_support",
                type: "integer",
                nullable: true);

            migrationBuilder.AlterColumn<string>(
                name: "requester_name",
                schema: "needs",
                table: "need",
                type: "character varying(400)",
                maxLength: 400,
                nullable: true,
                oldClrType: typeof(string),
                oldType: "character varying(40)",
                oldMaxLength: 40,
                oldNullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "consent_at",
                schema: "needs",
                table: "need",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "consent_version",
                schema: "needs",
                table: "need",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "consent_at",
                schema: "needs",
                table: "follower",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "consent_version",
                schema: "needs",
                table: "follower",
                type: "integer",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_needs_need_person_key",
                schema: "needs",
                table: "need",
                column: "person_key");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_needs_need_person_key",
                schema: "needs",
                table: "need");

            migrationBuilder.DropColumn(
                name: "consent_at",
                schema: "needs",
                table: "need_support");

            migrationBuilder.DropColumn(
                name: "consent_version",
                schema: "needs",
                table: "need_support");

            migrationBuilder.DropColumn(
                name: "consent_at",
                schema: "needs",
                table: "need");

            migrationBuilder.DropColumn(
                name: "consent_version",
                schema: "needs",
                table: "need");

            migrationBuilder.DropColumn(
                name: "consent_at",
                schema: "needs",
                table: "follower");

            migrationBuilder.DropColumn(
                name: "consent_version",
                schema: "needs",
                table: "follower");

            migrationBuilder.AlterColumn<string>(
                name: "requester_name",
                schema: "needs",
                table: "need",
                type: "character varying(40)",
                maxLength: 40,
                nullable: true,
                oldClrType: typeof(string),
                oldType: "character varying(400)",
                oldMaxLength: 400,
                oldNullable: true);
        }
    }
}
