using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Appraisal.Data;
using Modular.Appraisal.Ledger;
using Modular.Kernel.Data;
using Modular.TestKit;

namespace Modular.Appraisal.Tests;

/// <summary>The entries of a ledger and its sums: two lists on one page, neither cut.</summary>
[Trait("rule", "K13")]
public sealed class LedgerListTests
{
    private const int Many = 620;

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task All_entries_are_counted_and_the_file_has_the_order_and_the_filter_of_the_page(string database)
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        var (id, one) = await Fill(host);
        var district = await host.As("district");
        await district.Open($"/points/{id}");
        Assert.Contains($"{Many}", Entries(district, "h2").Single(), StringComparison.Ordinal);
        Assert.Equal(25, Entries(district, "tbody tr").Length);

        await district.Open($"/points/{id}?subject={one}");
        await district.Follow("#entries th a[href*='entries.sort=points']");
        Assert.StartsWith($"/points/{id}?subject={one}&entries.sort=points", district.At, StringComparison.Ordinal);
        Assert.Contains($"{Many / 2}", Entries(district, "h2").Single(), StringComparison.Ordinal);
        int[] shown =
        [
            .. Entries(district, "td.num")
                .Select(p => int.Parse(p, NumberStyles.Integer, CultureInfo.InvariantCulture)),
        ];
        Assert.Equal(shown.Order(), shown);
        Assert.NotNull(district.Page.QuerySelector("#entries th[aria-sort='ascending']"));
        Assert.Null(district.Page.QuerySelector("#sums th[aria-sort]"));

        string link = district.Page.QuerySelector("#entries .drop a[href*='format=csv']")!.GetAttribute("href")!;
        string[] lines = Encoding
            .UTF8.GetString(await district.Bytes(link))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Many / 2, lines.Length - 1);
        Assert.Equal(Entries(district, "td[data-label='事由']"), lines.Skip(1).Take(25).Select(l => l.Split(',')[2]));
    }

    private static string[] Entries(Visitor person, string what) =>
        [.. person.Page.QuerySelectorAll($"#entries {what}").Select(e => e.TextContent.Trim())];

    /// <returns>The ledger and one of its two subjects, which has every other entry.</returns>
    private static async Task<(long Id, long One)> Fill(RunningHost host)
    {
        long id = await host.Ask(async s =>
            await s.GetRequiredService<KeepLedger>()
                .Draft((await Kit.Unit(s, "Q")).Id, "Points", [], ["One", "Two"], [10, 30], default)
        );
        long one = 0;
        await host.Do(async s =>
        {
            var db = s.GetRequiredService<AppraisalDb>();
            long[] subjects = await db.Subjects.Where(x => x.RoundId == id).Select(x => x.SubjectId).ToArrayAsync();
            one = subjects[0];
            var now = host.Clock.GetUtcNow();
            db.PointEvents.AddRange(
                Enumerable
                    .Range(0, Many)
                    .Select(i => new PointEvent
                    {
                        Id = Ids.Next(now),
                        RoundId = id,
                        SubjectId = subjects[i % 2],
                        Points = i * 37 % 101 - 50 is var points and not 0 ? points : 1,
                        Why = $"helped {i}",
                        On = DateOnly.FromDateTime(now.Date).AddDays(-(i % 30)),
                        By = "test",
                    })
            );
            await db.SaveChangesAsync();
        });
        return (id, one);
    }
}
