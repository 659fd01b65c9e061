using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Rules;
using Modular.Kernel.Units;
using Modular.Projects.Brands;
using Modular.Projects.Data;
using Modular.TestKit;

namespace Modular.Projects.Tests;

/// <summary>Projects under one name.</summary>
[Trait("rule", "P16")]
public sealed class BrandTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "P19")]
    public async Task A_project_belongs_to_one_brand_of_its_own_unit(string database)
    {
        await using var host = await RunningHost.Start(database);
        string number = await Library.Shared(host, "A1", "Lunch for the old"),
            other = await Library.Draft(host, "B1", "Elsewhere");
        var (first, second, id, elsewhere) = await host.Ask(async s =>
        {
            var brands = s.GetRequiredService<KeepBrands>();
            int unit = (await s.GetRequiredService<UnitDirectory>().Tree(default)).Find("A1")!.Id;
            var db = s.GetRequiredService<ProjectsDb>();
            return (
                (await brands.Add(unit, "Good neighbours", "we sit down together", null, true, default)).Id,
                (await brands.Add(unit, "Warm table", null, null, true, default)).Id,
                (await db.Projects.SingleAsync(p => p.Number == number)).Id,
                (await db.Projects.SingleAsync(p => p.Number == other)).Id
            );
        });
        var answers = await Task.WhenAll(
            new[] { first, second, first }.Select(async brand =>
            {
                try
                {
                    await host.Do(s => s.GetRequiredService<KeepBrands>().Group(brand, id, default));
                    return "";
                }
                catch (RuleBroken broken)
                {
                    return broken.Key;
                }
            })
        );
        Assert.Equal((1, 2), (answers.Count(a => a.Length == 0), answers.Count(a => a == "projects.brand.taken")));
        Assert.Equal(
            "projects.brand.project-needed",
            await host.Refused(s => s.GetRequiredService<KeepBrands>().Group(first, elsewhere, default))
        );
        using var town = await host.As("town-b");
        Assert.Equal(HttpStatusCode.NotFound, await town.StatusOf($"/projects/brands/{first}"));
        using var reader = host.Visitor();
        await reader.Open("/library/brands");
        Assert.Contains("Good neighbours", reader.Text, StringComparison.Ordinal);
    }
}
