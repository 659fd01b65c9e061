using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Rules;
using Modular.Needs.Data;
using Modular.Needs.Domain;
using Modular.TestKit;

namespace Modular.Needs.Tests;

/// <summary>Categories as a district keeps them.</summary>
[Trait("rule", "N2")]
public sealed class CategoryTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_name_stands_once_and_a_limit_is_one_to_sixty_days(string database)
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        await Save(host, null, "路灯", 1);
        await Save(host, null, "井盖", 60);
        Assert.Equal(("needs.category-twice", "Name"), await Refused(host, null, " 路灯 ", 5));
        Assert.Equal(("needs.category-name", "Name"), await Refused(host, null, "  ", 5));
        Assert.Equal(("needs.category-name", "Name"), await Refused(host, null, new string('长', 41), 5));
        Assert.Equal(("needs.category-limit", "LimitDays"), await Refused(host, null, "水管", 0));
        Assert.Equal(("needs.category-limit", "LimitDays"), await Refused(host, null, "水管", 61));
        int lamps = await host.Ask(s =>
            s.GetRequiredService<NeedsDb>().Categories.Where(c => c.Name == "路灯").Select(c => c.Id).SingleAsync()
        );
        // Saved under its own name it is no second one; under another's it is.
        await Save(host, lamps, "路灯", 7);
        Assert.Equal(("needs.category-twice", "Name"), await Refused(host, lamps, "井盖", 7));
        Assert.Equal(
            7,
            await host.Ask(s =>
                s.GetRequiredService<NeedsDb>()
                    .Categories.Where(c => c.Id == lamps)
                    .Select(c => c.LimitDays)
                    .SingleAsync()
            )
        );
    }

    private static Task Save(RunningHost host, int? id, string name, int limit) =>
        host.Do(s => s.GetRequiredService<KeepCategories>().Save(id, name, null, limit, false, default));

    private static async Task<(string, string?)> Refused(RunningHost host, int? id, string name, int limit)
    {
        var refused = await Assert.ThrowsAsync<RuleBroken>(() => Save(host, id, name, limit));
        return (refused.Key, refused.Field);
    }
}
