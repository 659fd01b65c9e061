using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Modular.Needs.Data;

#nullable disable

namespace Modular.Needs.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(NeedsDbSqlite))]
    [Migration("20261120222132_Initial")]
    internal partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "needs_category",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    parent_id = table.Column<int>(type: "INTEGER", nullable: true),
                    name = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    limit_days = table.Column<int>(type: "INTEGER", nullable: true),
                    retired = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_needs_category", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "needs_import_batch",
                columns: table => new
                {
                    job_id = table.Column<long>(type: "INTEGER", nullable: false),
                    file_name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    unit_id = table.Column<int>(type: "INTEGER", nullable: false),
                    last_row = table.Column<int>(type: "INTEGER", nullable: false),
                    added = table.Column<int>(type: "INTEGER", nullable: false),
                    known = table.Column<int>(type: "INTEGER", nullable: false),
                    wrong = table.Column<int>(type: "INTEGER", nullable: false),
                    finished = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_needs_import_batch", x => x.job_id);
                });

            migrationBuilder.CreateTable(
                name: "needs_import_error",
                columns: table => new
                {
                    job_id = table.Column<long>(type: "INTEGER", nullable: false),
                    row = table.Column<int>(type: "INTEGER", nullable: false),
                    column = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    cells = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_needs_import_error", x => new { x.job_id, x.row });
                });

            migrationBuilder.CreateTable(
                name: "needs_need",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    number = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    title = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false),
                    category_id = table.Column<int>(type: "INTEGER", nullable: true),
                    place = table.Column<string>(type: "TEXT", maxLength: 120, nullable: true),
                    unit_id = table.Column<int>(type: "INTEGER", nullable: false),
                    unit_path = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false, collation: "BINARY"),
                    channel = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    urgency = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    visibility = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    requester_name = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    requester_phone = table.Column<string>(type: "TEXT", maxLength: 160, nullable: true),
                    person_key = table.Column<string>(type: "TEXT", maxLength: 24, nullable: true),
                    first_receiver = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    handler_unit_id = table.Column<int>(type: "INTEGER", nullable: true),
                    state = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    received_at = table.Column<long>(type: "INTEGER", nullable: false),
                    registered_at = table.Column<long>(type: "INTEGER", nullable: false),
                    limit_days = table.Column<int>(type: "INTEGER", nullable: false),
                    extended_days = table.Column<int>(type: "INTEGER", nullable: false),
                    extension_reason = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    due_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    outcome = table.Column<string>(type: "TEXT", nullable: true),
                    answered_at = table.Column<long>(type: "INTEGER", nullable: true),
                    closed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    merged_into_id = table.Column<long>(type: "INTEGER", nullable: true),
                    project_id = table.Column<long>(type: "INTEGER", nullable: true),
                    code_hash = table.Column<byte[]>(type: "BLOB", nullable: true),
                    source_ref = table.Column<string>(type: "TEXT", maxLength: 80, nullable: true),
                    supports = table.Column<int>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_needs_need", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "needs_need_event",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    need_id = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    what = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    note = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: true),
                    for_requester = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_needs_need_event", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "needs_need_pause",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    need_id = table.Column<long>(type: "INTEGER", nullable: false),
                    from_day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    until_day = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    why = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_needs_need_pause", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "needs_project_trace",
                columns: table => new
                {
                    project_id = table.Column<long>(type: "INTEGER", nullable: false),
                    number = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    stage = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    since = table.Column<DateOnly>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_needs_project_trace", x => x.project_id);
                });

            migrationBuilder.CreateTable(
                name: "needs_topic",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    unit_id = table.Column<int>(type: "INTEGER", nullable: false),
                    unit_path = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false, collation: "BINARY"),
                    name = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    key_words = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    size = table.Column<int>(type: "INTEGER", nullable: false),
                    people = table.Column<int>(type: "INTEGER", nullable: false),
                    units = table.Column<int>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    project_id = table.Column<long>(type: "INTEGER", nullable: true),
                    formed_at = table.Column<long>(type: "INTEGER", nullable: false),
                    clusterer = table.Column<string>(type: "TEXT", maxLength: 140, nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_needs_topic", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "needs_topic_member",
                columns: table => new
                {
                    topic_id = table.Column<long>(type: "INTEGER", nullable: false),
                    need_id = table.Column<long>(type: "INTEGER", nullable: false),
                    closeness = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_needs_topic_member", x => new { x.topic_id, x.need_id });
                });

            migrationBuilder.CreateIndex(
                name: "ix_needs_category_name",
                table: "needs_category",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_needs_need_number",
                table: "needs_need",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_needs_need_project_id",
                table: "needs_need",
                column: "project_id");

            migrationBuilder.CreateIndex(
                name: "ix_needs_need_source_ref",
                table: "needs_need",
                column: "source_ref",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_needs_need_state_due_on",
                table: "needs_need",
                columns: new[] { "state", "due_on" });

            migrationBuilder.CreateIndex(
                name: "ix_needs_need_unit_path_id",
                table: "needs_need",
                columns: new[] { "unit_path", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_needs_need_event_need_id",
                table: "needs_need_event",
                column: "need_id");

            migrationBuilder.CreateIndex(
                name: "ix_needs_need_pause_need_id",
                table: "needs_need_pause",
                column: "need_id");

            migrationBuilder.CreateIndex(
                name: "ix_needs_topic_unit_id_state",
                table: "needs_topic",
                columns: new[] { "unit_id", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_needs_topic_member_need_id",
                table: "needs_topic_member",
                column: "need_id");

            NeedsDb.Search.Create(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "needs_category");

            migrationBuilder.DropTable(
                name: "needs_import_batch");

            migrationBuilder.DropTable(
                name: "needs_import_error");

            migrationBuilder.DropTable(
                name: "needs_need");

            migrationBuilder.DropTable(
                name: "needs_need_event");

            migrationBuilder.DropTable(
                name: "needs_need_pause");

            migrationBuilder.DropTable(
                name: "needs_project_trace");

            migrationBuilder.DropTable(
                name: "needs_topic");

            migrationBuilder.DropTable(
                name: "needs_topic_member");
        }
    }
}
