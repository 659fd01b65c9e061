using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Modular.Appraisal.Data.Migrations.Postgres
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(AppraisalDbPostgres))]
    [Migration("20261121080446_PublicResults")]
    internal partial class PublicResults : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_appraisal_appeal_code",
                schema: "appraisal",
                table: "appeal");

            migrationBuilder.AlterColumn<string>(
                name: "code",
                schema: "appraisal",
                table: "subject",
                type: "character varying(32)",
                maxLength: 32,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(24)",
                oldMaxLength: 24);

            migrationBuilder.AlterColumn<string>(
                name: "draw_key",
                schema: "appraisal",
                table: "round",
                type: "character varying(300)",
                maxLength: 300,
                nullable: true,
                oldClrType: typeof(string),
                oldType: "character varying(200)",
                oldMaxLength: 200,
                oldNullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "public",
                schema: "appraisal",
                table: "round",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AlterColumn<string>(
                name: "contact",
                schema: "appraisal",
                table: "appeal",
                type: "character varying(400)",
                maxLength: 400,
                nullable: true,
                oldClrType: typeof(string),
                oldType: "character varying(200)",
                oldMaxLength: 200,
                oldNullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_appraisal_appeal_code",
                schema: "appraisal",
                table: "appeal",
                column: "code",
                unique: true);

            // Results of ballots were for everybody from the start.
            migrationBuilder.Sql("""UPDATE appraisal.round SET "public" = TRUE WHERE kind = 'Ballot' AND published_at IS NOT NULL""");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_appraisal_appeal_code",
                schema: "appraisal",
                table: "appeal");

            migrationBuilder.DropColumn(
                name: "public",
                schema: "appraisal",
                table: "round");

            migrationBuilder.AlterColumn<string>(
                name: "code",
                schema: "appraisal",
                table: "subject",
                type: "character varying(24)",
                maxLength: 24,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(32)",
                oldMaxLength: 32);

            migrationBuilder.AlterColumn<string>(
                name: "draw_key",
                schema: "appraisal",
                table: "round",
                type: "character varying(200)",
                maxLength: 200,
                nullable: true,
                oldClrType: typeof(string),
                oldType: "character varying(300)",
                oldMaxLength: 300,
                oldNullable: true);

            migrationBuilder.AlterColumn<string>(
                name: "contact",
                schema: "appraisal",
                table: "appeal",
                type: "character varying(200)",
                maxLength: 200,
                nullable: true,
                oldClrType: typeof(string),
                oldType: "character varying(400)",
                oldMaxLength: 400,
                oldNullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_appraisal_appeal_code",
                schema: "appraisal",
                table: "appeal",
                column: "code");
        }
    }
}
