using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Modular.Needs.Data;

#nullable disable

namespace Modular.Needs.Data.Migrations.Postgres
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(NeedsDbPostgres))]
    [Migration("20261125211225_TopicChanges")]
    internal partial class TopicChanges : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "by_run",
                schema: "needs",
                table: "topic_member",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "topic_change",
                schema: "needs",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    unit_id = table.Column<int>(type: "integer", nullable: false),
                    unit_path = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    act = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    topic_id = table.Column<long>(type: "bigint", nullable: false),
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    need_id = table.Column<long>(type: "bigint", nullable: true),
                    undone_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    undone_by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_needs_topic_change", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "topic_change_need",
                schema: "needs",
                columns: table => new
                {
                    change_id = table.Column<long>(type: "bigint", nullable: false),
                    topic_id = table.Column<long>(type: "bigint", nullable: false),
                    need_id = table.Column<long>(type: "bigint", nullable: false),
                    mark = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    closeness = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_needs_topic_change_need", x => new { x.change_id, x.topic_id, x.need_id });
                });

            migrationBuilder.CreateTable(
                name: "topic_change_topic",
                schema: "needs",
                columns: table => new
                {
                    change_id = table.Column<long>(type: "bigint", nullable: false),
                    topic_id = table.Column<long>(type: "bigint", nullable: false),
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    state = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    key_words = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    typical = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: true),
                    map_x = table.Column<int>(type: "integer", nullable: true),
                    map_y = table.Column<int>(type: "integer", nullable: true),
                    firm = table.Column<int>(type: "integer", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_needs_topic_change_topic", x => new { x.change_id, x.topic_id });
                });

            migrationBuilder.CreateIndex(
                name: "ix_needs_topic_change_unit_id_id",
                schema: "needs",
                table: "topic_change",
                columns: new[] { "unit_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_needs_topic_change_topic_topic_id",
                schema: "needs",
                table: "topic_change_topic",
                column: "topic_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "topic_change",
                schema: "needs");

            migrationBuilder.DropTable(
                name: "topic_change_need",
                schema: "needs");

            migrationBuilder.DropTable(
                name: "topic_change_topic",
                schema: "needs");

            migrationBuilder.DropColumn(
                name: "by_run",
                schema: "needs",
                table: "topic_member");
        }
    }
}
