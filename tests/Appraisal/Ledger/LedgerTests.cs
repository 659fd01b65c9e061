using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Appraisal.Data;
using Modular.Appraisal.Ledger;
using Modular.Appraisal.Results;
using Modular.Kernel.Rules;
using Modular.TestKit;

namespace Modular.Appraisal.Tests;

/// <summary>Points that are given through the year.</summary>
public sealed class LedgerTests
{
    [
        Theory,
        MemberData(nameof(Databases.Both), MemberType = typeof(Databases)),
        Trait("rule", "A2"),
        Trait("invariant", "I5")
    ]
    public async Task Points_are_taken_back_once_by_a_negative_entry_and_the_stars_follow_the_sum(string database)
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        long id = await host.Ask(async s =>
            await s.GetRequiredService<KeepLedger>()
                .Draft((await Kit.Unit(s, "Q")).Id, "Points", [], ["One", "Two"], [10, 30], default)
        );
        var district = await host.As("district");
        var subjects = await host.Ask(s =>
            s.GetRequiredService<AppraisalDb>().Subjects.OrderBy(x => x.Title).Select(x => x.SubjectId).ToListAsync()
        );
        foreach (var (subject, points) in new[] { (subjects[0], "20"), (subjects[0], "15"), (subjects[1], "12") })
        {
            await district.Open($"/points/{id}");
            await district.Press(
                "Add",
                ("Input.Subject", $"{subject}"),
                ("Input.Points", points),
                ("Input.Why", "helped")
            );
            Assert.NotNull(district.Page.QuerySelector(".said"));
        }

        long wrong = await host.Ask(s =>
            s.GetRequiredService<AppraisalDb>().PointEvents.Where(e => e.Points == 15).Select(e => e.Id).SingleAsync()
        );
        int[] taken = await Task.WhenAll(
            Enumerable
                .Range(0, 50)
                .Select(_ =>
                    Task.Run(async () =>
                    {
                        try
                        {
                            await host.Do(s =>
                                s.GetRequiredService<KeepLedger>().Reverse(id, wrong, "counted twice", default)
                            );
                            return 1;
                        }
                        catch (RuleBroken broken) when (broken.Key == "ledger.reversed")
                        {
                            return 0;
                        }
                    })
                )
        );
        Assert.Equal(1, taken.Sum());
        string file = Path.Combine(Directory.CreateTempSubdirectory("modular-test-").FullName, "points.csv");
        await File.WriteAllTextAsync(file, "subject,points,why,on\nTwo,30,flood watch,2026-02-01\nNobody,5,x,\n");
        await district.Open($"/points/{id}");
        await district.Send("form[action*='handler=Take']", ("Input.File", "file:" + file));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, district.Status);
        Assert.Contains("Nobody", district.Text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, "subject,points,why,on\nTwo,30,flood watch,2026-02-01\n");
        await district.Send("form[action*='handler=Take']", ("Input.File", "file:" + file));
        Assert.NotNull(district.Page.QuerySelector(".said"));
        await Kit.Compute(host, id);
        var view = await host.Ask(s => s.GetRequiredService<ShowRound>().Show(id, default));
        Assert.Equal([42.0, 20.0], view.Computation!.Subjects.OrderBy(s => s.Rank).Select(s => s.Score!.Value));
        await district.Open($"/points/{id}");
        Assert.Equal(["★★", "★"], district.Page.QuerySelectorAll(".stars").Select(e => e.TextContent.Trim()));
    }
}
