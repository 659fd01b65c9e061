using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Modular.Kernel.Store;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Modular.Kernel.Data.Migrations.Postgres
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(KernelDbPostgres))]
    [Migration("20261120222130_Initial")]
    internal partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "kernel");

            migrationBuilder.CreateTable(
                name: "account",
                schema: "kernel",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    display_name = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    disabled = table.Column<bool>(type: "boolean", nullable: false),
                    demonstration = table.Column<bool>(type: "boolean", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    user_name = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    normalized_user_name = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    email = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: true),
                    normalized_email = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: true),
                    email_confirmed = table.Column<bool>(type: "boolean", nullable: false),
                    password_hash = table.Column<string>(type: "text", nullable: true),
                    security_stamp = table.Column<string>(type: "text", nullable: true),
                    concurrency_stamp = table.Column<string>(type: "text", nullable: true),
                    phone_number = table.Column<string>(type: "text", nullable: true),
                    phone_number_confirmed = table.Column<bool>(type: "boolean", nullable: false),
                    two_factor_enabled = table.Column<bool>(type: "boolean", nullable: false),
                    lockout_end = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    lockout_enabled = table.Column<bool>(type: "boolean", nullable: false),
                    access_failed_count = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_account", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "account_role",
                schema: "kernel",
                columns: table => new
                {
                    account_id = table.Column<long>(type: "bigint", nullable: false),
                    role = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    unit_id = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_account_role", x => new { x.account_id, x.role, x.unit_id });
                });

            migrationBuilder.CreateTable(
                name: "audit_entry",
                schema: "kernel",
                columns: table => new
                {
                    seq = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    account_id = table.Column<long>(type: "bigint", nullable: true),
                    who = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    unit_id = table.Column<int>(type: "integer", nullable: true),
                    origin = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    action = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    subject = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    data = table.Column<string>(type: "text", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_audit_entry", x => x.seq);
                });

            migrationBuilder.CreateTable(
                name: "audit_head",
                schema: "kernel",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    seq = table.Column<long>(type: "bigint", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_audit_head", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "calendar_day",
                schema: "kernel",
                columns: table => new
                {
                    date = table.Column<DateOnly>(type: "date", nullable: false),
                    kind = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    name = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_calendar_day", x => x.date);
                });

            migrationBuilder.CreateTable(
                name: "calendar_year",
                schema: "kernel",
                columns: table => new
                {
                    year = table.Column<int>(type: "integer", nullable: false),
                    source = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    entered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_calendar_year", x => x.year);
                });

            migrationBuilder.CreateTable(
                name: "identity_user_claim`1",
                schema: "kernel",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    claim_type = table.Column<string>(type: "text", nullable: true),
                    claim_value = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_identity_user_claim`1", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "identity_user_login`1",
                schema: "kernel",
                columns: table => new
                {
                    login_provider = table.Column<string>(type: "text", nullable: false),
                    provider_key = table.Column<string>(type: "text", nullable: false),
                    provider_display_name = table.Column<string>(type: "text", nullable: true),
                    user_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_identity_user_login`1", x => new { x.login_provider, x.provider_key });
                });

            migrationBuilder.CreateTable(
                name: "identity_user_token`1",
                schema: "kernel",
                columns: table => new
                {
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    login_provider = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    value = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_identity_user_token`1", x => new { x.user_id, x.login_provider, x.name });
                });

            migrationBuilder.CreateTable(
                name: "inbox_mark",
                schema: "kernel",
                columns: table => new
                {
                    fact_id = table.Column<long>(type: "bigint", nullable: false),
                    handler = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_inbox_mark", x => new { x.fact_id, x.handler });
                });

            migrationBuilder.CreateTable(
                name: "job",
                schema: "kernel",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    arguments = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    unit_id = table.Column<int>(type: "integer", nullable: false),
                    unit_path = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    account_id = table.Column<long>(type: "bigint", nullable: true),
                    by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    done = table.Column<long>(type: "bigint", nullable: false),
                    total = table.Column<long>(type: "bigint", nullable: false),
                    checkpoint = table.Column<string>(type: "text", nullable: true),
                    result = table.Column<string>(type: "text", nullable: true),
                    error = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    cancel_wanted = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_job", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "module_switch",
                schema: "kernel",
                columns: table => new
                {
                    unit_id = table.Column<int>(type: "integer", nullable: false),
                    module = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_module_switch", x => new { x.unit_id, x.module });
                });

            migrationBuilder.CreateTable(
                name: "number_counter",
                schema: "kernel",
                columns: table => new
                {
                    series = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    last = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_number_counter", x => x.series);
                });

            migrationBuilder.CreateTable(
                name: "outbox_fact",
                schema: "kernel",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    name = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    body = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    delivered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    held_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    parked = table.Column<bool>(type: "boolean", nullable: false),
                    error = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_outbox_fact", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "plugin_entry",
                schema: "kernel",
                columns: table => new
                {
                    hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    folder = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    plugin_id = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: true),
                    version = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    kind = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    description = table.Column<string>(type: "text", nullable: true),
                    status = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    reason = table.Column<string>(type: "character varying(600)", maxLength: 600, nullable: true),
                    first_seen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_plugin_entry", x => x.hash);
                });

            migrationBuilder.CreateTable(
                name: "protection_key",
                schema: "kernel",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    name = table.Column<string>(type: "text", nullable: false),
                    xml = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_protection_key", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "remembered_mapping",
                schema: "kernel",
                columns: table => new
                {
                    table = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    unit_id = table.Column<int>(type: "integer", nullable: false),
                    headings = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    columns = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_remembered_mapping", x => new { x.table, x.unit_id, x.headings });
                });

            migrationBuilder.CreateTable(
                name: "setting",
                schema: "kernel",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false),
                    value = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_setting", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "unit",
                schema: "kernel",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    code = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    name = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    kind = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    parent_id = table.Column<int>(type: "integer", nullable: true),
                    path = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    state = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    merged_into_id = table.Column<int>(type: "integer", nullable: true),
                    contact_name = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    contact_phone = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    address = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_unit", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "unit_history",
                schema: "kernel",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    unit_id = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    change = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    before = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    after = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_unit_history", x => x.id);
                });

            migrationBuilder.Sql("INSERT INTO kernel.audit_head (id, seq, hash) VALUES (1, 0, decode(repeat('00', 32), 'hex'))");

            migrationBuilder.CreateIndex(
                name: "ix_kernel_account_normalized_user_name",
                schema: "kernel",
                table: "account",
                column: "normalized_user_name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_kernel_account_role_unit_id",
                schema: "kernel",
                table: "account_role",
                column: "unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_kernel_audit_entry_at",
                schema: "kernel",
                table: "audit_entry",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_kernel_audit_entry_subject",
                schema: "kernel",
                table: "audit_entry",
                column: "subject");

            migrationBuilder.CreateIndex(
                name: "ix_kernel_job_state",
                schema: "kernel",
                table: "job",
                column: "state");

            migrationBuilder.CreateIndex(
                name: "ix_kernel_outbox_fact_delivered_at_parked_id",
                schema: "kernel",
                table: "outbox_fact",
                columns: new[] { "delivered_at", "parked", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_kernel_unit_code",
                schema: "kernel",
                table: "unit",
                column: "code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_kernel_unit_parent_id",
                schema: "kernel",
                table: "unit",
                column: "parent_id");

            migrationBuilder.CreateIndex(
                name: "ix_kernel_unit_history_unit_id",
                schema: "kernel",
                table: "unit_history",
                column: "unit_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "account",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "account_role",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "audit_entry",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "audit_head",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "calendar_day",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "calendar_year",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "identity_user_claim`1",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "identity_user_login`1",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "identity_user_token`1",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "inbox_mark",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "job",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "module_switch",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "number_counter",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "outbox_fact",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "plugin_entry",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "protection_key",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "remembered_mapping",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "setting",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "unit",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "unit_history",
                schema: "kernel");
        }
    }
}
