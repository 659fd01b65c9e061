using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Store;
using Modular.Needs.Data;
using Modular.Needs.Domain;
using Modular.Needs.Handling;
using Modular.Needs.Rating;
using Modular.TestKit;

namespace Modular.Needs.Tests;

/// <summary>What residents say of an answer, and what follows.</summary>
public sealed class RatingTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "N9")]
    public async Task A_bad_rating_brings_it_back_with_a_new_limit_and_a_good_one_ends_it_and_nobody_learns_who_rated(
        string database
    )
    {
        await using var host = await RunningHost.Start(database);
        var need = await Asking.Ask(host, "The lamp at the gate is out.");
        var worker = await host.As("worker-a1");
        await worker.Open($"/needs/{need.Number}");
        await worker.Press("Answer", ("Input.Outcome", "Known."));
        var resident = await Asking.Track(host, need);
        await resident.Send("form[action='/track/rate']", ("Score", "1"), ("Comment", ""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, resident.Status);
        await resident.Send(
            "form[action='/track/rate']",
            ("Score", "1"),
            ("Comment", "Nothing was done"),
            ("Perfunctory", "true")
        );
        Assert.NotNull(resident.Page.QuerySelector(".said"));
        Assert.Null(resident.Page.QuerySelector("form[action='/track/rate']"));
        var row = await Asking.Row(host, need.Number);
        Assert.Equal(
            (NeedState.InHandling, 1, true, 0, new DateOnly(2026, 3, 17)),
            (row.State, row.Reworks, row.Perfunctory, row.Escalation, row.DueOn)
        );
        // The same page sent twice rates once.
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            await resident.Raw("/track/rate", ("Number", need.Number), ("Code", need.Code), ("Score", "5"))
        );
        await worker.Open($"/needs/{need.Number}");
        Assert.Contains("Nothing was done", worker.Text, StringComparison.Ordinal);
        await worker.Press("Answer", ("Input.Outcome", "The lamp was replaced on the tenth of March, it burns."));
        resident = await Asking.Track(host, need);
        await resident.Send("form[action='/track/rate']", ("Score", "5"));
        row = await Asking.Row(host, need.Number);
        Assert.Equal(NeedState.Closed, row.State);
        Assert.NotNull(row.SatisfiedAt);
        await host.Do(async s =>
        {
            var db = s.GetRequiredService<NeedsDb>();
            Assert.Equal(
                [(1, 0), (5, 1)],
                (await db.Ratings.OrderBy(r => r.Round).ToListAsync()).Select(r => (r.Score, r.Round))
            );
            var moves = await s.GetRequiredService<KernelDb>()
                .AuditEntries.Where(a => a.Action == "need.rated" || a.Action == "need.reworked")
                .ToListAsync();
            Assert.Equal(2, moves.Count);
            Assert.All(moves, m => Assert.True(m is { AccountId: null, Origin: "" }, m.Origin));
        });
    }

    [
        Theory,
        MemberData(nameof(Databases.Both), MemberType = typeof(Databases)),
        Trait("rule", "N9"),
        Trait("fault", "2")
    ]
    public async Task Fifty_ratings_of_one_answer_at_once_count_once(string database)
    {
        await using var host = await RunningHost.Start(database);
        var need = await Asking.Ask(host, "The lamp at the gate is out.");
        await host.Do(s =>
            s.GetRequiredService<HandleNeed>().Answer(need.Number, 0, "It was replaced today.", default)
        );
        var row = await Asking.Row(host, need.Number);
        var results = await Task.WhenAll(
            Enumerable
                .Range(0, 50)
                .Select(i =>
                    Task.Run(async () =>
                    {
                        try
                        {
                            await host.Do(s =>
                                s.GetRequiredService<RateNeed>()
                                    .Give(row, i % 2 == 0 ? 5 : 1, "because", false, default)
                            );
                            return true;
                        }
                        catch (Kernel.Rules.RuleBroken)
                        {
                            return false;
                        }
                    })
                )
        );
        Assert.Single(results, r => r);
        Assert.Equal(1, await host.Ask(s => s.GetRequiredService<NeedsDb>().Ratings.CountAsync()));
    }
}
