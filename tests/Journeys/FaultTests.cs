using System.Diagnostics;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Audit;
using Modular.Kernel.Data;
using Modular.Kernel.Units;
using Modular.Needs.Data;
using Modular.Needs.Domain;
using Modular.Needs.Intake;
using Modular.TestKit;

namespace Modular.Journeys.Tests;

/// <summary>What was promised for each fault, with real processes, a real server cut off, a real lock.</summary>
public sealed class FaultTests
{
    private static async Task<Unit> Unit(RunningHost host, string code) =>
        (await host.Ask(s => s.GetRequiredService<UnitDirectory>().Tree(default).AsTask())).Find(code)!;

    private static NewNeed New(Unit unit, DateTimeOffset at, string text, string reference) =>
        new("title", text, unit.Id, unit.Path, NeedChannel.Portal, at, "test", SourceRef: reference);

    [
        Theory,
        MemberData(nameof(Databases.Both), MemberType = typeof(Databases)),
        Trait("fault", "1"),
        Trait("rule", "N4")
    ]
    public async Task A_sweep_killed_before_its_commit_escalates_each_need_once_when_it_runs_again(string database)
    {
        string folder = Directory.CreateTempSubdirectory("modular-test-").FullName;
        string[] args = await Databases.Empty(database, folder);
        await using (var host = await RunningHost.Start(args, folder, seed: true, "--Jobs:Enabled=false"))
        {
            host.KeepData = true;
            var unit = await Unit(host, "A1");
            for (int i = 0; i < 30; i++)
                await host
                    .Services.GetRequiredService<NeedDesk>()
                    .Register(New(unit, new(2026, 3, 2, 4, 0, 0, TimeSpan.Zero), $"late {i}", $"form:{i}"), default);
        }

        // The tool sweeps by the real clock: whatever its date, these needs of March 2026 are long late, if not yet due
        // they are warned of.
        Assert.NotEqual(0, await Sweep(args, "needs.sweep:1"));
        Assert.Equal(0, await Sweep(args, null));
        Assert.Equal(0, await Sweep(args, null));
        await using var after = await RunningHost.Start(args, folder, seed: false, "--Jobs:Enabled=false");
        await after.Do(async s =>
        {
            var events = await s.GetRequiredService<NeedsDb>()
                .Events.Where(e => e.What == "escalated")
                .Select(e => e.NeedId)
                .ToListAsync();
            Assert.Equal(30, events.Count);
            Assert.Equal(30, events.Distinct().Count());
            Assert.Null((await s.GetRequiredService<VerifyAudit>().Run(null, default)).BrokenAt);
        });
    }

