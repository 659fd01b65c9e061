using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Appraisal.Results;
using Modular.TestKit;

namespace Modular.Appraisal.Tests;

/// <summary>Results of several rounds in one.</summary>
public sealed class CompositeTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "P15")]
    public async Task Results_of_other_rounds_are_joined_by_weights_over_the_subjects_they_share(string database)
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        var (a1, a2, b1) = await host.Ask(async s =>
            ((await Kit.Unit(s, "A1")).Id, (await Kit.Unit(s, "A2")).Id, (await Kit.Unit(s, "B1")).Id)
        );
        long first = await Kit.Panel(host, [], p => p with { Title = "Spot", Units = [a1, a2, b1] }),
            second = await Kit.Panel(host, [], p => p with { Title = "People", Units = [a1, a2] });
        await Kit.Score(host, first, (_, what) => what.EndsWith("A1", StringComparison.Ordinal) ? 90 : 60);
        await Kit.Score(host, second, (_, what) => what.EndsWith("A1", StringComparison.Ordinal) ? 50 : 70);
        await Kit.Compute(host, first);
        await Kit.Compute(host, second);
        foreach (long part in new[] { first, second })
            await Kit.Publish(host, part, "pass");
        var district = await host.As("district");
        await district.Open("/composite/new");
        await district.Send(
            "form.form",
            ("Input.Title", "Whole"),
            ($"Input.Weights[{first}]", "3"),
            ($"Input.Weights[{second}]", "1")
        );
        Assert.NotNull(district.Page.QuerySelector(".said"));
        long id = long.Parse(district.At.Split('/')[^1]);
        await host.Do(s => s.GetRequiredService<ComputeRound>().Run(id, default));
        var view = await host.Ask(s => s.GetRequiredService<ShowRound>().Show(id, default));
        // (3 * 90 + 50) / 4 and (3 * 60 + 70) / 4; B1 was judged in one part only.
        Assert.Equal(
            [("A1", 80.0), ("A2", 62.5)],
            view.Computation!.Subjects.OrderBy(s => s.Rank).Select(s => (s.Subject, s.Score!.Value))
        );
    }
}
