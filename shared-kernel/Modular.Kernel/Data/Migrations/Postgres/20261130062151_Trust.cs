using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Modular.Kernel.Store;

#nullable disable

namespace Modular.Kernel.Data.Migrations.Postgres
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(KernelDbPostgres))]
    [Migration("20261130062151_Trust")]
    internal partial class Trust : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_kernel_unit_code",
                schema: "kernel",
                table: "unit");

            migrationBuilder.AddColumn<string>(
                name: "code_key",
                schema: "kernel",
                table: "unit",
                type: "character varying(64)",
                maxLength: 64,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<bool>(
                name: "must_change_password",
                schema: "kernel",
                table: "account",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "known_device",
                schema: "kernel",
                columns: table => new
                {
                    key_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    account_id = table.Column<long>(type: "bigint", nullable: false),
                    seen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_known_device", x => new { x.key_hash, x.account_id });
                });

            migrationBuilder.CreateTable(
                name: "session",
                schema: "kernel",
                columns: table => new
                {
                    key_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    account_id = table.Column<long>(type: "bigint", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    seen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    latest_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    origin = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    device = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_session", x => x.key_hash);
                });

            migrationBuilder.CreateTable(
                name: "sign_in_try",
                schema: "kernel",
                columns: table => new
                {
                    key = table.Column<byte[]>(type: "bytea", nullable: false),
                    account_id = table.Column<long>(type: "bigint", nullable: true),
                    failures = table.Column<int>(type: "integer", nullable: false),
                    last_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_sign_in_try", x => x.key);
                });

            // Units whose codes an older version told apart by case keep apart, by their ids.
            migrationBuilder.Sql("UPDATE kernel.unit SET code_key = upper(code)");
            migrationBuilder.Sql(
                "UPDATE kernel.unit SET code_key = code_key || '#' || id WHERE EXISTS "
                + "(SELECT 1 FROM kernel.unit AS other WHERE other.code_key = unit.code_key AND other.id < unit.id)");

            migrationBuilder.CreateIndex(
                name: "ix_kernel_unit_code_key",
                schema: "kernel",
                table: "unit",
                column: "code_key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_kernel_known_device_account_id",
                schema: "kernel",
                table: "known_device",
                column: "account_id");

            migrationBuilder.CreateIndex(
                name: "ix_kernel_session_account_id",
                schema: "kernel",
                table: "session",
                column: "account_id");

            migrationBuilder.CreateIndex(
                name: "ix_kernel_session_expires_at",
                schema: "kernel",
                table: "session",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "ix_kernel_sign_in_try_account_id",
                schema: "kernel",
                table: "sign_in_try",
                column: "account_id");

            migrationBuilder.CreateIndex(
                name: "ix_kernel_sign_in_try_last_at",
                schema: "kernel",
                table: "sign_in_try",
                column: "last_at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "known_device",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "session",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "sign_in_try",
                schema: "kernel");

            migrationBuilder.DropIndex(
                name: "ix_kernel_unit_code_key",
                schema: "kernel",
                table: "unit");

            migrationBuilder.DropColumn(
                name: "code_key",
                schema: "kernel",
                table: "unit");

            migrationBuilder.DropColumn(
                name: "must_change_password",
                schema: "kernel",
                table: "account");

            migrationBuilder.CreateIndex(
                name: "ix_kernel_unit_code",
                schema: "kernel",
                table: "unit",
                column: "code",
                unique: true);
        }
    }
}
