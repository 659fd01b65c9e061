using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Modular.Needs.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(NeedsDbSqlite))]
    [Migration("20261130152810_PersonRights")]
    internal partial class PersonRights : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "consent_at",
                table: "needs_need_support",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "consent_version",
                table: "needs_need_support",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "consent_at",
                table: "needs_need",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "consent_version",
                table: "needs_need",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "consent_at",
                table: "needs_follower",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "consent_version",
                table: "needs_follower",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_needs_need_person_key",
                table: "needs_need",
                column: "person_key");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_needs_need_person_key",
                table: "needs_need");

            migrationBuilder.DropColumn(
                name: "consent_at",
                table: "needs_need_support");

            migrationBuilder.DropColumn(
                name: "consent_version",
                table: "needs_need_support");

            migrationBuilder.DropColumn(
                name: "consent_at",
                table: "needs_need");

            migrationBuilder.DropColumn(
                name: "consent_version",
                table: "needs_need");

            migrationBuilder.DropColumn(
                name: "consent_at",
                table: "needs_follower");

            migrationBuilder.DropColumn(
                name: "consent_version",
                table: "needs_follower");
        }
    }
}
