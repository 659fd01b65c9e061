using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Modular.Appraisal.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(AppraisalDbSqlite))]
    [Migration("20261121080444_PublicResults")]
    internal partial class PublicResults : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_appraisal_appeal_code",
                table: "appraisal_appeal");

            migrationBuilder.AddColumn<bool>(
                name: "public",
                table: "appraisal_round",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateIndex(
                name: "ix_appraisal_appeal_code",
                table: "appraisal_appeal",
                column: "code",
                unique: true);

            // Results of ballots were for everybody from the start.
            migrationBuilder.Sql("""UPDATE appraisal_round SET "public" = 1 WHERE kind = 'Ballot' AND published_at IS NOT NULL""");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_appraisal_appeal_code",
                table: "appraisal_appeal");

            migrationBuilder.DropColumn(
                name: "public",
                table: "appraisal_round");

            migrationBuilder.CreateIndex(
                name: "ix_appraisal_appeal_code",
                table: "appraisal_appeal",
                column: "code");
        }
    }
}
