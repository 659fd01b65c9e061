using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Modular.Needs.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(NeedsDbSqlite))]
    [Migration("20261121032914_FollowersAndAsks")]
    internal partial class FollowersAndAsks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "point",
                table: "needs_need",
                type: "TEXT",
                maxLength: 24,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "needs_follower",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    address = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    address_key = table.Column<string>(type: "TEXT", maxLength: 48, nullable: false),
                    need_id = table.Column<long>(type: "INTEGER", nullable: true),
                    unit_id = table.Column<int>(type: "INTEGER", nullable: true),
                    category_id = table.Column<int>(type: "INTEGER", nullable: true),
                    code_hash = table.Column<byte[]>(type: "BLOB", nullable: true),
                    tries_left = table.Column<int>(type: "INTEGER", nullable: false),
                    asked_at = table.Column<long>(type: "INTEGER", nullable: false),
                    confirmed_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_needs_follower", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "needs_need_link",
                columns: table => new
                {
                    need_id = table.Column<long>(type: "INTEGER", nullable: false),
                    other_id = table.Column<long>(type: "INTEGER", nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_needs_need_link", x => new { x.need_id, x.other_id });
                });

            migrationBuilder.CreateIndex(
                name: "ix_needs_follower_address_key_asked_at",
                table: "needs_follower",
                columns: new[] { "address_key", "asked_at" });

            migrationBuilder.CreateIndex(
                name: "ix_needs_follower_need_id",
                table: "needs_follower",
                column: "need_id");

            migrationBuilder.CreateIndex(
                name: "ix_needs_follower_unit_id_category_id",
                table: "needs_follower",
                columns: new[] { "unit_id", "category_id" });

            migrationBuilder.CreateIndex(
                name: "ix_needs_need_link_other_id",
                table: "needs_need_link",
                column: "other_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "needs_follower");

            migrationBuilder.DropTable(
                name: "needs_need_link");

            migrationBuilder.DropColumn(
                name: "point",
                table: "needs_need");
        }
    }
}
