using Microsoft.EntityFrameworkCore.Migrations;
using Modular.Kernel.Store;

#nullable disable

namespace Modular.Kernel.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(KernelDbSqlite))]
    [Migration("20261130062146_Trust")]
    internal partial class Trust : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_kernel_unit_code",
                table: "kernel_unit");

            migrationBuilder.AddColumn<string>(
                name: "code_key",
                table: "kernel_unit",
                type: "TEXT",
                maxLength: 64,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<bool>(
                name: "must_change_password",
                table: "kernel_account",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "kernel_known_device",
                columns: table => new
                {
                    key_hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    account_id = table.Column<long>(type: "INTEGER", nullable: false),
                    seen_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_known_device", x => new { x.key_hash, x.account_id });
                });

            migrationBuilder.CreateTable(
                name: "kernel_session",
                columns: table => new
                {
                    key_hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    account_id = table.Column<long>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    seen_at = table.Column<long>(type: "INTEGER", nullable: false),
                    expires_at = table.Column<long>(type: "INTEGER", nullable: false),
                    latest_at = table.Column<long>(type: "INTEGER", nullable: false),
                    origin = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    device = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_session", x => x.key_hash);
                });

            migrationBuilder.CreateTable(
                name: "kernel_sign_in_try",
                columns: table => new
                {
                    key = table.Column<byte[]>(type: "BLOB", nullable: false),
                    account_id = table.Column<long>(type: "INTEGER", nullable: true),
                    failures = table.Column<int>(type: "INTEGER", nullable: false),
                    last_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_sign_in_try", x => x.key);
                });

            // Units whose codes an older version told apart by case keep apart, by their ids.
            migrationBuilder.Sql("UPDATE kernel_unit SET code_key = upper(code)");
            migrationBuilder.Sql(
                "UPDATE kernel_unit SET code_key = code_key || '#' || id WHERE EXISTS "
                + "(SELECT 1 FROM kernel_unit AS other WHERE other.code_key = kernel_unit.code_key AND other.id < kernel_unit.id)");

            migrationBuilder.CreateIndex(
                name: "ix_kernel_unit_code_key",
                table: "kernel_unit",
                column: "code_key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_kernel_known_device_account_id",
                table: "kernel_known_device",
                column: "account_id");

            migrationBuilder.CreateIndex(
                name: "ix_kernel_session_account_id",
                table: "kernel_session",
                column: "account_id");

            migrationBuilder.CreateIndex(
                name: "ix_kernel_session_expires_at",
                table: "kernel_session",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "ix_kernel_sign_in_try_account_id",
                table: "kernel_sign_in_try",
                column: "account_id");

            migrationBuilder.CreateIndex(
                name: "ix_kernel_sign_in_try_last_at",
                table: "kernel_sign_in_try",
                column: "last_at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "kernel_known_device");

            migrationBuilder.DropTable(
                name: "kernel_session");

            migrationBuilder.DropTable(
                name: "kernel_sign_in_try");

            migrationBuilder.DropIndex(
                name: "ix_kernel_unit_code_key",
                table: "kernel_unit");

            migrationBuilder.DropColumn(
                name: "code_key",
                table: "kernel_unit");

            migrationBuilder.DropColumn(
                name: "must_change_password",
                table: "kernel_account");

            migrationBuilder.CreateIndex(
                name: "ix_kernel_unit_code",
                table: "kernel_unit",
                column: "code",
                unique: true);
        }
    }
}
