using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Appraisal.Ballots;
using Modular.Appraisal.Data;
using Modular.Appraisal.Domain;
using Modular.Appraisal.Panel;
using Modular.Appraisal.Rounds;
using Modular.Kernel.Secrets;
using Modular.Kernel.Units;
using Modular.TestKit;

namespace Modular.Journeys.Tests;

/// <summary>The host, as a real process, dies in the middle of long work; started again it ends right.</summary>
public sealed class KilledHostTests
{
    [
        Theory,
        MemberData(nameof(Databases.Both), MemberType = typeof(Databases)),
        Trait("rule", "N16"),
        Trait("fault", "1")
    ]
    public async Task An_import_killed_between_chunks_goes_on_with_no_row_lost_or_doubled(string database)
    {
        var (args, folder) = await Prepare(database, _ => Task.CompletedTask);
        string file = Path.Combine(folder, "needs.csv");
        await File.WriteAllTextAsync(
            file,
            "编号,标题,内容\n"
                + string.Concat(Enumerable.Range(0, 3500).Select(i => $"K{i},title {i},text number {i}\n")),
            Encoding.UTF8
        );
        using (var first = new HostProcess(args, "needs.import.chunk-taken:2"))
        {
            var worker = await first.As("worker-a1");
            await worker.Open("/needs/import");
            await worker.Send("form[enctype]", ("Input.File", "file:" + file));
            Assert.Contains("3,500", worker.Text, StringComparison.Ordinal);
            await first.DiesOf(() => worker.PressButton("button[formaction*='handler=Take']"));
        }

        using var second = new HostProcess(args, null);
        var again = await second.As("worker-a1");
        await again.Open("/jobs");
        string job = again
            .Page.QuerySelectorAll("main a")
            .Select(a => a.GetAttribute("href")!)
            .First(a => Regex.IsMatch(a, @"^/jobs/\d+$"));
        await Until(async () => (await again.Open(job)).Page.QuerySelector("dl.facts") is not null);
        Assert.Equal(["3500", "0", "0"], again.Page.QuerySelectorAll("dl.facts dd").Select(d => d.TextContent));
        await again.Open("/needs");
        Assert.Contains("3,500", again.Page.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
    }

    [
        Theory,
        MemberData(nameof(Databases.Both), MemberType = typeof(Databases)),
        Trait("rule", "A9"),
        Trait("fault", "1")
    ]
    public async Task A_computation_killed_before_or_after_saving_gives_one_result(string database)
    {
        foreach (
            string point in new[]
            {
                "appraisal.compute.before-plugin",
                "appraisal.compute.before-save",
                "appraisal.compute.after-save",
            }
        )
        {
            long round = 0;
            var (args, folder) = await Prepare(database, async host => round = await ClosedRound(host));
            using (var first = new HostProcess(args, point))
            {
                var district = await first.As("district");
                await district.Open($"/rounds/{round}");
                await first.DiesOf(() => district.Press("Compute"));
            }

            using (var second = new HostProcess(args, null))
            {
                var district = await second.As("district");
                await Until(async () =>
                    (await district.Open($"/rounds/{round}")).Page.QuerySelector("form[action*='handler=Publish']")
                        is not null
                );
                await district.Press("Recompute");
                Assert.NotNull(district.Page.QuerySelector(".said"));
            }

            await using var after = await RunningHost.Start(args, folder, seed: false);
            Assert.Equal(1, await after.Ask(s => s.GetRequiredService<AppraisalDb>().Results.CountAsync()));
            Assert.Null(
                (await after.Ask(s => s.GetRequiredService<Kernel.Audit.VerifyAudit>().Run(null, default))).BrokenAt
            );
        }
    }

    [
        Theory,
        MemberData(nameof(Databases.Both), MemberType = typeof(Databases)),
        Trait("rule", "A5"),
        Trait("case", "B4"),
        Trait("fault", "1")
    ]
    public async Task A_close_killed_at_any_step_leaves_all_envelopes_or_all_opened_ballots(string database)
    {
        const string Passphrase = "four words on paper";
        foreach (
            string point in new[]
            {
                "ballots.close.opened",
                "ballots.close.roll",
                "ballots.close.written",
                "ballots.close.before-commit",
            }
        )
        {
            long round = 0;
            var (args, folder) = await Prepare(database, async host => round = await OpenBallot(host, Passphrase));
            using (var first = new HostProcess(args, point))
            {
                var district = await first.As("district");
                await district.Open($"/ballots/{round}");
                await Assert.ThrowsAsync<HttpRequestException>(() =>
                    district.Press("Close", ("Input.Passphrase", Passphrase))
                );
                await first.Died();
            }

            await using (var between = await RunningHost.Start(args, folder, seed: false))
            {
                between.KeepData = true;
                Assert.Equal((7, 0, 0, 7, RoundState.Open), await Ballots(between));
            }

            using (var second = new HostProcess(args, null))
            {
                var district = await second.As("district");
                await district.Open($"/ballots/{round}");
                await district.Press("Close", ("Input.Passphrase", Passphrase));
                Assert.NotNull(district.Page.QuerySelector(".said"));
            }

            await using var after = await RunningHost.Start(args, folder, seed: false);
            Assert.Equal((0, 7, 7, 7, RoundState.Closed), await Ballots(after));
            Assert.Null(
                (await after.Ask(s => s.GetRequiredService<Kernel.Audit.VerifyAudit>().Run(null, default))).BrokenAt
            );
        }
    }

    private static Task<(int Sealed, int Opened, int Receipts, int Marked, RoundState State)> Ballots(
        RunningHost host
    ) =>
        host.Ask(async s =>
        {
            var db = s.GetRequiredService<AppraisalDb>();
            return (
                await db.SealedBallots.CountAsync(),
                await db.Ballots.CountAsync(),
                await db.Receipts.CountAsync(),
                await db.Roll.CountAsync(r => r.MarkedOn != null),
                await db.Rounds.Select(r => r.State).SingleAsync()
            );
        });

    private static async Task<long> OpenBallot(RunningHost host, string passphrase)
    {
        long id = 0;
        IReadOnlyList<string> codes = [];
        await host.Do(async s =>
            id = await s.GetRequiredService<DraftBallot>()
                .Run(
                    (await s.GetRequiredService<UnitDirectory>().Tree(default)).Find("Q")!.Id,
                    new(
                        "Ballot",
                        "quarterly-rating",
                        "{}",
                        [new("c", null, 1, 5)],
                        ["one", "two"],
                        "Everybody.",
                        0,
                        5,
                        null
                    ),
                    default
                )
        );
        await host.Do(async s =>
            await s.GetRequiredService<RunBallot>().Open(id, 0, passphrase, passphrase, 7, default)
        );
        await host.Do(async s =>
            codes = await s.GetRequiredService<RunBallot>().HandOut(id, 1, 7, "All who came.", default)
        );
        foreach (string code in codes)
            await host.Do(async s =>
            {
                var cast = s.GetRequiredService<CastBallot>();
                await cast.Cast((await cast.Find(code, default))!, [4, 5], ["a word", null], default);
            });
        return id;
    }

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

    private static async Task<(string[] Args, string Folder)> Prepare(string database, Func<RunningHost, Task> work)
    {
        string folder = Directory.CreateTempSubdirectory("modular-test-").FullName;
        string[] args = await Databases.Empty(database, folder);
        await using var host = await RunningHost.Start(args, folder, seed: true);
        host.KeepData = true;
        await work(host);
        return (args, folder);
    }

    private static async Task<long> ClosedRound(RunningHost host)
    {
        var worker = await host.As("worker-a1");
        await worker.Open("/projects/new");
        await worker.Send(
            "form.form",
            ("Input.Title", "Project"),
            ("Input.Aims", "aims that can be measured"),
            ("Input.Beneficiaries", "all"),
            ("Input.Plan", "a plan in three steps"),
            ("Input.Leader", "L"),
            ("Input.Responsible", "R"),
            ("Input.Team", "T"),
            ("Input.Budget", "100"),
            ("Input.Mechanism", "asked every quarter"),
            ("Input.Targets[0].Name", "satisfied"),
            ("Input.Targets[0].Goal", "80"),
            ("Input.StartsOn", "2026-04-01"),
            ("Input.EndsOn", "2026-09-01")
        );
        await worker.Press("Submit");
        await host.Settle();
        return await host.Ask(async s =>
        {
            var db = s.GetRequiredService<AppraisalDb>();
            var unit = (await s.GetRequiredService<UnitDirectory>().Tree(default)).Find("Q")!;
            var project = (
                await s.GetRequiredService<Contracts.Projects.IProjectQuestions>().AwaitingReview("/", default)
            ).Single();
            var panel = await s.GetRequiredService<Panels>().Evaluators(default);
            var run = s.GetRequiredService<RunRound>();
            long id = await s.GetRequiredService<DraftRound>()
                .Run(
                    unit.Id,
                    new(
                        "Round",
                        "weighted-mean",
                        "{}",
                        60,
                        null,
                        null,
                        [new("Worth", null, 0, 100)],
                        [project.Id],
                        [.. panel.Select(p => p.Id)]
                    ),
                    default
                );
            await run.Open(id, 0, default);
            foreach (var (judge, i) in panel.Select((p, i) => (p, i)))
                db.Scores.Add(
                    new()
                    {
                        RoundId = id,
                        AccountId = judge.Id,
                        SubjectId = project.Id,
                        Criterion = 0,
                        ValueMicro = (70 + i) * 1_000_000L,
                        At = host.Clock.GetUtcNow(),
                    }
                );
            await db.SaveChangesAsync();
            await run.Close(id, (await db.Rounds.SingleAsync()).Version, default);
            return id;
        });
    }

    private static async Task Until(Func<Task<bool>> done)
    {
        for (int i = 0; i < 450; i++)
        {
            if (await done())
                return;
            await Task.Delay(200);
        }

        Assert.Fail("It had not ended after ninety seconds.");
    }
}
