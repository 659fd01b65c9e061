using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Modular.Kernel.Store;

#nullable disable

namespace Modular.Kernel.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(KernelDbSqlite))]
    [Migration("20261120222129_Initial")]
    internal partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "kernel_account",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    display_name = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    disabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    demonstration = table.Column<bool>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    user_name = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    normalized_user_name = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    email = table.Column<string>(type: "TEXT", maxLength: 128, nullable: true),
                    normalized_email = table.Column<string>(type: "TEXT", maxLength: 128, nullable: true),
                    email_confirmed = table.Column<bool>(type: "INTEGER", nullable: false),
                    password_hash = table.Column<string>(type: "TEXT", nullable: true),
                    security_stamp = table.Column<string>(type: "TEXT", nullable: true),
                    concurrency_stamp = table.Column<string>(type: "TEXT", nullable: true),
                    phone_number = table.Column<string>(type: "TEXT", nullable: true),
                    phone_number_confirmed = table.Column<bool>(type: "INTEGER", nullable: false),
                    two_factor_enabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    lockout_end = table.Column<long>(type: "INTEGER", nullable: true),
                    lockout_enabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    access_failed_count = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_account", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "kernel_account_role",
                columns: table => new
                {
                    account_id = table.Column<long>(type: "INTEGER", nullable: false),
                    role = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    unit_id = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_account_role", x => new { x.account_id, x.role, x.unit_id });
                });

            migrationBuilder.CreateTable(
                name: "kernel_audit_entry",
                columns: table => new
                {
                    seq = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    account_id = table.Column<long>(type: "INTEGER", nullable: true),
                    who = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    unit_id = table.Column<int>(type: "INTEGER", nullable: true),
                    origin = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    action = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    subject = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    data = table.Column<string>(type: "TEXT", nullable: false),
                    hash = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_audit_entry", x => x.seq);
                });

            migrationBuilder.CreateTable(
                name: "kernel_audit_head",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    seq = table.Column<long>(type: "INTEGER", nullable: false),
                    hash = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_audit_head", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "kernel_calendar_day",
                columns: table => new
                {
                    date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_calendar_day", x => x.date);
                });

            migrationBuilder.CreateTable(
                name: "kernel_calendar_year",
                columns: table => new
                {
                    year = table.Column<int>(type: "INTEGER", nullable: false),
                    source = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    entered_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_calendar_year", x => x.year);
                });

            migrationBuilder.CreateTable(
                name: "kernel_identity_user_claim`1",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    user_id = table.Column<long>(type: "INTEGER", nullable: false),
                    claim_type = table.Column<string>(type: "TEXT", nullable: true),
                    claim_value = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_identity_user_claim`1", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "kernel_identity_user_login`1",
                columns: table => new
                {
                    login_provider = table.Column<string>(type: "TEXT", nullable: false),
                    provider_key = table.Column<string>(type: "TEXT", nullable: false),
                    provider_display_name = table.Column<string>(type: "TEXT", nullable: true),
                    user_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_identity_user_login`1", x => new { x.login_provider, x.provider_key });
                });

            migrationBuilder.CreateTable(
                name: "kernel_identity_user_token`1",
                columns: table => new
                {
                    user_id = table.Column<long>(type: "INTEGER", nullable: false),
                    login_provider = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    value = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_identity_user_token`1", x => new { x.user_id, x.login_provider, x.name });
                });

            migrationBuilder.CreateTable(
                name: "kernel_inbox_mark",
                columns: table => new
                {
                    fact_id = table.Column<long>(type: "INTEGER", nullable: false),
                    handler = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_inbox_mark", x => new { x.fact_id, x.handler });
                });

            migrationBuilder.CreateTable(
                name: "kernel_job",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    title = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    arguments = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    unit_id = table.Column<int>(type: "INTEGER", nullable: false),
                    unit_path = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false, collation: "BINARY"),
                    account_id = table.Column<long>(type: "INTEGER", nullable: true),
                    by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    started_at = table.Column<long>(type: "INTEGER", nullable: true),
                    ended_at = table.Column<long>(type: "INTEGER", nullable: true),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    done = table.Column<long>(type: "INTEGER", nullable: false),
                    total = table.Column<long>(type: "INTEGER", nullable: false),
                    checkpoint = table.Column<string>(type: "TEXT", nullable: true),
                    result = table.Column<string>(type: "TEXT", nullable: true),
                    error = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    cancel_wanted = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_job", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "kernel_module_switch",
                columns: table => new
                {
                    unit_id = table.Column<int>(type: "INTEGER", nullable: false),
                    module = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_module_switch", x => new { x.unit_id, x.module });
                });

            migrationBuilder.CreateTable(
                name: "kernel_number_counter",
                columns: table => new
                {
                    series = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    last = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_number_counter", x => x.series);
                });

            migrationBuilder.CreateTable(
                name: "kernel_outbox_fact",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    body = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    delivered_at = table.Column<long>(type: "INTEGER", nullable: true),
                    held_until = table.Column<long>(type: "INTEGER", nullable: true),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    parked = table.Column<bool>(type: "INTEGER", nullable: false),
                    error = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_outbox_fact", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "kernel_plugin_entry",
                columns: table => new
                {
                    hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    folder = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    plugin_id = table.Column<string>(type: "TEXT", maxLength: 80, nullable: true),
                    version = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    kind = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    description = table.Column<string>(type: "TEXT", nullable: true),
                    status = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 600, nullable: true),
                    first_seen_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_plugin_entry", x => x.hash);
                });

            migrationBuilder.CreateTable(
                name: "kernel_protection_key",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    xml = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_protection_key", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "kernel_remembered_mapping",
                columns: table => new
                {
                    table = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    unit_id = table.Column<int>(type: "INTEGER", nullable: false),
                    headings = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    columns = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_remembered_mapping", x => new { x.table, x.unit_id, x.headings });
                });

            migrationBuilder.CreateTable(
                name: "kernel_setting",
                columns: table => new
                {
                    key = table.Column<string>(type: "TEXT", nullable: false),
                    value = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_setting", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "kernel_unit",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    code = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    parent_id = table.Column<int>(type: "INTEGER", nullable: true),
                    path = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false, collation: "BINARY"),
                    state = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    merged_into_id = table.Column<int>(type: "INTEGER", nullable: true),
                    contact_name = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    contact_phone = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    address = table.Column<string>(type: "TEXT", maxLength: 120, nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_unit", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "kernel_unit_history",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    unit_id = table.Column<int>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    change = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    before = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    after = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_unit_history", x => x.id);
                });

            migrationBuilder.Sql("INSERT INTO kernel_audit_head (id, seq, hash) VALUES (1, 0, zeroblob(32))");

            migrationBuilder.CreateIndex(
                name: "ix_kernel_account_normalized_user_name",
                table: "kernel_account",
                column: "normalized_user_name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_kernel_account_role_unit_id",
                table: "kernel_account_role",
                column: "unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_kernel_audit_entry_at",
                table: "kernel_audit_entry",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_kernel_audit_entry_subject",
                table: "kernel_audit_entry",
                column: "subject");

            migrationBuilder.CreateIndex(
                name: "ix_kernel_job_state",
                table: "kernel_job",
                column: "state");

            migrationBuilder.CreateIndex(
                name: "ix_kernel_outbox_fact_delivered_at_parked_id",
                table: "kernel_outbox_fact",
                columns: new[] { "delivered_at", "parked", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_kernel_unit_code",
                table: "kernel_unit",
                column: "code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_kernel_unit_parent_id",
                table: "kernel_unit",
                column: "parent_id");

            migrationBuilder.CreateIndex(
                name: "ix_kernel_unit_history_unit_id",
                table: "kernel_unit_history",
                column: "unit_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "kernel_account");

            migrationBuilder.DropTable(
                name: "kernel_account_role");

            migrationBuilder.DropTable(
                name: "kernel_audit_entry");

            migrationBuilder.DropTable(
                name: "kernel_audit_head");

            migrationBuilder.DropTable(
                name: "kernel_calendar_day");

            migrationBuilder.DropTable(
                name: "kernel_calendar_year");

            migrationBuilder.DropTable(
                name: "kernel_identity_user_claim`1");

            migrationBuilder.DropTable(
                name: "kernel_identity_user_login`1");

            migrationBuilder.DropTable(
                name: "kernel_identity_user_token`1");

            migrationBuilder.DropTable(
                name: "kernel_inbox_mark");

            migrationBuilder.DropTable(
                name: "kernel_job");

            migrationBuilder.DropTable(
                name: "kernel_module_switch");

            migrationBuilder.DropTable(
                name: "kernel_number_counter");

            migrationBuilder.DropTable(
                name: "kernel_outbox_fact");

            migrationBuilder.DropTable(
                name: "kernel_plugin_entry");

            migrationBuilder.DropTable(
                name: "kernel_protection_key");

            migrationBuilder.DropTable(
                name: "kernel_remembered_mapping");

            migrationBuilder.DropTable(
                name: "kernel_setting");

            migrationBuilder.DropTable(
                name: "kernel_unit");

            migrationBuilder.DropTable(
                name: "kernel_unit_history");
        }
    }
}
