using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Rules;
using Modular.Kernel.Units;
using Modular.Projects.Brands;
using Modular.Projects.Data;
using Modular.Projects.Publicity;
using Modular.TestKit;

namespace Modular.Projects.Tests;

/// <summary>How a project is made known: its brand, its channels and its poster.</summary>
[Trait("rule", "P16")]
public sealed class PublicityTests
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

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "P18")]
    public async Task Publicity_is_logged_by_channel_a_wrong_entry_counts_no_more_and_the_poster_leads_on(
        string database
    )
    {
        await using var host = await RunningHost.Start(database);
        string number = await Library.Shared(host, "A1", "Lunch for the old");
        using var worker = await host.As("worker-a1");
        await worker.Open($"/projects/{number}/publicity");
        await worker.Send(
            "form.form",
            ("Input.Channel", "Board"),
            ("Input.On", "2026-03-09"),
            ("Input.Where", "board at the gate"),
            ("Input.Reach", "400")
        );
        await worker.Send(
            "form.form",
            ("Input.Channel", "Board"),
            ("Input.On", "2026-03-10"),
            ("Input.Where", "the same board again"),
            ("Input.Reach", "300")
        );
        await worker.Send("form[action*='handler=Strike']", ("reasons", "entered twice"));
        await host.Do(async s =>
            Assert.Equal(
                [(Channel.Board, 1, 400L)],
                (await s.GetRequiredService<KeepChannels>().Of(number, default)).Sums.Select(x =>
                    (x.Channel, x.Times, x.Reach)
                )
            )
        );
        await worker.Send(
            "form.form",
            ("Input.Channel", "Card"),
            ("Input.On", "2026-03-11"),
            ("Input.Where", "cards of tomorrow")
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, worker.Status);
        await worker.Open($"/projects/{number}/poster?size=A3");
        Assert.NotNull(worker.Page.QuerySelector(".sheet-a3 .qr svg"));
        Assert.EndsWith(
            $"/library/{number}",
            worker.Page.QuerySelector(".sheet-address")!.TextContent,
            StringComparison.Ordinal
        );
        using var town = await host.As("town-b");
        foreach (string page in new[] { "publicity", "library", "poster" })
            Assert.Equal((page, HttpStatusCode.NotFound), (page, await town.StatusOf($"/projects/{number}/{page}")));
        string draft = await Library.Draft(host, "A1", "Not public");
        Assert.Equal(HttpStatusCode.NotFound, await worker.StatusOf($"/projects/{draft}/poster"));
    }
}
