using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Modular.Projects.Data;

#nullable disable

namespace Modular.Projects.Data.Migrations.Postgres
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(ProjectsDbPostgres))]
    [Migration("20261126010537_Follow")]
    internal partial class Follow : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "task_id",
                schema: "projects",
                table: "service_series",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "advice",
                schema: "projects",
                table: "review_meeting",
                type: "character varying(2000)",
                maxLength: 2000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "fields",
                schema: "projects",
                table: "public_notice",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "matter",
                schema: "projects",
                table: "public_notice",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "outcome",
                schema: "projects",
                table: "public_notice",
                type: "character varying(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "told",
                schema: "projects",
                table: "public_notice",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AlterColumn<string>(
                name: "contact",
                schema: "projects",
                table: "objection",
                type: "character varying(400)",
                maxLength: 400,
                nullable: true,
                oldClrType: typeof(string),
                oldType: "character varying(200)",
                oldMaxLength: 200,
                oldNullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "code_hash",
                schema: "projects",
                table: "objection",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "decided_at",
                schema: "projects",
                table: "objection",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "task_id",
                schema: "projects",
                table: "activity",
                type: "bigint",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_projects_objection_code_hash",
                schema: "projects",
                table: "objection",
                column: "code_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_projects_activity_task_id",
                schema: "projects",
                table: "activity",
                column: "task_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_projects_objection_code_hash",
                schema: "projects",
                table: "objection");

            migrationBuilder.DropIndex(
                name: "ix_projects_activity_task_id",
                schema: "projects",
                table: "activity");

            migrationBuilder.DropColumn(
                name: "task_id",
                schema: "projects",
                table: "service_series");

            migrationBuilder.DropColumn(
                name: "advice",
                schema: "projects",
                table: "review_meeting");

            migrationBuilder.DropColumn(
                name: "fields",
                schema: "projects",
                table: "public_notice");

            migrationBuilder.DropColumn(
                name: "matter",
                schema: "projects",
                table: "public_notice");

            migrationBuilder.DropColumn(
                name: "outcome",
                schema: "projects",
                table: "public_notice");

            migrationBuilder.DropColumn(
                name: "told",
                schema: "projects",
                table: "public_notice");

            migrationBuilder.DropColumn(
                name: "code_hash",
                schema: "projects",
                table: "objection");

            migrationBuilder.DropColumn(
                name: "decided_at",
                schema: "projects",
                table: "objection");

            migrationBuilder.DropColumn(
                name: "task_id",
                schema: "projects",
                table: "activity");

            migrationBuilder.AlterColumn<string>(
                name: "contact",
                schema: "projects",
                table: "objection",
                type: "character varying(200)",
                maxLength: 200,
                nullable: true,
                oldClrType: typeof(string),
                oldType: "character varying(400)",
                oldMaxLength: 400,
                oldNullable: true);
        }
    }
}
