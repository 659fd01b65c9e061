using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Units;
using Modular.Projects.Data;
using Modular.Projects.Domain;
using Modular.Projects.Library;
using Modular.Projects.Plan;
using Modular.Projects.Selections;
using Modular.TestKit;

namespace Modular.Projects.Tests;

/// <summary>The shelf, who comes to it and what leaks from it.</summary>
[Trait("rule", "P16")]
public sealed class FairLibraryTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Without_a_selection_only_the_district_fills_the_shelf_and_says_why(string database)
    {
        await using var host = await RunningHost.Start(database);
        string number = await Library.Completed(host, "A1", "Lunch for the old");
        await Library.Material(host, number, shown: true);
        using Visitor town = await host.As("town-a"),
            district = await host.As("district");
        await town.Open($"/projects/{number}/library");
        Assert.Null(town.Page.QuerySelector("form[action*='handler=Share']"));
        int version = await host.Ask(async s => (await Kit.One(s, number)).Version);
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            await town.Raw(
                $"/projects/{number}/library?handler=Share",
                ("Input.Version", $"{version}"),
                ("Input.Contact", "the office"),
                ("Input.Why", "we like it")
            )
        );
        await district.Open($"/projects/{number}/library");
        await district.Press("Share", ("Input.Contact", "the office"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, district.Status);
        await district.Press("Share", ("Input.Contact", "the office"), ("Input.Why", "the first of its kind"));
        await town.Open($"/projects/{number}/library");
        Assert.Contains("the first of its kind", town.Text, StringComparison.Ordinal);
        using var reader = host.Visitor();
        await reader.Open($"/library/{number}");
        Assert.DoesNotContain("the first of its kind", reader.Text, StringComparison.Ordinal);
        await host.Do(async s =>
            Assert.True(
                await s.GetRequiredService<Kernel.Store.KernelDb>()
                    .AuditEntries.AnyAsync(e =>
                        e.Action == "project.shared" && e.Data.Contains("the first of its kind")
                    )
            )
        );
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "P15")]
    public async Task Evaluated_without_an_award_a_project_goes_on_the_shelf_or_applies_again(string database)
    {
        await using var host = await RunningHost.Start(database);
        var (id, numbers) = await Selections.InNotice(host, "A1", "A1", "B1");
        foreach (string number in numbers)
            await Library.Material(host, number, shown: true);
        // While it stands in the selection it stays there: on the shelf it could not be awarded.
        Assert.Equal(
            "projects.share.in-selection",
            await host.Refused(async s =>
                await s.GetRequiredService<ShareProject>()
                    .Share(numbers[1], (await Kit.One(s, numbers[1])).Version, "the office", 1, null, default)
            )
        );
        await Selections.Award(host, id);
        using var town = await host.As("town-a");
        await town.Open($"/projects/{numbers[1]}/library");
        await town.Press("Share", ("Input.Contact", "the office"));
        await host.Do(async s => Assert.Equal(ProjectState.InLibrary, (await Kit.One(s, numbers[1])).State));
        host.At(2026, 4, 1);
        long next = await Selections.SetUp(host, name: "The next year");
        await host.Do(s => Selections.Apply(s, numbers[2], next));
        Assert.Equal("selections.gate-open", await host.Refused(s => Selections.Apply(s, numbers[2], next)));
        await host.Do(async s =>
            await s.GetRequiredService<ApplyProject>()
                .Withdraw(numbers[2], (await Kit.One(s, numbers[2])).Version, default)
        );
        await host.Do(s => Selections.Apply(s, numbers[2], next));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "P15")]
    public async Task On_the_shelf_already_a_project_applies_stays_to_be_seen_and_comes_back_awarded(string database)
    {
        await using var host = await RunningHost.Start(database);
        string[] numbers = [await Selections.Completed(host, "A1"), await Selections.Completed(host, "A1")];
        foreach (string number in numbers)
        {
            await Library.Material(host, number, shown: true);
            await host.Do(async s =>
                await s.GetRequiredService<ShareProject>()
                    .Share(number, (await Kit.One(s, number)).Version, "the office", 1, null, default, "the first")
            );
        }

        host.At(2026, 4, 1);
        long id = await Selections.SetUp(host);
        await host.Do(async s =>
        {
            foreach (string number in numbers)
                await Selections.Apply(s, number, id);
        });
        async Task<int> Shelf() =>
            (await host.Ask(s => s.GetRequiredService<ShowLibrary>().List(new(), default))).Lines.Count;
        Assert.Equal(2, await Shelf());
        await host.Do(async s =>
            Assert.NotNull(await s.GetRequiredService<AdoptProject>().Source(numbers[0], default))
        );
        host.At(2026, 4, 7);
        await Selections.Rank(host, id, numbers);
        await Selections.Publish(host, id);
        await Selections.Award(host, id);
        Assert.Equal(2, await Shelf());
        await host.Do(async s =>
        {
            foreach (string number in numbers)
                Assert.Equal(ProjectState.InLibrary, (await Kit.One(s, number)).State);
        });
        Assert.Equal(
            "first",
            (await host.Ask(s => s.GetRequiredService<ShowSelections>().One(id, default))).Standing.First().Entry.Award
        );
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Of_a_project_taken_out_neither_title_nor_state_stands_in_the_public_lineage(string database)
    {
        await using var host = await RunningHost.Start(database);
        string source = await Library.Shared(host, "A1", "Lunch for the old");
        string draft = await Adopt(host, source, "B1");
        await Live(host, draft, "Supper by the river");
        using var reader = host.Visitor();
        await reader.Open($"/library/{draft}");
        Assert.Contains("Lunch for the old", reader.Text, StringComparison.Ordinal);
        await host.Do(s => s.GetRequiredService<ShareProject>().TakeOut(source, "figures were wrong", default));
        await reader.Open($"/library/{draft}");
        Assert.DoesNotContain("Lunch for the old", reader.Text, StringComparison.Ordinal);
        Assert.Empty(reader.Page.QuerySelectorAll($"a[href='/library/{source}']"));
        await host.Do(s => s.GetRequiredService<ShareProject>().PutBack(source, default));
        await host.Do(async s =>
        {
            var db = s.GetRequiredService<ProjectsDb>();
            db.LibraryEntries.Add(
                new()
                {
                    ProjectId = (await Kit.One(s, draft)).Id,
                    Contact = "x",
                    SharedBy = "x",
                    TakenOutAt = DateTimeOffset.UnixEpoch,
                }
            );
            await db.SaveChangesAsync();
        });
        await reader.Open($"/library/{source}");
        Assert.DoesNotContain("Supper by the river", reader.Text, StringComparison.Ordinal);
        Assert.Contains("Community B1", reader.Text, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_became_of_another_units_draft_is_not_told_to_staff_elsewhere(string database)
    {
        await using var host = await RunningHost.Start(database);
        string source = await Library.Shared(host, "A1", "Lunch for the old"),
            draft = await Adopt(host, source, "B1");
        await host.Do(async s =>
        {
            var db = s.GetRequiredService<ProjectsDb>();
            var project = await db.Projects.SingleAsync(p => p.Number == draft);
            foreach (string move in new[] { "submitted", "rejected" })
                await MoveProject.Move(db, project, null, move, null, TimeProvider.System, default);
        });
        using Visitor origin = await host.As("worker-a1"),
            own = await host.As("worker-b1");
        string rejected = await host.Ask(s =>
            Task.FromResult(s.GetRequiredService<Kernel.Texts.Words>().Of(ProjectState.Rejected))
        );
        await origin.Open($"/projects/{source}/library");
        Assert.DoesNotContain(rejected, origin.Page.QuerySelector("aside")!.TextContent, StringComparison.Ordinal);
        await own.Open($"/projects/{draft}/library");
        Assert.Contains("Lunch for the old", own.Page.QuerySelector("aside")!.TextContent, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "P8")]
    public async Task What_is_adopted_brings_its_plan_with_order_and_checklists_and_no_form_claims_a_parent(
        string database
    )
    {
        await using var host = await RunningHost.Start(database);
        string source = await Library.Draft(host, "A1", "Lunch for the old");
        await host.Do(s =>
            s.GetRequiredService<CopyPlan>()
                .Lines(source, 0, "Find a room | 5\nFind a cook | 3 | 1\nBegin | 0 | 2", default)
        );
        await host.Do(async s =>
        {
            var db = s.GetRequiredService<ProjectsDb>();
            var task = await db.PlanTasks.FirstAsync(t => t.Name == "Find a room");
            db.TaskItems.Add(
                new()
                {
                    Id = 1,
                    ProjectId = task.ProjectId,
                    TaskId = task.Id,
                    Text = "ask the school",
                }
            );
            await db.SaveChangesAsync();
        });
        await Live(host, source, "Lunch for the old");
        await Library.Material(host, source, shown: true);
        await host.Do(async s =>
            await s.GetRequiredService<ShareProject>()
                .Share(source, (await Kit.One(s, source)).Version, "the office", 1, null, default, "the first")
        );
        // Newer plans of others, more than a plan's page offers.
        using var worker = await host.As("worker-b1");
        await worker.Open($"/projects/adopt/{source}");
        await worker.PressButton("button[value=true]");
        string draft = worker.At.Split('/')[2];
        await host.Do(async s =>
        {
            var db = s.GetRequiredService<ProjectsDb>();
            long id = (await Kit.One(s, draft)).Id;
            var tasks = await db.PlanTasks.Where(t => t.ProjectId == id).OrderBy(t => t.Id).ToListAsync();
            Assert.Equal(["Find a room", "Find a cook", "Begin"], tasks.Select(t => t.Name));
            Assert.Equal(
                (2, "ask the school"),
                (
                    await db.TaskLinks.CountAsync(l => l.ProjectId == id),
                    (await db.TaskItems.SingleAsync(i => i.ProjectId == id)).Text
                )
            );
        });
        long parent = await host.Ask(async s => (await Kit.One(s, source)).Id);
        await worker.Open("/projects/new");
        await worker.Send("form.form", ("Input.Title", "Not adopted at all"), ("Input.ParentId", $"{parent}"));
        await host.Do(async s =>
            Assert.Null(
                (
                    await s.GetRequiredService<ProjectsDb>().Projects.SingleAsync(p => p.Title == "Not adopted at all")
                ).ParentId
            )
        );
    }

    private static Task<string> Adopt(RunningHost host, string source, string unit) =>
        host.Ask(async s =>
        {
            var adopt = s.GetRequiredService<AdoptProject>();
            var asked = await adopt.Ask(
                source,
                (await s.GetRequiredService<UnitDirectory>().Tree(default)).Find(unit)!.Id,
                null,
                default
            );
            return (await adopt.Copy(asked.Id, default)).Draft.Number;
        });

    private static Task Live(RunningHost host, string number, string title) =>
        host.Do(async s =>
        {
            var db = s.GetRequiredService<ProjectsDb>();
            var project = await db.Projects.SingleAsync(p => p.Number == number);
            (project.Title, project.Results) = (title, "sixty people had lunch");
            foreach (
                string move in new[]
                {
                    "submitted",
                    "review-passed",
                    "notice-opened",
                    "approved",
                    "started",
                    "completed",
                }
            )
                await MoveProject.Move(db, project, null, move, null, TimeProvider.System, default);
        });
}
