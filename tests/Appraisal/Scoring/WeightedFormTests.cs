using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Appraisal.Data;
using Modular.Appraisal.Results;
using Modular.Appraisal.TwoWay;
using Modular.TestKit;

namespace Modular.Appraisal.Tests;

/// <summary>A form whose lines have weights.</summary>
public sealed class WeightedFormTests
{
    [Fact, Trait("rule", "A3")]
    public async Task Lines_of_a_form_weigh_as_its_maker_says()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite, "--Jobs:Enabled=false");
        await Kit.More(host);
        long id = await host.Ask(async s =>
        {
            async Task<int> Id(string unit) => (await Kit.Unit(s, unit)).Id;
            var form = Pages.Rounds.NewModel.Lines("Service | 0-100 | | | 3\nTaking part | 0-100");
            long round = await s.GetRequiredService<DraftTwoWay>()
                .Draft(
                    await Id("Q"),
                    new(
                        "Year",
                        [await Id("A1"), await Id("A2")],
                        [await Id("P1"), await Id("P2")],
                        [],
                        form,
                        [new("Care", null, 0, 100)],
                        new Dictionary<string, double>(),
                        1,
                        60,
                        true,
                        null,
                        null
                    ),
                    default
                );
            await s.GetRequiredService<RunTwoWay>().Open(round, await Kit.Version(s, round), default);
            var db = s.GetRequiredService<AppraisalDb>();
            foreach (var party in await db.Parties.ToListAsync())
            {
                party.HandedInAt = host.Clock.GetUtcNow();
                foreach (var to in await db.Parties.Where(p => p.Side != party.Side).ToListAsync())
                foreach (int line in party.Side == "a" ? new[] { 0, 1 } : [2])
                    db.PartyScores.Add(
                        new()
                        {
                            RoundId = round,
                            From = party.Number,
                            To = to.Number,
                            Criterion = line,
                            ValueMicro = (line == 0 ? 80 : 40) * 1_000_000L,
                        }
                    );
            }

            await db.SaveChangesAsync();
            return round;
        });
        await host.Do(async s => await s.GetRequiredService<RunTwoWay>().Close(id, await Kit.Version(s, id), default));
        await host.Do(s => s.GetRequiredService<ComputeRound>().Run(id, default));
        var view = await host.Ask(s => s.GetRequiredService<ShowRound>().Show(id, default));
        // (3 * 80 + 40) / 4 for the partners; the communities' one line stays as it is.
        Assert.Equal(
            [("A1", 40.0), ("P1", 70.0)],
            view.Computation!.Subjects.Where(x => x.Subject is "A1" or "P1")
                .OrderBy(x => x.Subject)
                .Select(x => (x.Subject, x.Score!.Value))
        );
    }
}
