using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Modular.Partners.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(PartnersDbSqlite))]
    [Migration("20261121021144_OneOffer")]
    internal partial class OneOffer : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_partners_offer_need_id",
                table: "partners_offer");

            migrationBuilder.CreateIndex(
                name: "ix_partners_offer_need_id",
                table: "partners_offer",
                column: "need_id",
                unique: true,
                filter: "state IN ('Open', 'Claimed')");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_partners_offer_need_id",
                table: "partners_offer");

            migrationBuilder.CreateIndex(
                name: "ix_partners_offer_need_id",
                table: "partners_offer",
                column: "need_id");
        }
    }
}
