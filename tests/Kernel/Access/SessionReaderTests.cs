using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Access;
using Modular.Kernel.Data;
using Modular.Kernel.Store;
using Modular.TestKit;
using Npgsql;

namespace Modular.Kernel.Tests;

/// <summary>The question every signed-in request asks, on connections that are kept.</summary>
[Trait("rule", "S6")]
public sealed class SessionReaderTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_session_is_found_as_it_stands_and_never_after_its_end(string database)
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        await host.As("worker-a1");
        var reader = host.Services.GetRequiredService<SessionReader>();
        var row = await host.Ask(s => s.GetRequiredService<KernelDb>().Sessions.AsNoTracking().SingleAsync());
        // Asked at once, so that many are answered together.
        var found = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => reader.Find(row.KeyHash, default)));
        Assert.All(
            found,
            f =>
                Assert.Equal(
                    (row.Id, row.AccountId, row.SeenAt, row.ExpiresAt, row.LatestAt, "worker-a1"),
                    (f!.Id, f.AccountId, f.SeenAt, f.ExpiresAt, f.LatestAt, f.Name)
                )
        );
        Assert.Null(await reader.Find(new byte[32], default));
        await host.Do(s => s.GetRequiredService<KernelDb>().Sessions.ExecuteDeleteAsync());
        for (int i = 0; i < 20; i++)
            Assert.Null(await reader.Find(row.KeyHash, default));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Those_that_ask_at_once_are_answered_each_with_their_own(string database)
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        foreach (string who in new[] { "worker-a1", "town-a", "district" })
            await host.As(who);
        var reader = host.Services.GetRequiredService<SessionReader>();
        var rows = await host.Ask(s => s.GetRequiredService<KernelDb>().Sessions.AsNoTracking().ToListAsync());
        await Task.WhenAll(
            Enumerable
                .Range(0, 400)
                .Select(i =>
                    Task.Run(async () =>
                    {
                        var row = i % 4 < rows.Count ? rows[i % 4] : null;
                        var found = await reader.Find(row?.KeyHash ?? new byte[32], default);
                        Assert.Equal((row?.Id, row?.AccountId), (found?.Id, found?.AccountId));
                    })
                )
        );
    }

    [Fact]
    public async Task However_many_ask_at_once_the_pool_is_left_to_the_requests()
    {
        await using var host = await RunningHost.Start(Databases.Postgres, "--Jobs:Enabled=false");
        var options = host.Services.GetRequiredService<DatabaseOptions>();
        var reader = host.Services.GetRequiredService<SessionReader>();
        for (int round = 0; round < 20; round++)
            await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Task.Run(() => reader.Find(new byte[32], default))));
        int rest = new NpgsqlConnectionStringBuilder(options.Connection).MaxPoolSize * 9 / 10;
        var all = Enumerable.Range(0, rest).Select(_ => new NpgsqlConnection(options.Connection)).ToList();
        try
        {
            await Task.WhenAll(all.Select(c => c.OpenAsync()));
        }
        finally
        {
            foreach (var connection in all)
                await connection.DisposeAsync();
        }
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Contexts_that_asked_give_their_connection_back_after_each_query(string database)
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        var reader = host.Services.GetRequiredService<SessionReader>();
        await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Task.Run(() => reader.Find(new byte[32], default))));
        var contexts = host.Services.GetRequiredService<IDbContextFactoryOf<KernelDb>>();
        var used = Enumerable.Range(0, 60).Select(_ => contexts.Create()).ToList();
        foreach (var db in used)
        {
            await db.Settings.AnyAsync();
            Assert.Equal(ConnectionState.Closed, db.Database.GetDbConnection().State);
        }

        foreach (var db in used)
            await db.DisposeAsync();
    }

    [Fact]
    public async Task A_kept_connection_that_was_cut_costs_nobody_an_error()
    {
        await using var host = await RunningHost.Start(Databases.Postgres, "--Jobs:Enabled=false");
        var reader = host.Services.GetRequiredService<SessionReader>();
        Assert.Null(await reader.Find(new byte[32], default));
        await using var other = new NpgsqlConnection(
            host.Services.GetRequiredService<DatabaseOptions>().Connection + ";Pooling=false"
        );
        await other.OpenAsync();
        await using var cut = new NpgsqlCommand(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
                + "WHERE datname = current_database() AND pid <> pg_backend_pid()",
            other
        );
        Assert.NotEqual(0L, await cut.ExecuteScalarAsync());
        // What the pool held is cut as well; a fresh connection is really fresh.
        NpgsqlConnection.ClearAllPools();
        Assert.Null(await reader.Find(new byte[32], default));
    }
}
