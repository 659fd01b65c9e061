using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Modular.Needs.Data;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Modular.Needs.Data.Migrations.Postgres
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(NeedsDbPostgres))]
    [Migration("20261120222134_Initial")]
    internal partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "needs");

            migrationBuilder.CreateTable(
                name: "category",
                schema: "needs",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    parent_id = table.Column<int>(type: "integer", nullable: true),
                    name = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    limit_days = table.Column<int>(type: "integer", nullable: true),
                    retired = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_needs_category", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "import_batch",
                schema: "needs",
                columns: table => new
                {
                    job_id = table.Column<long>(type: "bigint", nullable: false),
                    file_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    unit_id = table.Column<int>(type: "integer", nullable: false),
                    last_row = table.Column<int>(type: "integer", nullable: false),
                    added = table.Column<int>(type: "integer", nullable: false),
                    known = table.Column<int>(type: "integer", nullable: false),
                    wrong = table.Column<int>(type: "integer", nullable: false),
                    finished = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_needs_import_batch", x => x.job_id);
                });

            migrationBuilder.CreateTable(
                name: "import_error",
                schema: "needs",
                columns: table => new
                {
                    job_id = table.Column<long>(type: "bigint", nullable: false),
                    row = table.Column<int>(type: "integer", nullable: false),
                    column = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    reason = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    cells = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_needs_import_error", x => new { x.job_id, x.row });
                });

            migrationBuilder.CreateTable(
                name: "need",
                schema: "needs",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    number = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    title = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    category_id = table.Column<int>(type: "integer", nullable: true),
                    place = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: true),
                    unit_id = table.Column<int>(type: "integer", nullable: false),
                    unit_path = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    channel = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    urgency = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    visibility = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    requester_name = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    requester_phone = table.Column<string>(type: "character varying(160)", maxLength: 160, nullable: true),
                    person_key = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: true),
                    first_receiver = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    handler_unit_id = table.Column<int>(type: "integer", nullable: true),
                    state = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    received_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    registered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    limit_days = table.Column<int>(type: "integer", nullable: false),
                    extended_days = table.Column<int>(type: "integer", nullable: false),
                    extension_reason = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    due_on = table.Column<DateOnly>(type: "date", nullable: true),
                    outcome = table.Column<string>(type: "text", nullable: true),
                    answered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    closed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    merged_into_id = table.Column<long>(type: "bigint", nullable: true),
                    project_id = table.Column<long>(type: "bigint", nullable: true),
                    code_hash = table.Column<byte[]>(type: "bytea", nullable: true),
                    source_ref = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: true),
                    supports = table.Column<int>(type: "integer", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_needs_need", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "need_event",
                schema: "needs",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    need_id = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    what = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    note = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    for_requester = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_needs_need_event", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "need_pause",
                schema: "needs",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    need_id = table.Column<long>(type: "bigint", nullable: false),
                    from_day = table.Column<DateOnly>(type: "date", nullable: false),
                    until_day = table.Column<DateOnly>(type: "date", nullable: true),
                    by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    why = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_needs_need_pause", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "project_trace",
                schema: "needs",
                columns: table => new
                {
                    project_id = table.Column<long>(type: "bigint", nullable: false),
                    number = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    stage = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    since = table.Column<DateOnly>(type: "date", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_needs_project_trace", x => x.project_id);
                });

            migrationBuilder.CreateTable(
                name: "topic",
                schema: "needs",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    unit_id = table.Column<int>(type: "integer", nullable: false),
                    unit_path = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    key_words = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    size = table.Column<int>(type: "integer", nullable: false),
                    people = table.Column<int>(type: "integer", nullable: false),
                    units = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    project_id = table.Column<long>(type: "bigint", nullable: true),
                    formed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    clusterer = table.Column<string>(type: "character varying(140)", maxLength: 140, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_needs_topic", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "topic_member",
                schema: "needs",
                columns: table => new
                {
                    topic_id = table.Column<long>(type: "bigint", nullable: false),
                    need_id = table.Column<long>(type: "bigint", nullable: false),
                    closeness = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_needs_topic_member", x => new { x.topic_id, x.need_id });
                });

            migrationBuilder.CreateIndex(
                name: "ix_needs_category_name",
                schema: "needs",
                table: "category",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_needs_need_number",
                schema: "needs",
                table: "need",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_needs_need_project_id",
                schema: "needs",
                table: "need",
                column: "project_id");

            migrationBuilder.CreateIndex(
                name: "ix_needs_need_source_ref",
                schema: "needs",
                table: "need",
                column: "source_ref",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_needs_need_state_due_on",
                schema: "needs",
                table: "need",
                columns: new[] { "state", "due_on" });

            migrationBuilder.CreateIndex(
                name: "ix_needs_need_unit_path_id",
                schema: "needs",
                table: "need",
                columns: new[] { "unit_path", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_needs_need_event_need_id",
                schema: "needs",
                table: "need_event",
                column: "need_id");

            migrationBuilder.CreateIndex(
                name: "ix_needs_need_pause_need_id",
                schema: "needs",
                table: "need_pause",
                column: "need_id");

            migrationBuilder.CreateIndex(
                name: "ix_needs_topic_unit_id_state",
                schema: "needs",
                table: "topic",
                columns: new[] { "unit_id", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_needs_topic_member_need_id",
                schema: "needs",
                table: "topic_member",
                column: "need_id");

            NeedsDb.Search.Create(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "category",
                schema: "needs");

            migrationBuilder.DropTable(
                name: "import_batch",
                schema: "needs");

            migrationBuilder.DropTable(
                name: "import_error",
                schema: "needs");

            migrationBuilder.DropTable(
                name: "need",
                schema: "needs");

            migrationBuilder.DropTable(
                name: "need_event",
                schema: "needs");

            migrationBuilder.DropTable(
                name: "need_pause",
                schema: "needs");

            migrationBuilder.DropTable(
                name: "project_trace",
                schema: "needs");

            migrationBuilder.DropTable(
                name: "topic",
                schema: "needs");

            migrationBuilder.DropTable(
                name: "topic_member",
                schema: "needs");
        }
    }
}
