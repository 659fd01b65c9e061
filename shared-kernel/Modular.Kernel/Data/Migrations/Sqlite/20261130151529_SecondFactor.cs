using Modular.Kernel.Store;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Modular.Kernel.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(KernelDbSqlite))]
    [Migration("20261130151529_SecondFactor")]
    internal partial class SecondFactor : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // SQLite keeps the old names of the keys, which nothing asks for.
            migrationBuilder.RenameTable(
                name: "kernel_identity_user_token`1",
                newName: "kernel_identity_user_token");

            migrationBuilder.RenameTable(
                name: "kernel_identity_user_login`1",
                newName: "kernel_identity_user_login");

            migrationBuilder.RenameTable(
                name: "kernel_identity_user_claim`1",
                newName: "kernel_identity_user_claim");

            migrationBuilder.AddColumn<long>(
                name: "password_changed_at",
                table: "kernel_account",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "kernel_authenticator",
                columns: table => new
                {
                    account_id = table.Column<long>(type: "INTEGER", nullable: false),
                    sealed_key = table.Column<byte[]>(type: "BLOB", maxLength: 128, nullable: false),
                    confirmed_at = table.Column<long>(type: "INTEGER", nullable: false),
                    last_step = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_authenticator", x => x.account_id);
                });

            migrationBuilder.CreateTable(
                name: "kernel_identity_user_passkey",
                columns: table => new
                {
                    credential_id = table.Column<byte[]>(type: "BLOB", maxLength: 1024, nullable: false),
                    user_id = table.Column<long>(type: "INTEGER", nullable: false),
                    Data = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_identity_user_passkey", x => x.credential_id);
                });

            migrationBuilder.CreateTable(
                name: "kernel_recovery_code",
                columns: table => new
                {
                    hash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    account_id = table.Column<long>(type: "INTEGER", nullable: false),
                    used_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_recovery_code", x => x.hash);
                });

            migrationBuilder.CreateIndex(
                name: "ix_kernel_identity_user_passkey_user_id",
                table: "kernel_identity_user_passkey",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_kernel_recovery_code_account_id",
                table: "kernel_recovery_code",
                column: "account_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "kernel_authenticator");

            migrationBuilder.DropTable(
                name: "kernel_identity_user_passkey");

            migrationBuilder.DropTable(
                name: "kernel_recovery_code");

            migrationBuilder.DropColumn(
                name: "password_changed_at",
                table: "kernel_account");

            migrationBuilder.RenameTable(
                name: "kernel_identity_user_token",
                newName: "kernel_identity_user_token`1");

            migrationBuilder.RenameTable(
                name: "kernel_identity_user_login",
                newName: "kernel_identity_user_login`1");

            migrationBuilder.RenameTable(
                name: "kernel_identity_user_claim",
                newName: "kernel_identity_user_claim`1");

        }
    }
}
