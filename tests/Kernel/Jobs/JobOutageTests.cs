using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Data;
using Modular.Kernel.Jobs;
using Modular.Kernel.Store;
using Modular.TestKit;
using Npgsql;

namespace Modular.Kernel.Tests;

/// <summary>
/// Hosts and databases that go away, and come back within a time that others on the machine would stretch.
/// </summary>
[Collection("alone"), Trait("rule", "K7")]
public sealed class JobOutageTests
{
    [Fact, Trait("fault", "2")]
    public async Task Two_hosts_on_one_database_do_each_of_many_jobs_once()
    {
        const int Many = 1500;
        var doings = new Doings();
        string folder = Directory.CreateTempSubdirectory("modular-test-").FullName;
        string[] database = await Databases.Empty(Databases.Postgres, folder);
        var work = Workshop.ByRealClock(doings);
        await using var one = await RunningHost.Start(database, folder, true, work, "--Jobs:SweepSeconds=1");
        await using var two = await RunningHost.Start(database, folder, false, work, "--Jobs:SweepSeconds=1");
        await one.Do(async s =>
        {
            var db = s.GetRequiredService<KernelDb>();
            var queue = s.GetRequiredService<JobQueue>();
            int root = await Workshop.Root(s);
            for (int i = 0; i < Many; i += 100)
            {
                for (int k = i; k < i + 100; k++)
                    await queue.Ask(db, Workshop.Kind, $"{k}", new { }, root, default);
                await db.SaveChangesAsync();
            }
        });
        await Workshop.Until(() =>
            one.Ask(async s => await s.GetRequiredService<KernelDb>().Jobs.AllAsync(j => j.State == JobState.Done))
        );
        Assert.Equal(Many, doings.Begun.Count);
        Assert.All(doings.Begun.Values, times => Assert.Equal(1, times));
    }

    [Fact, Trait("fault", "4")]
    public async Task A_database_that_was_away_loses_no_job_and_doubles_none()
    {
        var doings = new Doings { Do = (_, cancel) => Task.Delay(200, cancel) };
        await using var host = await Workshop.Start(Databases.Postgres, doings);
        var ids = new List<long>();
        for (int i = 0; i < 30; i++)
            ids.Add(await host.Enqueue($"{i}"));
        await Workshop.Until(() => doings.Begun.Count > 3);
        await using (await Away(host))
            await Task.Delay(3000);
        await Workshop.Until(() => AllDone(host), () => Open(host));
        Assert.Equal(ids.Order(), doings.Begun.Keys.Order());
    }

    /// <summary>A host that was killed while it told the engine of recurring work leaves the engine's locks.</summary>
    [Fact, Trait("fault", "4")]
    public async Task Locks_that_a_killed_host_left_hold_up_no_lost_work()
    {
        string folder = Directory.CreateTempSubdirectory("modular-test-").FullName;
        string[] database = await Databases.Empty(Databases.Postgres, folder);
        long id;
        await using (var host = await RunningHost.Start(database, folder, true, Workshop.ByRealClock(new Doings())))
        {
            host.KeepData = true;
            var kinds = host.Services.GetServices<JobKind>().Where(k => k.Schedule is not null);
            using var connection = host.Services.GetRequiredService<Hangfire.JobStorage>().GetConnection();
            foreach (string kind in kinds.Select(k => k.Kind))
                _ = connection.AcquireDistributedLock($"lock:recurring-job:{kind}", TimeSpan.FromSeconds(20));
            id = await host.Enqueue();
            await host.Ended(id);
            // As if it had been written and the host had ended before it could tell.
            await host.Do(async s =>
                await s.GetRequiredService<KernelDb>()
                    .Jobs.Where(job => job.Id == id)
                    .ExecuteUpdateAsync(set =>
                        set.SetProperty(job => job.State, JobState.Waiting)
                            .SetProperty(job => job.ToldAt, (DateTimeOffset?)null)
                    )
            );
        }

        await using var next = await RunningHost.Start(
            database,
            folder,
            false,
            Workshop.ByRealClock(new Doings()),
            Workshop.Brisk
        );
        Assert.Equal(JobState.Done, (await next.Ended(id)).State);
    }

    [Fact]
    public async Task Engine_tables_that_are_missing_are_made_and_newer_ones_refuse_the_start()
    {
        string folder = Directory.CreateTempSubdirectory("modular-test-").FullName;
        string[] database = await Databases.Empty(Databases.Postgres, folder);
        string connection;
        await using (var host = await RunningHost.Start(database, folder, true, Workshop.ByRealClock(new Doings())))
        {
            host.KeepData = true;
            connection = host.Services.GetRequiredService<DatabaseOptions>().Connection;
        }

        // While no host holds locks on them.
        await Sql(connection, "DROP SCHEMA hangfire CASCADE");

        var doings = new Doings();
        await using (
            var host = await RunningHost.Start(database, folder, false, Workshop.ByRealClock(doings), Workshop.Brisk)
        )
        {
            host.KeepData = true;
            long id = await host.Enqueue();
            Assert.Equal(JobState.Done, (await host.Ended(id)).State);
            await Sql(connection, "UPDATE hangfire.schema SET version = 999");
        }

        var refused = await Assert.ThrowsAsync<StartRefused>(() => RunningHost.Start(database, folder, false));
        Assert.Equal("start.newer-engine", refused.Key);
    }

    private static async Task<bool> AllDone(RunningHost host)
    {
        try
        {
            var states = await host.Ask(async s =>
                await s.GetRequiredService<KernelDb>().Jobs.Select(j => j.State).ToListAsync()
            );
            // What was parked waits for a person and would be waited for in vain.
            Assert.DoesNotContain(JobState.Parked, states);
            return states.TrueForAll(j => j == JobState.Done);
        }
        catch (Exception problem) when (Outage.Is(problem))
        {
            // Connections that were cut in the pool answer once each.
            return false;
        }
    }

    private static async Task<string> Open(RunningHost host)
    {
        var open = await host.Ask(async s =>
            await s.GetRequiredService<KernelDb>()
                .Jobs.AsNoTracking()
                .Where(j => j.State != JobState.Done)
                .ToListAsync()
        );
        long backlog = host.Services.GetRequiredService<IJobEngine>().Backlog();
        return $"{backlog} wait in the engine. "
            + string.Join(
                "; ",
                open.Select(j => $"{j.State}, try {j.Attempts}, told {j.ToldAt:T}, lease {j.LeaseUntil:T}: {j.Error}")
            );
    }

    /// <summary>Nobody can connect and every connection is cut, until it is disposed of.</summary>
    private static async Task<IAsyncDisposable> Away(RunningHost host)
    {
        var ours = new NpgsqlConnectionStringBuilder(host.Services.GetRequiredService<DatabaseOptions>().Connection);
        string name = ours.Database!;
        ours.Database = "postgres";
        var connection = new NpgsqlConnection(ours.ConnectionString);
        await connection.OpenAsync();
        await Run(connection, $"ALTER DATABASE {name} ALLOW_CONNECTIONS false");
        await Run(connection, $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'");
        return new Back(connection, name);
    }

    private sealed class Back(NpgsqlConnection connection, string name) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Run(connection, $"ALTER DATABASE {name} ALLOW_CONNECTIONS true");
            await connection.DisposeAsync();
        }
    }

    private static async Task Sql(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await Run(connection, sql);
    }

    private static async Task Run(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