    private static async Task<int> Sweep(string[] args, string? failAt)
    {
        string built = AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug";
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (
            string arg in new[]
            {
                Path.Combine(Repository.Root, "tools", "Modular.Tools", "bin", built, "net10.0", "Modular.Tools.dll"),
                "job",
                "needs.sweep",
            }
        )
            start.ArgumentList.Add(arg);
        foreach (string[] setting in args.Select(a => a.TrimStart('-').Split('=', 2)))
            start.Environment[setting[0].Replace(":", "__", StringComparison.Ordinal)] = setting[1];
        if (failAt is not null)
            start.Environment["MODULAR_FAIL_AT"] = failAt;
        using var process = Process.Start(start)!;
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    [
        Theory,
        MemberData(nameof(Databases.Both), MemberType = typeof(Databases)),
        Trait("fault", "1"),
        Trait("fault", "11")
    ]
    public async Task A_host_killed_between_a_handlers_commit_and_the_couriers_note_delivers_again_and_it_counts_once(
        string database
    )
    {
        string folder = Directory.CreateTempSubdirectory("modular-test-").FullName;
        string[] args = await Databases.Empty(database, folder);
        await using (var host = await RunningHost.Start(args, folder, seed: true, "--Jobs:Enabled=false"))
        {
            host.KeepData = true;
            await host.Settle();
            var (own, grid) = (await Unit(host, "A1"), await Unit(host, "A1-1"));
            await host.Do(async s =>
            {
                var db = s.GetRequiredService<NeedsDb>();
                db.Routing.Add(
                    new()
                    {
                        Id = 1,
                        UnitId = own.Id,
                        UnitPath = own.Path,
                        Words = "lamp",
                        HandlerUnitId = grid.Id,
                    }
                );
                await db.SaveChangesAsync();
            });
        }

        using (var first = new HostProcess(args, "courier.carried:1"))
        {
            var resident = await first.Visitor();
            await resident.Open("/ask");
            string unit = resident
                .Page.QuerySelectorAll("#UnitId option")
                .First(o => o.TextContent.Contains("A1", StringComparison.Ordinal))
                .GetAttribute("value")!;
            await first.DiesOf(async () =>
            {
                await resident.Send("form.form", ("Text", "The lamp is out."), ("UnitId", unit));
                // It may answer before it dies; a refusal would be no reason to wait for its death.
                Assert.True(resident.Page.QuerySelector(".receipt") is not null, resident.Text);
            });
        }

        await using var after = await RunningHost.Start(args, folder, seed: false, "--Jobs:Enabled=false");
        // The dead host held the fact for two minutes.
        after.Clock.Move(TimeProvider.System.GetUtcNow().AddMinutes(5) - after.Clock.GetUtcNow());
        await after.Settle();
        await after.Do(async s =>
        {
            var db = s.GetRequiredService<NeedsDb>();
            Assert.Equal(NeedState.Dispatched, (await db.Needs.SingleAsync()).State);
            Assert.Equal(1, await db.Dispatches.CountAsync());
            Assert.Equal(1, await db.Events.CountAsync(e => e.What == "dispatched"));
        });
    }

    [Fact, Trait("fault", "4")]
    public async Task Connections_cut_in_flight_lose_and_double_nothing_and_the_host_recovers_by_itself()
    {
        await using var host = await RunningHost.Start(Databases.Postgres, "--Jobs:Enabled=false");
        var unit = await Unit(host, "A1");
        var desk = host.Services.GetRequiredService<NeedDesk>();
        using var stop = new CancellationTokenSource();
        var began = new TaskCompletionSource();
        var cutting = Task.Run(async () =>
        {
            string connection = host.Services.GetRequiredService<DatabaseOptions>().Connection;
            await using var killer = new Npgsql.NpgsqlConnection(
                new Npgsql.NpgsqlConnectionStringBuilder(connection)
                {
                    ApplicationName = "killer",
                    Pooling = false,
                }.ToString()
            );
            await killer.OpenAsync();
            while (!stop.IsCancellationRequested)
            {
                await using var cut = new Npgsql.NpgsqlCommand(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() "
                        + "AND pid <> pg_backend_pid()",
                    killer
                );
                await cut.ExecuteNonQueryAsync();
                began.TrySetResult();
                await Task.Delay(40);
            }
        });
        int refused = 0;
        // On a busy machine everything was registered before the first cut: they come one after another, once the
        // cutting has begun.
        await began.Task;
        // Every caller tries again with the same reference until it is answered, as a browser's user does.
        await Task.WhenAll(
            Enumerable
                .Range(0, 200)
                .Select(i =>
                    Task.Run(async () =>
                    {
                        await Task.Delay(i * 2);
                        while (true)
                            try
                            {
                                await desk.Register(
                                    New(unit, host.Clock.GetUtcNow(), $"text {i}", $"form:{i}"),
                                    default
                                );
                                return;
                            }
                            catch (Exception problem) when (Outage.Is(problem))
                            {
                                Interlocked.Increment(ref refused);
                                await Task.Delay(20);
                            }
                    })
                )
        );
        await stop.CancelAsync();
        await cutting;
        Assert.True(refused > 0, "nothing was cut");
        // Connections that were cut while they lay in the pool answer 503 once each; whoever tries again gets through.
        await Patient(() =>
            host.Do(async s =>
            {
                var db = s.GetRequiredService<NeedsDb>();
                Assert.Equal(200, await db.Needs.CountAsync());
                Assert.Equal(200, await db.Events.CountAsync(e => e.What == "registered"));
                Assert.Equal(
                    Enumerable.Range(1, 200).Select(n => $"XQ-2026-{n:000000}"),
                    await db.Needs.OrderBy(n => n.Number).Select(n => n.Number).ToListAsync()
                );
                Assert.Null((await s.GetRequiredService<VerifyAudit>().Run(null, default)).BrokenAt);
            })
        );
        var visitor = host.Visitor();
        for (int i = 0; i < 50 && await visitor.StatusOf("/ask") != HttpStatusCode.OK; i++)
            await Task.Delay(20);
        await Patient(async () =>
        {
            var code = await visitor.StatusOf("/health/ready");
            if (code != HttpStatusCode.OK)
                throw new TimeoutException($"{code}");
        });
        Assert.Equal(HttpStatusCode.OK, await visitor.StatusOf("/ask"));
    }

    private static async Task Patient(Func<Task> work)
    {
        for (int i = 0; ; i++)
            try
            {
                await work();
                return;
            }
            catch (Exception problem) when (i < 50 && Outage.Is(problem))
            {
                await Task.Delay(20);
            }
    }

    [Fact, Trait("fault", "6")]
    public async Task While_another_process_writes_for_long_reading_goes_on_and_writing_is_refused_in_time()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite, "--Jobs:Enabled=false");
        var worker = await host.As("worker-a1");
        await worker.Open("/needs/new");
        await using (
            var other = new Microsoft.Data.Sqlite.SqliteConnection(
                host.Services.GetRequiredService<DatabaseOptions>().Connection
            )
        )
        {
            await other.OpenAsync();
            await using var hold = other.CreateCommand();
            hold.CommandText = "BEGIN IMMEDIATE";
            await hold.ExecuteNonQueryAsync();
            var writing = worker.Send("form.form", ("Input.Text", "The lamp is out."));
            var reader = host.Visitor();
            await reader.Open("/ask");
            await writing;
            Assert.Equal(HttpStatusCode.ServiceUnavailable, worker.Status);
            Assert.NotNull(worker.Answer.Headers.RetryAfter);
            hold.CommandText = "ROLLBACK";
            await hold.ExecuteNonQueryAsync();
        }

        await worker.Open("/needs/new");
        await worker.Send("form.form", ("Input.Text", "The lamp is out."));
        Assert.Equal(1, await host.Ask(s => s.GetRequiredService<NeedsDb>().Needs.CountAsync()));
    }
}
