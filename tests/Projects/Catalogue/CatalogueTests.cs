using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Rules;
using Modular.Kernel.Tables;
using Modular.Projects.Catalogue;
using Modular.Projects.Data;
using Modular.Projects.Domain;
using Modular.TestKit;

namespace Modular.Projects.Tests;

[Trait("rule", "P1")]
public sealed class CatalogueTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task It_begins_with_five_types_once_for_all_who_look_and_a_worker_designs_from_an_entry(
        string database
    )
    {
        await using var host = await RunningHost.Start(database);
        var visitors = await Task.WhenAll(host.As("district"), host.As("worker-a1"), host.As("town-b"));
        await Task.WhenAll(visitors.Select(v => v.Open("/projects/catalogue")));
        await host.Do(async s => Assert.Equal(5, await s.GetRequiredService<ProjectsDb>().CatalogueTypes.CountAsync()));
        var worker = visitors[1];
        Assert.Equal(HttpStatusCode.Forbidden, await Denied(worker, "/projects/catalogue/edit"));
        await worker.Open("/projects/catalogue");
        var entries = worker.Page.QuerySelectorAll("table.list tbody tr td.main a");
        Assert.True(entries.Length >= 15, $"{entries.Length} entries");
        await worker.Open(entries[0].GetAttribute("href")!);
        await worker.Open(worker.Page.QuerySelector("a.btn-primary")!.GetAttribute("href")!);
        Assert.Equal(entries[0].TextContent, worker.Page.QuerySelector("#Input_Title")!.GetAttribute("value"));
        await worker.Send("form.form");
        await host.Do(async s =>
        {
            var project = await s.GetRequiredService<ProjectsDb>().Projects.AsNoTracking().SingleAsync();
            Assert.Equal(ProjectOrigin.Catalogue, project.Origin);
            Assert.True(project.Budget > 0);
            Assert.Equal(3, await s.GetRequiredService<ProjectsDb>().Targets.CountAsync());
            // Its usual steps are the first plan, one after another as the entry says.
            Assert.True(await s.GetRequiredService<ProjectsDb>().PlanTasks.CountAsync() >= 3);
            Assert.NotEmpty(await s.GetRequiredService<ProjectsDb>().TaskLinks.ToListAsync());
            Assert.Equal(1, (await s.GetRequiredService<KeepCatalogue>().Uses(default))[project.EntryId!.Value]);
        });
    }

    [Fact]
    public async Task Types_are_renamed_ordered_and_closed_and_what_was_shipped_reads_as_steps_and_figures()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        await host.Do(async s =>
        {
            var keep = s.GetRequiredService<KeepCatalogue>();
            var types = await keep.Types(default);
            await keep.MoveType(types[0].Id, up: false, default);
            await keep.AddType("own type", default);
            Assert.Equal(
                "catalogue.type-taken",
                (await Assert.ThrowsAsync<RuleBroken>(() => keep.AddType("own type", default))).Key
            );
            var now = await keep.Types(default);
            Assert.Equal((types[1].Id, types[0].Id, "own type"), (now[0].Id, now[1].Id, now[5].Name));
            foreach (var entry in await keep.List(null, null, false, default))
            {
                KeepCatalogue.Text(entry).Check();
                Assert.NotEmpty(EntryLines.Tasks(entry.Tasks));
            }

            await keep.SetTypeClosed(now[0].Id, now[0].Version, closed: true, default);
            Assert.DoesNotContain(await keep.List(null, null, false, default), e => e.TypeId == now[0].Id);
        });
    }

    [Fact, Trait("rule", "K13")]
    public async Task What_is_exported_can_be_imported_and_a_wrong_row_stops_all_and_says_why()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        var district = await (await host.As("district")).Open("/projects/catalogue?culture=en");
        byte[] sheet = await district.Bytes("/projects/catalogue?handler=export");
        await host.Do(async s =>
        {
            var import = s.GetRequiredService<ImportEntries>();
            int all = await s.GetRequiredService<ProjectsDb>().CatalogueEntries.CountAsync();
            var again = await import.Import(new MemoryStream(sheet), dryRun: false, default);
            Assert.Equal((0, all, 0), (again.Added, again.Changed, again.Errors.Count));
            string type = (await s.GetRequiredService<KeepCatalogue>().Types(default))[0].Name;
            using var csv = new MemoryStream();
            await SheetWriter.Csv(
                csv,
                ["type", "title", "aims", "steps"],
                Rows(
                    [type, "Repairs at home", "Mend what is broken", "ask | 5 |\nmend | 30 | ask"],
                    ["no such type", "x", "y", ""],
                    [type, "Wrong", "z", "mend | 30 | ask"]
                ),
                default
            );
            csv.Position = 0;
            var wrong = await import.Import(csv, dryRun: false, default);
            Assert.Equal([3, 4], wrong.Errors.Select(e => e.Row));
            Assert.Equal(all, await s.GetRequiredService<ProjectsDb>().CatalogueEntries.CountAsync());
        });
    }

    [Fact]
    public async Task An_approved_project_becomes_an_entry_and_a_draft_does_not()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        string number = await Drafted.Project(host, "A1", null);
        await host.Do(async s =>
            Assert.Equal(
                "catalogue.project-not-approved",
                (
                    await Assert.ThrowsAsync<RuleBroken>(() =>
                        s.GetRequiredService<KeepCatalogue>().FromProject(number, default)
                    )
                ).Key
            )
        );
        await host.Do(s =>
            s.GetRequiredService<ProjectsDb>()
                .Projects.ExecuteUpdateAsync(set => set.SetProperty(p => p.State, ProjectState.InExecution))
        );
        var district = await (await host.As("district")).Open($"/projects/{number}");
        await district.Open(district.Page.QuerySelector("a[href*='catalogue/edit?from=']")!.GetAttribute("href")!);
        await district.Send("form.form", ("Entry.Tasks", "find a room | 10 |"));
        Assert.StartsWith("/projects/catalogue/", district.At, StringComparison.Ordinal);
        Assert.Contains(number, district.Text, StringComparison.Ordinal);
    }

    private static async Task<HttpStatusCode> Denied(Visitor visitor, string path) => await visitor.StatusOf(path);

    private static async IAsyncEnumerable<IReadOnlyList<object?>> Rows(params string[][] rows)
    {
        foreach (string[] row in rows)
            yield return row;
        await Task.CompletedTask;
    }
}
