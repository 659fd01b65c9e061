using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Modular.Contracts.Units;
using Modular.Kernel.Facts;
using Modular.Kernel.Store;
using Modular.TestKit;

namespace Modular.Kernel.Tests;

/// <summary>How facts reach those who hear them.</summary>
[Trait("fault", "11")]
public sealed class CourierTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Rounds_asked_for_at_once_carry_in_order_of_telling(string database)
    {
        var heard = new Heard();
        await using var host = await Hearing(database, heard);
        await Tell(host, Enumerable.Range(1, 40));
        var courier = host.Services.GetRequiredService<Courier>();
        await Task.WhenAll(
            Enumerable.Range(0, 6).Select(_ => Task.Run(() => courier.CarryRound(CancellationToken.None)))
        );
        await host.Settle();
        Assert.Equal(Enumerable.Range(1, 40), heard.Units);
    }

    [Fact]
    public async Task A_wait_that_was_given_up_inside_is_a_failed_try_and_ends_neither_the_round_nor_the_host()
    {
        var heard = new Heard { Gives = new TaskCanceledException() };
        await using var host = await Hearing(Databases.Sqlite, heard);
        await Tell(host, [1, 2]);
        for (int i = 0; i < 200 && heard.Units.IsEmpty; i++)
            await Task.Delay(25);
        Assert.Equal([2], heard.Units);
        host.Clock.Move(TimeSpan.FromSeconds(3));
        await host.Settle();
        Assert.Equal([2, 1], heard.Units);
        var life = host.Services.GetRequiredService<IHostApplicationLifetime>();
        Assert.False(life.ApplicationStopping.IsCancellationRequested);
    }

    private static Task<RunningHost> Hearing(string database, Heard heard) =>
        RunningHost.Start(
            database,
            services =>
            {
                services.AddSingleton(heard);
                services.AddFactHandler<UnitMoved, KernelDb, Hear>();
            }
        );

    private static Task Tell(RunningHost host, IEnumerable<int> units) =>
        host.Do(async s =>
        {
            var db = s.GetRequiredService<KernelDb>();
            foreach (int unit in units)
                db.Tell(new UnitMoved(unit, "/none/", "/none/"));
            await db.SaveChangesAsync();
        });

    private sealed class Heard
    {
        public ConcurrentQueue<int> Units { get; } = [];

        /// <summary>Thrown at the first that is heard.</summary>
        public Exception? Gives { get; set; }
    }

    private sealed class Hear(Heard heard) : IFactHandler<UnitMoved, KernelDb>
    {
        public async Task Handle(UnitMoved fact, KernelDb db, CancellationToken cancel)
        {
            await Task.Delay(1, cancel);
            if (heard.Gives is { } problem)
            {
                heard.Gives = null;
                throw problem;
            }

            heard.Units.Enqueue(fact.UnitId);
        }
    }
}
