using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Modular.Needs.Data;

#nullable disable

namespace Modular.Needs.Data.Migrations.Postgres
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(NeedsDbPostgres))]
    [Migration("20261121032916_FollowersAndAsks")]
    internal partial class FollowersAndAsks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "point",
                schema: "needs",
                table: "need",
                type: "character varying(24)",
                maxLength: 24,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "follower",
                schema: "needs",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    address = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    address_key = table.Column<string>(type: "character varying(48)", maxLength: 48, nullable: false),
                    need_id = table.Column<long>(type: "bigint", nullable: true),
                    unit_id = table.Column<int>(type: "integer", nullable: true),
                    category_id = table.Column<int>(type: "integer", nullable: true),
                    code_hash = table.Column<byte[]>(type: "bytea", nullable: true),
                    tries_left = table.Column<int>(type: "integer", nullable: false),
                    asked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    confirmed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_needs_follower", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "need_link",
                schema: "needs",
                columns: table => new
                {
                    need_id = table.Column<long>(type: "bigint", nullable: false),
                    other_id = table.Column<long>(type: "bigint", nullable: false),
                    by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_needs_need_link", x => new { x.need_id, x.other_id });
                });

            migrationBuilder.CreateIndex(
                name: "ix_needs_follower_address_key_asked_at",
                schema: "needs",
                table: "follower",
                columns: new[] { "address_key", "asked_at" });

            migrationBuilder.CreateIndex(
                name: "ix_needs_follower_need_id",
                schema: "needs",
                table: "follower",
                column: "need_id");

            migrationBuilder.CreateIndex(
                name: "ix_needs_follower_unit_id_category_id",
                schema: "needs",
                table: "follower",
                columns: new[] { "unit_id", "category_id" });

            migrationBuilder.CreateIndex(
                name: "ix_needs_need_link_other_id",
                schema: "needs",
                table: "need_link",
                column: "other_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "follower",
                schema: "needs");

            migrationBuilder.DropTable(
                name: "need_link",
                schema: "needs");

            migrationBuilder.DropColumn(
                name: "point",
                schema: "needs",
                table: "need");
        }
    }
}
