using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Store;
using Modular.Kernel.Units;
using Modular.Projects.Brands;
using Modular.Projects.Catalogue;
using Modular.Projects.Data;
using Modular.Projects.Selections;
using Modular.TestKit;

namespace Modular.Projects.Tests;

/// <summary>
/// Awards by the order of the ranking, selections put right while they are open, and where awards are shown.
/// </summary>
[Trait("rule", "P15")]
public sealed class FairAwardTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Whoever_stands_behind_one_that_is_sent_back_moves_up(string database)
    {
        await using var host = await RunningHost.Start(database);
        var (id, numbers) = await Selections.Ranked(host, "A1", "A1", "B1");
        await host.Do(s =>
            s.GetRequiredService<ApplyProject>().Return(id, numbers[0], "the report was copied", default)
        );
        var view = await host.Ask(s => s.GetRequiredService<ShowSelections>().One(id, default));
        Assert.Equal(
            [(numbers[1], 1, "first"), (numbers[2], 2, null)],
            view.Standing.Select(e => (e.Project.Number, e.Entry.Rank!.Value, e.Entry.Award))
        );
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Awards_against_the_ranking_need_a_reason_that_stands_in_public(string database)
    {
        await using var host = await RunningHost.Start(database);
        var (id, _) = await Selections.Ranked(host, "A1", "B1");
        var entries = (await host.Ask(s => s.GetRequiredService<ShowSelections>().One(id, default)))
            .Standing.Select(e => e.Entry.Id)
            .ToList();
        using var officer = await host.As("district");
        await officer.Open($"/selections/{id}");
        await officer.Press("Publish", ($"Input.Awards[{entries[0]}]", ""), ($"Input.Awards[{entries[1]}]", "first"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, officer.Status);
        await officer.Open($"/selections/{id}");
        await officer.Press(
            "Publish",
            ($"Input.Awards[{entries[0]}]", ""),
            ($"Input.Awards[{entries[1]}]", "first"),
            ("Input.Why", "the first gave it back")
        );
        using var reader = host.Visitor();
        await reader.Open($"/notices/selection/{id}");
        Assert.Contains("the first gave it back", reader.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Among_equals_across_an_edge_the_choice_is_free_and_otherwise_the_order_is_kept()
    {
        (string, int)[] awards = [("first", 1), ("second", 2)];
        Assert.True(Ranking.Follows([1, 2, 2, 2], awards, ["first", null, "second", "second"]));
        Assert.False(Ranking.Follows([1, 2, 2, 2], awards, [null, "first", "second", "second"]));
        Assert.False(Ranking.Follows([1, 2, 3, 4], awards, ["first", "second", null, "second"]));
        Assert.True(Ranking.Follows([1, 2, 3, 4], awards, ["first", "second", "second", null]));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_wrong_window_or_weight_is_put_right_while_it_is_open_and_applicants_stay(string database)
    {
        await using var host = await RunningHost.Start(database);
        var (id, numbers) = await Selections.Applied(host, "A1");
        using var officer = await host.As("district");
        await officer.Open($"/selections/{id}/edit");
        await officer.Send(
            "form.form",
            ("Input.Name", "Good projects of the year"),
            ("Input.ClosesOn", "2026-04-10"),
            ("Input.Weights[0]", "60"),
            ("Input.Weights[1]", "20")
        );
        Assert.Equal($"/selections/{id}", officer.At);
        host.At(2026, 4, 7);
        Assert.Equal("selections.still-open", await host.Refused(s => Selections.Rank(host, id, numbers)));
        var view = await host.Ask(s => s.GetRequiredService<ShowSelections>().One(id, default));
        Assert.Equal(
            ("Good projects of the year", "60,20,20,40,40,20", numbers[0]),
            (view.Selection.Name, view.Selection.Weights, view.Standing.Single().Project.Number)
        );
        await host.Do(async s =>
            Assert.True(
                await s.GetRequiredService<KernelDb>()
                    .AuditEntries.AnyAsync(e => e.Action == "selection.changed" && e.Data.Contains("50,30,20"))
            )
        );
        host.At(2026, 4, 12);
        await Selections.Rank(host, id, numbers);
        Assert.Equal(
            "selections.change-closed",
            await host.Refused(async s =>
                await s.GetRequiredService<RunSelection>()
                    .Change(
                        id,
                        await Selections.Version(s, id),
                        new("Later", new(2026, 4, 1), new(2026, 4, 2), Selections.Weights, "first | 1"),
                        default
                    )
            )
        );
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "P19")]
    public async Task A_brand_shows_the_awards_of_its_projects_and_typed_honours_are_corrected_and_removed(
        string database
    )
    {
        await using var host = await RunningHost.Start(database);
        var (id, numbers) = await Selections.InNotice(host, "A1");
        await Selections.Award(host, id);
        long brand = await host.Ask(async s =>
        {
            var brands = s.GetRequiredService<KeepBrands>();
            var made = await brands.Add(
                (await s.GetRequiredService<UnitDirectory>().Tree(default)).Find("A1")!.Id,
                "Good neighbours",
                null,
                null,
                true,
                default
            );
            await brands.Group(made.Id, (await Kit.One(s, numbers[0])).Id, default);
            await brands.Honour(made.Id, "Modl brand", "the city", new(2026, 3, 1), default);
            return made.Id;
        });
        using var worker = await host.As("worker-a1");
        await worker.Open($"/projects/brands/{brand}");
        Assert.Contains("Good projects", worker.Text, StringComparison.Ordinal);
        await worker.Press("ChangeHonour", ("Input.Honour", "Model brand"));
        using var reader = host.Visitor();
        await reader.Open($"/library/brands/{brand}");
        Assert.Contains("Model brand", reader.Text, StringComparison.Ordinal);
        Assert.Contains("Good projects", reader.Text, StringComparison.Ordinal);
        await worker.Open($"/projects/brands/{brand}");
        await worker.Press("RemoveHonour");
        await reader.Open($"/library/brands/{brand}");
        Assert.DoesNotContain("Model brand", reader.Text, StringComparison.Ordinal);
        Assert.Equal(1, (await host.Ask(s => s.GetRequiredService<KeepBrands>().Public(default))).Single().Honours);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "P16")]
    public async Task The_library_is_narrowed_by_the_type_of_the_catalogue_for_staff_and_public(string database)
    {
        await using var host = await RunningHost.Start(database);
        string number = await Library.Shared(host, "A1", "Lunch for the old");
        await Library.Shared(host, "A1", "Lamps in the yard");
        long type = await host.Ask(async s =>
        {
            var (db, catalogue) = (s.GetRequiredService<ProjectsDb>(), s.GetRequiredService<KeepCatalogue>());
            var first = (await catalogue.Types(default))[0];
            long entry = await db.CatalogueEntries.Where(e => e.TypeId == first.Id).Select(e => e.Id).FirstAsync();
            await db
                .Projects.Where(p => p.Number == number)
                .ExecuteUpdateAsync(set => set.SetProperty(p => p.EntryId, entry));
            return first.Id;
        });
        using var reader = host.Visitor();
        using var worker = await host.As("worker-a1");
        foreach (var (visitor, page) in new[] { (reader, "/library"), (worker, "/projects") })
        {
            await visitor.Open(page);
            Assert.NotNull(visitor.Page.QuerySelector($"select[name=type] option[value='{type}']"));
            await visitor.Open($"{page}?type={type}");
            Assert.Contains("Lunch for the old", visitor.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("Lamps in the yard", visitor.Text, StringComparison.Ordinal);
        }
    }
}
