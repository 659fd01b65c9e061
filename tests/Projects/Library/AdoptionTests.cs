using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Rules;
using Modular.Kernel.Units;
using Modular.Projects.Data;
using Modular.Projects.Design;
using Modular.Projects.Domain;
using Modular.Projects.Library;
using Modular.TestKit;

namespace Modular.Projects.Tests;

/// <summary>How a unit elsewhere takes over a project of the library, and what lineage comes of it.</summary>
[Trait("rule", "P16")]
public sealed class AdoptionTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_unit_elsewhere_copies_the_plan_into_its_draft_and_the_lineage_is_kept_on_both_sides(
        string database
    )
    {
        await using var host = await RunningHost.Start(database);
        string source = await Library.Shared(host, "A1", "Lunch for the old");
        using var worker = await host.As("worker-b1");
        await worker.Open($"/projects/adopt/{source}");
        await worker.PressButton("button[value=true]", ("Input.Note", "how do you find the cooks?"));
        Assert.EndsWith("/edit", worker.At, StringComparison.Ordinal);
        string draft = worker.At.Split('/')[2];
        await host.Do(async s =>
        {
            var db = s.GetRequiredService<ProjectsDb>();
            var (from, to) = (
                await db.Projects.SingleAsync(p => p.Number == source),
                await db.Projects.SingleAsync(p => p.Number == draft)
            );
            Assert.Equal(
                (from.Id, ProjectOrigin.Adopted, from.Plan, from.Aims, from.Budget, ""),
                (to.ParentId, to.Origin, to.Plan, to.Aims, to.Budget, to.Leader)
            );
            Assert.Null(to.StartsOn);
            var target = await db.Targets.SingleAsync(t => t.ProjectId == to.Id);
            Assert.Equal((80_000L, null), (target.GoalMilli, target.StartMilli));
            var follow = s.GetRequiredService<FollowAdoptions>();
            Assert.Equal([from.Id], (await follow.Lineage(to, default)).Ancestors.Select(a => a.Id));
            Assert.Equal(
                (1, to.Id),
                (
                    (await follow.Lineage(from, default)).Units,
                    (await follow.Lineage(from, default)).Children.Single().Id
                )
            );
        });
        // The origin sees who adopts and how far, and is told; the draft itself is not public.
        using var origin = await host.As("worker-a1");
        await origin.Open($"/projects/{source}/library");
        Assert.Contains("how do you find the cooks?", origin.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await origin.StatusOf($"/projects/{draft}"));
        using var reader = host.Visitor();
        await reader.Open($"/library/{source}");
        Assert.Contains("Community B1", reader.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await reader.StatusOf($"/library/{draft}"));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task One_unit_adopts_a_project_once_however_often_it_is_asked_at_the_same_moment(string database)
    {
        await using var host = await RunningHost.Start(database);
        string source = await Library.Shared(host, "A1", "Lunch for the old");
        int unit = await host.Ask(async s =>
            (await s.GetRequiredService<UnitDirectory>().Tree(default)).Find("B1")!.Id
        );
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 6)
                .Select(async _ =>
                {
                    try
                    {
                        await host.Do(s => s.GetRequiredService<AdoptProject>().Ask(source, unit, null, default));
                        return "";
                    }
                    catch (RuleBroken broken)
                    {
                        return broken.Key;
                    }
                })
        );
        Assert.Equal((1, 5), (answers.Count(a => a.Length == 0), answers.Count(a => a == "projects.adopt.open")));
        Assert.Equal(
            "projects.adopt.own",
            await host.Refused(async s =>
                await s.GetRequiredService<AdoptProject>()
                    .Ask(
                        source,
                        (await s.GetRequiredService<ProjectsDb>().Projects.SingleAsync(p => p.Number == source)).UnitId,
                        null,
                        default
                    )
            )
        );
    }

    [Fact]
    public async Task A_draft_names_only_a_live_parent_so_lineages_never_close_to_a_ring()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        string draft = await Library.Draft(host, "A1", "Not yet live");
        Assert.Equal(
            "projects.adopt.gone",
            await host.Refused(async s =>
            {
                var parent = await s.GetRequiredService<ProjectsDb>().Projects.SingleAsync(p => p.Number == draft);
                await s.GetRequiredService<DesignProject>()
                    .Draft(parent.UnitId, Library.Full, new(ParentId: parent.Id), default);
            })
        );
        Assert.Contains(
            typeof(Project)
                .GetProperty(nameof(Project.ParentId))!
                .SetMethod!.ReturnParameter.GetRequiredCustomModifiers(),
            m => m.Name == "IsExternalInit"
        );
    }
}
