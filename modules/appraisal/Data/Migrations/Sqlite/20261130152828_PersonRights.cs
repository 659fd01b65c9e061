using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Modular.Appraisal.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(AppraisalDbSqlite))]
    [Migration("20261130152828_PersonRights")]
    internal partial class PersonRights : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "consent_version",
                table: "appraisal_sign_up",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "consent_at",
                table: "appraisal_appeal",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "consent_version",
                table: "appraisal_appeal",
                type: "INTEGER",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "consent_version",
                table: "appraisal_sign_up");

            migrationBuilder.DropColumn(
                name: "consent_at",
                table: "appraisal_appeal");

            migrationBuilder.DropColumn(
                name: "consent_version",
                table: "appraisal_appeal");
        }
    }
}
