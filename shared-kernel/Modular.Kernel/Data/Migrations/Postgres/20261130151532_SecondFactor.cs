using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Modular.Kernel.Store;

#nullable disable

namespace Modular.Kernel.Data.Migrations.Postgres
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(KernelDbPostgres))]
    [Migration("20261130151532_SecondFactor")]
    internal partial class SecondFactor : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropPrimaryKey(
                name: "pk_kernel_identity_user_token`1",
                schema: "kernel",
                table: "identity_user_token`1");

            migrationBuilder.DropPrimaryKey(
                name: "pk_kernel_identity_user_login`1",
                schema: "kernel",
                table: "identity_user_login`1");

            migrationBuilder.DropPrimaryKey(
                name: "pk_kernel_identity_user_claim`1",
                schema: "kernel",
                table: "identity_user_claim`1");

            migrationBuilder.RenameTable(
                name: "identity_user_token`1",
                schema: "kernel",
                newName: "identity_user_token",
                newSchema: "kernel");

            migrationBuilder.RenameTable(
                name: "identity_user_login`1",
                schema: "kernel",
                newName: "identity_user_login",
                newSchema: "kernel");

            migrationBuilder.RenameTable(
                name: "identity_user_claim`1",
                schema: "kernel",
                newName: "identity_user_claim",
                newSchema: "kernel");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "password_changed_at",
                schema: "kernel",
                table: "account",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddPrimaryKey(
                name: "pk_kernel_identity_user_token",
                schema: "kernel",
                table: "identity_user_token",
                columns: new[] { "user_id", "login_provider", "name" });

            migrationBuilder.AddPrimaryKey(
                name: "pk_kernel_identity_user_login",
                schema: "kernel",
                table: "identity_user_login",
                columns: new[] { "login_provider", "provider_key" });

            migrationBuilder.AddPrimaryKey(
                name: "pk_kernel_identity_user_claim",
                schema: "kernel",
                table: "identity_user_claim",
                column: "id");

            migrationBuilder.CreateTable(
                name: "authenticator",
                schema: "kernel",
                columns: table => new
                {
                    account_id = table.Column<long>(type: "bigint", nullable: false),
                    sealed_key = table.Column<byte[]>(type: "bytea", maxLength: 128, nullable: false),
                    confirmed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_step = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_authenticator", x => x.account_id);
                });

            migrationBuilder.CreateTable(
                name: "identity_user_passkey",
                schema: "kernel",
                columns: table => new
                {
                    credential_id = table.Column<byte[]>(type: "bytea", maxLength: 1024, nullable: false),
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    Data = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_identity_user_passkey", x => x.credential_id);
                });

            migrationBuilder.CreateTable(
                name: "recovery_code",
                schema: "kernel",
                columns: table => new
                {
                    hash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    account_id = table.Column<long>(type: "bigint", nullable: false),
                    used_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_recovery_code", x => x.hash);
                });

            migrationBuilder.CreateIndex(
                name: "ix_kernel_identity_user_passkey_user_id",
                schema: "kernel",
                table: "identity_user_passkey",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_kernel_recovery_code_account_id",
                schema: "kernel",
                table: "recovery_code",
                column: "account_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "authenticator",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "identity_user_passkey",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "recovery_code",
                schema: "kernel");

            migrationBuilder.DropPrimaryKey(
                name: "pk_kernel_identity_user_token",
                schema: "kernel",
                table: "identity_user_token");

            migrationBuilder.DropPrimaryKey(
                name: "pk_kernel_identity_user_login",
                schema: "kernel",
                table: "identity_user_login");

            migrationBuilder.DropPrimaryKey(
                name: "pk_kernel_identity_user_claim",
                schema: "kernel",
                table: "identity_user_claim");

            migrationBuilder.DropColumn(
                name: "password_changed_at",
                schema: "kernel",
                table: "account");

            migrationBuilder.RenameTable(
                name: "identity_user_token",
                schema: "kernel",
                newName: "identity_user_token`1",
                newSchema: "kernel");

            migrationBuilder.RenameTable(
                name: "identity_user_login",
                schema: "kernel",
                newName: "identity_user_login`1",
                newSchema: "kernel");

            migrationBuilder.RenameTable(
                name: "identity_user_claim",
                schema: "kernel",
                newName: "identity_user_claim`1",
                newSchema: "kernel");

            migrationBuilder.AddPrimaryKey(
                name: "pk_kernel_identity_user_token`1",
                schema: "kernel",
                table: "identity_user_token`1",
                columns: new[] { "user_id", "login_provider", "name" });

            migrationBuilder.AddPrimaryKey(
                name: "pk_kernel_identity_user_login`1",
                schema: "kernel",
                table: "identity_user_login`1",
                columns: new[] { "login_provider", "provider_key" });

            migrationBuilder.AddPrimaryKey(
                name: "pk_kernel_identity_user_claim`1",
                schema: "kernel",
                table: "identity_user_claim`1",
                column: "id");
        }
    }
}
