using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Modular.Projects.Data;

#nullable disable

namespace Modular.Projects.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(ProjectsDbSqlite))]
    [Migration("20261125215734_Library")]
    internal partial class Library : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "projects_adoption",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    source_id = table.Column<long>(type: "INTEGER", nullable: false),
                    unit_id = table.Column<int>(type: "INTEGER", nullable: false),
                    unit_path = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false, collation: "BINARY"),
                    handler_path = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true, collation: "BINARY"),
                    state = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    draft_id = table.Column<long>(type: "INTEGER", nullable: true),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    open = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_adoption", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "projects_adoption_note",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    adoption_id = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    text = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_adoption_note", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "projects_brand",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    unit_id = table.Column<int>(type: "INTEGER", nullable: false),
                    unit_path = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false, collation: "BINARY"),
                    name = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    slogan = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    story = table.Column<string>(type: "TEXT", nullable: false),
                    shown = table.Column<bool>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_brand", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "projects_brand_honour",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    brand_id = table.Column<long>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    from = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    on = table.Column<DateOnly>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_brand_honour", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "projects_brand_project",
                columns: table => new
                {
                    project_id = table.Column<long>(type: "INTEGER", nullable: false),
                    brand_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_brand_project", x => x.project_id);
                });

            migrationBuilder.CreateTable(
                name: "projects_centre_event",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    turn_id = table.Column<long>(type: "INTEGER", nullable: false),
                    unit_id = table.Column<int>(type: "INTEGER", nullable: false),
                    unit_path = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false, collation: "BINARY"),
                    state = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    people = table.Column<int>(type: "INTEGER", nullable: true),
                    note = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_centre_event", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "projects_channel_post",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    project_id = table.Column<long>(type: "INTEGER", nullable: false),
                    channel = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    where = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    reach = table.Column<int>(type: "INTEGER", nullable: true),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    struck_reasons = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    struck_by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_channel_post", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "projects_library_entry",
                columns: table => new
                {
                    project_id = table.Column<long>(type: "INTEGER", nullable: false),
                    contact = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    people = table.Column<int>(type: "INTEGER", nullable: false),
                    honours = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    shared_at = table.Column<long>(type: "INTEGER", nullable: false),
                    shared_by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    adopted = table.Column<int>(type: "INTEGER", nullable: false),
                    taken_out_at = table.Column<long>(type: "INTEGER", nullable: true),
                    taken_out_by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    taken_out_reasons = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_library_entry", x => x.project_id);
                });

            migrationBuilder.CreateTable(
                name: "projects_material",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    project_id = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    title = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_material", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "projects_rota_ask",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    district_id = table.Column<int>(type: "INTEGER", nullable: false),
                    town_id = table.Column<int>(type: "INTEGER", nullable: false),
                    month = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    wish = table.Column<bool>(type: "INTEGER", nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_rota_ask", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "projects_rota_member",
                columns: table => new
                {
                    town_id = table.Column<int>(type: "INTEGER", nullable: false),
                    district_id = table.Column<int>(type: "INTEGER", nullable: false),
                    given = table.Column<int>(type: "INTEGER", nullable: false),
                    since = table.Column<DateOnly>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_rota_member", x => x.town_id);
                });

            migrationBuilder.CreateTable(
                name: "projects_rota_turn",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    district_id = table.Column<int>(type: "INTEGER", nullable: false),
                    month = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    town_id = table.Column<int>(type: "INTEGER", nullable: false),
                    why = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    waited = table.Column<int>(type: "INTEGER", nullable: true),
                    other_town_id = table.Column<int>(type: "INTEGER", nullable: true),
                    other_month = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    note = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    project_id = table.Column<long>(type: "INTEGER", nullable: true),
                    start_told = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    end_told = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_rota_turn", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "projects_turn_swap",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    district_id = table.Column<int>(type: "INTEGER", nullable: false),
                    turn_id = table.Column<long>(type: "INTEGER", nullable: false),
                    other_turn_id = table.Column<long>(type: "INTEGER", nullable: false),
                    town_id = table.Column<int>(type: "INTEGER", nullable: false),
                    other_town_id = table.Column<int>(type: "INTEGER", nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    asked_by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    asked_at = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    answer = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    answered_by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    answered_at = table.Column<long>(type: "INTEGER", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_turn_swap", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_projects_adoption_draft_id",
                table: "projects_adoption",
                column: "draft_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_adoption_open",
                table: "projects_adoption",
                column: "open",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_projects_adoption_source_id",
                table: "projects_adoption",
                column: "source_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_adoption_note_adoption_id",
                table: "projects_adoption_note",
                column: "adoption_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_brand_unit_path",
                table: "projects_brand",
                column: "unit_path");

            migrationBuilder.CreateIndex(
                name: "ix_projects_brand_honour_brand_id",
                table: "projects_brand_honour",
                column: "brand_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_brand_project_brand_id",
                table: "projects_brand_project",
                column: "brand_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_centre_event_turn_id_unit_id",
                table: "projects_centre_event",
                columns: new[] { "turn_id", "unit_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_projects_centre_event_unit_path",
                table: "projects_centre_event",
                column: "unit_path");

            migrationBuilder.CreateIndex(
                name: "ix_projects_channel_post_project_id",
                table: "projects_channel_post",
                column: "project_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_material_project_id",
                table: "projects_material",
                column: "project_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_rota_ask_town_id_month",
                table: "projects_rota_ask",
                columns: new[] { "town_id", "month" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_projects_rota_turn_district_id_month",
                table: "projects_rota_turn",
                columns: new[] { "district_id", "month" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_projects_turn_swap_district_id",
                table: "projects_turn_swap",
                column: "district_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "projects_adoption");

            migrationBuilder.DropTable(
                name: "projects_adoption_note");

            migrationBuilder.DropTable(
                name: "projects_brand");

            migrationBuilder.DropTable(
                name: "projects_brand_honour");

            migrationBuilder.DropTable(
                name: "projects_brand_project");

            migrationBuilder.DropTable(
                name: "projects_centre_event");

            migrationBuilder.DropTable(
                name: "projects_channel_post");

            migrationBuilder.DropTable(
                name: "projects_library_entry");

            migrationBuilder.DropTable(
                name: "projects_material");

            migrationBuilder.DropTable(
                name: "projects_rota_ask");

            migrationBuilder.DropTable(
                name: "projects_rota_member");

            migrationBuilder.DropTable(
                name: "projects_rota_turn");

            migrationBuilder.DropTable(
                name: "projects_turn_swap");
        }
    }
}
