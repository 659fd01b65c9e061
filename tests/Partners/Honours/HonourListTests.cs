using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Data;
using Modular.Kernel.Units;
using Modular.Partners.Data;
using Modular.Partners.Honours;
using Modular.TestKit;

namespace Modular.Partners.Tests;

/// <summary>Proposals for honours as a list.</summary>
[Trait("rule", "K13")]
public sealed class HonourListTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_heading_sorts_within_the_state_asked_for_and_the_file_does_too(string database)
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        await Fill(host, 30);
        var district = await host.As("district");
        await district.Open("/partners/honours");
        await district.Follow(".chips a[href*='state=Asked']");
        await district.Follow("th a[href*='sort=by']");
        Assert.Equal("/partners/honours?state=Asked&sort=by", district.At);
        string[] names = [.. district.Page.QuerySelectorAll("td.main a").Select(a => a.TextContent.Trim())];
        Assert.Equal(15, names.Length);
        string[] lines = Encoding
            .UTF8.GetString(await district.Bytes("/partners/honours?state=Asked&sort=by&handler=export&format=csv"))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(names, lines.Skip(1).Select(l => l.Split(',')[0]));
        string[] days = [.. lines.Skip(1).Select(l => l.Split(',')[3])];
        Assert.Equal(days.Order(StringComparer.Ordinal), days);
    }

    private static async Task Fill(RunningHost host, int count)
    {
        var tree = await host.Ask(s => s.GetRequiredService<UnitDirectory>().Tree(default).AsTask());
        var (unit, community) = (tree.Find("A")!, tree.Find("A1")!);
        var now = host.Clock.GetUtcNow();
        await host.Do(async s =>
        {
            var db = s.GetRequiredService<PartnersDb>();
            for (int i = 0; i < count; i++)
                db.Honours.Add(
                    new()
                    {
                        Id = Ids.Next(now),
                        UnitId = unit.Id,
                        UnitPath = unit.Path,
                        CandidateUnitId = unit.Id,
                        CommunityId = community.Id,
                        Name = $"Honour {i}",
                        Grounds = "served all year",
                        ProposedBy = "test",
                        ProposedAt = now,
                        AnswerBy = DateOnly.FromDateTime(now.Date).AddDays(i * 7 % 11),
                        State = i % 2 == 0 ? HonourState.Asked : HonourState.Dropped,
                    }
                );
            await db.SaveChangesAsync();
        });
    }
}
