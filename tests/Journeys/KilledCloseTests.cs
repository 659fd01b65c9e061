using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Appraisal.Ballots;
using Modular.Appraisal.Data;
using Modular.Appraisal.Domain;
using Modular.Kernel.Units;
using Modular.TestKit;
using static Modular.Journeys.Tests.Killing;

namespace Modular.Journeys.Tests;

/// <summary>The host, as a real process, dies while a ballot is closed; started again it ends right.</summary>
public sealed class KilledCloseTests
{
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
                .Draft(
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
}
