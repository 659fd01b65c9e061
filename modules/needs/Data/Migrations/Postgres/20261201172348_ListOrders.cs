using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Modular.Needs.Data.Migrations.Postgres
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(NeedsDbPostgres))]
    [Migration("20261201172348_ListOrders")]
    internal partial class ListOrders : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "ix_needs_need_answered_at_id",
                schema: "needs",
                table: "need",
                columns: new[] { "answered_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_needs_need_due_on_id",
                schema: "needs",
                table: "need",
                columns: new[] { "due_on", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_needs_need_received_at_id",
                schema: "needs",
                table: "need",
                columns: new[] { "received_at", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_needs_need_answered_at_id",
                schema: "needs",
                table: "need");

            migrationBuilder.DropIndex(
                name: "ix_needs_need_due_on_id",
                schema: "needs",
                table: "need");

            migrationBuilder.DropIndex(
                name: "ix_needs_need_received_at_id",
                schema: "needs",
                table: "need");
        }
    }
}
