using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Modular.Projects.Data;

#nullable disable

namespace Modular.Projects.Data.Migrations.Postgres
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(ProjectsDbPostgres))]
    [Migration("20261125215736_Library")]
    internal partial class Library : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "adoption",
                schema: "projects",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    source_id = table.Column<long>(type: "bigint", nullable: false),
                    unit_id = table.Column<int>(type: "integer", nullable: false),
                    unit_path = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    handler_path = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true, collation: "C"),
                    state = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    draft_id = table.Column<long>(type: "bigint", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    open = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_adoption", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "adoption_note",
                schema: "projects",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    adoption_id = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    state = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    text = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_adoption_note", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "brand",
                schema: "projects",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    unit_id = table.Column<int>(type: "integer", nullable: false),
                    unit_path = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    name = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    slogan = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    story = table.Column<string>(type: "text", nullable: false),
                    shown = table.Column<bool>(type: "boolean", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_brand", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "brand_honour",
                schema: "projects",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    brand_id = table.Column<long>(type: "bigint", nullable: false),
                    name = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    from = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    on = table.Column<DateOnly>(type: "date", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_brand_honour", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "brand_project",
                schema: "projects",
                columns: table => new
                {
                    project_id = table.Column<long>(type: "bigint", nullable: false),
                    brand_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_brand_project", x => x.project_id);
                });

            migrationBuilder.CreateTable(
                name: "centre_event",
                schema: "projects",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    turn_id = table.Column<long>(type: "bigint", nullable: false),
                    unit_id = table.Column<int>(type: "integer", nullable: false),
                    unit_path = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    state = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    on = table.Column<DateOnly>(type: "date", nullable: false),
                    people = table.Column<int>(type: "integer", nullable: true),
                    note = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: true),
                    by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_centre_event", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "channel_post",
                schema: "projects",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    project_id = table.Column<long>(type: "bigint", nullable: false),
                    channel = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    on = table.Column<DateOnly>(type: "date", nullable: false),
                    where = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    reach = table.Column<int>(type: "integer", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    struck_reasons = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    struck_by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_channel_post", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "library_entry",
                schema: "projects",
                columns: table => new
                {
                    project_id = table.Column<long>(type: "bigint", nullable: false),
                    contact = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    people = table.Column<int>(type: "integer", nullable: false),
                    honours = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    shared_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    shared_by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    adopted = table.Column<int>(type: "integer", nullable: false),
                    taken_out_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    taken_out_by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    taken_out_reasons = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_library_entry", x => x.project_id);
                });

            migrationBuilder.CreateTable(
                name: "material",
                schema: "projects",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    project_id = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    title = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_material", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "rota_ask",
                schema: "projects",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    district_id = table.Column<int>(type: "integer", nullable: false),
                    town_id = table.Column<int>(type: "integer", nullable: false),
                    month = table.Column<DateOnly>(type: "date", nullable: false),
                    wish = table.Column<bool>(type: "boolean", nullable: false),
                    reason = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_rota_ask", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "rota_member",
                schema: "projects",
                columns: table => new
                {
                    town_id = table.Column<int>(type: "integer", nullable: false),
                    district_id = table.Column<int>(type: "integer", nullable: false),
                    given = table.Column<int>(type: "integer", nullable: false),
                    since = table.Column<DateOnly>(type: "date", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_rota_member", x => x.town_id);
                });

            migrationBuilder.CreateTable(
                name: "rota_turn",
                schema: "projects",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    district_id = table.Column<int>(type: "integer", nullable: false),
                    month = table.Column<DateOnly>(type: "date", nullable: false),
                    town_id = table.Column<int>(type: "integer", nullable: false),
                    why = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    waited = table.Column<int>(type: "integer", nullable: true),
                    other_town_id = table.Column<int>(type: "integer", nullable: true),
                    other_month = table.Column<DateOnly>(type: "date", nullable: true),
                    note = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: true),
                    project_id = table.Column<long>(type: "bigint", nullable: true),
                    start_told = table.Column<DateOnly>(type: "date", nullable: true),
                    end_told = table.Column<DateOnly>(type: "date", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_rota_turn", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "turn_swap",
                schema: "projects",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    district_id = table.Column<int>(type: "integer", nullable: false),
                    turn_id = table.Column<long>(type: "bigint", nullable: false),
                    other_turn_id = table.Column<long>(type: "bigint", nullable: false),
                    town_id = table.Column<int>(type: "integer", nullable: false),
                    other_town_id = table.Column<int>(type: "integer", nullable: false),
                    reason = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    asked_by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    asked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    answer = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: true),
                    answered_by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    answered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects_turn_swap", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_projects_adoption_draft_id",
                schema: "projects",
                table: "adoption",
                column: "draft_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_adoption_open",
                schema: "projects",
                table: "adoption",
                column: "open",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_projects_adoption_source_id",
                schema: "projects",
                table: "adoption",
                column: "source_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_adoption_note_adoption_id",
                schema: "projects",
                table: "adoption_note",
                column: "adoption_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_brand_unit_path",
                schema: "projects",
                table: "brand",
                column: "unit_path");

            migrationBuilder.CreateIndex(
                name: "ix_projects_brand_honour_brand_id",
                schema: "projects",
                table: "brand_honour",
                column: "brand_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_brand_project_brand_id",
                schema: "projects",
                table: "brand_project",
                column: "brand_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_centre_event_turn_id_unit_id",
                schema: "projects",
                table: "centre_event",
                columns: new[] { "turn_id", "unit_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_projects_centre_event_unit_path",
                schema: "projects",
                table: "centre_event",
                column: "unit_path");

            migrationBuilder.CreateIndex(
                name: "ix_projects_channel_post_project_id",
                schema: "projects",
                table: "channel_post",
                column: "project_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_material_project_id",
                schema: "projects",
                table: "material",
                column: "project_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_rota_ask_town_id_month",
                schema: "projects",
                table: "rota_ask",
                columns: new[] { "town_id", "month" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_projects_rota_turn_district_id_month",
                schema: "projects",
                table: "rota_turn",
                columns: new[] { "district_id", "month" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_projects_turn_swap_district_id",
                schema: "projects",
                table: "turn_swap",
                column: "district_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "adoption",
                schema: "projects");

            migrationBuilder.DropTable(
                name: "adoption_note",
                schema: "projects");

            migrationBuilder.DropTable(
                name: "brand",
                schema: "projects");

            migrationBuilder.DropTable(
                name: "brand_honour",
                schema: "projects");

            migrationBuilder.DropTable(
                name: "brand_project",
                schema: "projects");

            migrationBuilder.DropTable(
                name: "centre_event",
                schema: "projects");

            migrationBuilder.DropTable(
                name: "channel_post",
                schema: "projects");

            migrationBuilder.DropTable(
                name: "library_entry",
                schema: "projects");

            migrationBuilder.DropTable(
                name: "material",
                schema: "projects");

            migrationBuilder.DropTable(
                name: "rota_ask",
                schema: "projects");

            migrationBuilder.DropTable(
                name: "rota_member",
                schema: "projects");

            migrationBuilder.DropTable(
                name: "rota_turn",
                schema: "projects");

            migrationBuilder.DropTable(
                name: "turn_swap",
                schema: "projects");
        }
    }
}
