using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Modular.Partners.Data.Migrations.Postgres
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(PartnersDbPostgres))]
    [Migration("20261121021146_OneOffer")]
    internal partial class OneOffer : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_partners_offer_need_id",
                schema: "partners",
                table: "offer");

            migrationBuilder.CreateIndex(
                name: "ix_partners_offer_need_id",
                schema: "partners",
                table: "offer",
                column: "need_id",
                unique: true,
                filter: "state IN ('Open', 'Claimed')");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_partners_offer_need_id",
                schema: "partners",
                table: "offer");

            migrationBuilder.CreateIndex(
                name: "ix_partners_offer_need_id",
                schema: "partners",
                table: "offer",
                column: "need_id");
        }
    }
}
