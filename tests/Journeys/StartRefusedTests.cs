using System.Net.Sockets;
using Modular.TestKit;

namespace Modular.Journeys.Tests;

/// <summary>What stops a start is said in one sentence.</summary>
public sealed class StartRefusedTests
{
    [Fact]
    public async Task What_stops_a_start_is_said_in_one_sentence_with_exit_code_2()
    {
        string folder = Directory.CreateTempSubdirectory("modular-test-").FullName;
        using var holder = new TcpListener(System.Net.IPAddress.Loopback, 0);
        holder.Start();
        foreach (
            var (args, said) in new[]
            {
                (new[] { "--Modules:0=needs", "--Modules:1=nonsense" }, "nonsense"),
                (["--Database:Kind=Oracle"], "Oracle"),
                (
                    [
                        "--Database:Kind=Postgres",
                        "--Database:Connection=Host=127.0.0.1;Port=1;Username=x;Password=y;Timeout=3",
                    ],
                    "Connection refused"
                ),
                ([$"--urls=http://127.0.0.1:{((System.Net.IPEndPoint)holder.LocalEndpoint).Port}"], "--urls"),
                (["--demo", "--Files:FreeMegabytes=900000000"], "Files:FreeMegabytes"),
            }
        )
        {
            using var process = HostProcess.Launch([.. args, $"--DataFolder={folder}"], null);
            string errors = await process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            Assert.Equal(2, process.ExitCode);
            Assert.Contains(said, errors, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
        }
    }

    [Fact, Trait("rule", "K16")]
    public async Task A_wrong_database_password_is_said_in_one_sentence()
    {
        string folder = Directory.CreateTempSubdirectory("modular-test-").FullName;
        string connection = (await Databases.Empty(Databases.Postgres, folder))[1].Split('=', 2)[1];
        await using (var server = new Npgsql.NpgsqlConnection(connection))
        {
            await server.OpenAsync();
            await using var role = new Npgsql.NpgsqlCommand(
                "DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'guarded') THEN CREATE ROLE "
                    + "guarded LOGIN PASSWORD 'right'; END IF; END $$",
                server
            );
            await role.ExecuteNonQueryAsync();
        }

        var wrong = new Npgsql.NpgsqlConnectionStringBuilder(connection) { Username = "guarded", Password = "wrong" };
        using var process = HostProcess.Launch(
            ["--Database:Kind=Postgres", $"--Database:Connection={wrong}", $"--DataFolder={folder}"],
            null
        );
        string errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(2, process.ExitCode);
        Assert.Contains("refused the user name or password", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }
}
