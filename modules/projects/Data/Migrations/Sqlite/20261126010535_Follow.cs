using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Modular.Projects.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(ProjectsDbSqlite))]
    [Migration("20261126010535_Follow")]
    internal partial class Follow : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "task_id",
                table: "projects_service_series",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "advice",
                table: "projects_review_meeting",
                type: "TEXT",
                maxLength: 2000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "fields",
                table: "projects_public_notice",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "matter",
                table: "projects_public_notice",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "outcome",
                table: "projects_public_notice",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "told",
                table: "projects_public_notice",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<byte[]>(
                name: "code_hash",
                table: "projects_objection",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "decided_at",
                table: "projects_objection",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "task_id",
                table: "projects_activity",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_projects_objection_code_hash",
                table: "projects_objection",
                column: "code_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_projects_activity_task_id",
                table: "projects_activity",
                column: "task_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_projects_objection_code_hash",
                table: "projects_objection");

            migrationBuilder.DropIndex(
                name: "ix_projects_activity_task_id",
                table: "projects_activity");

            migrationBuilder.DropColumn(
                name: "task_id",
                table: "projects_service_series");

            migrationBuilder.DropColumn(
                name: "advice",
                table: "projects_review_meeting");

            migrationBuilder.DropColumn(
                name: "fields",
                table: "projects_public_notice");

            migrationBuilder.DropColumn(
                name: "matter",
                table: "projects_public_notice");

            migrationBuilder.DropColumn(
                name: "outcome",
                table: "projects_public_notice");

            migrationBuilder.DropColumn(
                name: "told",
                table: "projects_public_notice");

            migrationBuilder.DropColumn(
                name: "code_hash",
                table: "projects_objection");

            migrationBuilder.DropColumn(
                name: "decided_at",
                table: "projects_objection");

            migrationBuilder.DropColumn(
                name: "task_id",
                table: "projects_activity");
        }
    }
}
