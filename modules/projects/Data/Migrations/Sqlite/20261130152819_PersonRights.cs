using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Modular.Projects.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(ProjectsDbSqlite))]
    [Migration("20261130152819_PersonRights")]
    internal partial class PersonRights : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "consent_version",
                table: "projects_sign_in",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "consent_at",
                table: "projects_objection",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "consent_version",
                table: "projects_objection",
                type: "INTEGER",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "consent_version",
                table: "projects_sign_in");

            migrationBuilder.DropColumn(
                name: "consent_at",
                table: "projects_objection");

            migrationBuilder.DropColumn(
                name: "consent_version",
                table: "projects_objection");
        }
    }
}
