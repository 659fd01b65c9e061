using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Access;
using Modular.Kernel.Data;
using Modular.Projects.Data;
using Modular.Projects.Domain;
using Modular.Projects.Mentors;
using Modular.TestKit;

namespace Modular.Projects.Tests;

/// <summary>
/// An officer of Town A who belongs to the mentor group and guides a project of Town B: he reads it and advises, and is
/// no officer there.
/// </summary>
[Trait("rule", "P5"), Trait("rule", "K2"), Trait("rule", "K19")]
public sealed class MentorScopeTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Who_guides_another_towns_project_reads_it_and_changes_nothing_whichever_office_he_holds_at_home(
        string database
    )
    {
        await using var host = await RunningHost.Start(database);
        string number = await PlanTests.Planned(host, unit: "B1");
        await Guided(host, number);
        long task = (await PlanTests.View(host, number)).Tasks[0].Task.Id;
        var officer = await host.As("officer-a");
        foreach (
            string page in new[]
            {
                "",
                "/plan",
                $"/plan/{task}",
                "/guidance",
                "/versions",
                "/effect",
                "/activities",
                "/money",
            }
        )
            await officer.Open($"/projects/{number}{page}");
        string before = await Standing(host, number);
        var handlers = await Posts(host);
        Assert.True(handlers.Count > 40, $"{handlers.Count} handlers found");
        foreach (string handler in handlers)
        {
            await officer.Open($"/projects/{number}");
            // What the script of the plan sends comes as JSON, the rest as forms.
            var status =
                handler.EndsWith("/plan?handler=Apply", StringComparison.Ordinal)
                || handler.EndsWith("/plan?handler=Back", StringComparison.Ordinal)
                    ? await officer.RawJson(
                        handler.Replace("{number}", number, StringComparison.Ordinal),
                        """{"version":1,"edits":[{"do":"begin","date":"2026-04-01"}]}"""
                    )
                    : await officer.Raw(
                        handler
                            .Replace("{number}", number, StringComparison.Ordinal)
                            .Replace("{id}", $"{task}", StringComparison.Ordinal),
                        ("Input.Version", "0"),
                        ("Input.Reasons", "because"),
                        ("Input.Title", "mine now"),
                        ("Input.Name", "mine"),
                        ("Input.Days", "2"),
                        ("Input.Text", "mine"),
                        ("Input.Outcome", "approve"),
                        ("Input.Minutes", "all for it"),
                        ("Input.Field", "x"),
                        ("Input.Advice", ""),
                        ("target", "1"),
                        ("mentor", "1"),
                        ("note", "1"),
                        ("item", "0")
                    );
            Assert.True(
                status is HttpStatusCode.NotFound or HttpStatusCode.Forbidden,
                $"{handler} answered {(int)status}"
            );
        }

        Assert.Equal(before, await Standing(host, number));
        // At home he is the officer he was.
        string home = await PlanTests.Planned(host);
        await officer.Open($"/projects/{home}");
        await officer.Press("Stop", ("Input.Reasons", "the room was sold"));
        await host.Do(async s => Assert.Equal(ProjectState.Stopped, (await Kit.One(s, home)).State));
    }

    [Fact]
    public async Task His_own_acts_as_a_mentor_work_and_a_refused_one_comes_back_with_its_page()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        string number = await PlanTests.Planned(host, unit: "B1");
        await Guided(host, number);
        var officer = await (await host.As("officer-a")).Open($"/projects/{number}/guidance");
        await officer.Press("Advise", ("Input.Field", ""), ("Input.Advice", "say what the room costs"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, officer.Status);
        await officer.Press("Advise", ("Input.Field", "budget"), ("Input.Advice", "say what the room costs"));
        Assert.Equal(HttpStatusCode.OK, officer.Status);
        Assert.Contains("say what the room costs", officer.Text, StringComparison.Ordinal);
        await officer.PressButton(
            "button[name=ready][value=true]",
            [.. PreReview.Points.Select(p => ("Input.Met", p))]
        );
        await host.Do(async s =>
            Assert.Equal(PreVerdict.Ready, (await s.GetRequiredService<ProjectsDb>().PreReviews.SingleAsync()).Verdict)
        );
    }

    private static Task Guided(RunningHost host, string number) =>
        host.Do(async s =>
        {
            int a = (await Drafted.Unit(s, "A")).Id,
                q = (await Drafted.Unit(s, "Q")).Id;
            var account = await s.GetRequiredService<KeepAccounts>()
                .Open(
                    "officer-a",
                    "officer-a",
                    RunningHost.Password,
                    [(Role.TownOfficer, a), (Role.Mentor, a)],
                    false,
                    default
                );
            var keep = s.GetRequiredService<KeepMentors>();
            await keep.Add(account.Id, q, "Town A", "lunch", 3, default);
            await keep.Assign(
                number,
                (await s.GetRequiredService<ProjectsDb>().Mentors.SingleAsync(m => m.AccountId == account.Id)).Id,
                default
            );
        });

    /// <summary>Everything the module keeps of the project.</summary>
    private static Task<string> Standing(RunningHost host, string number) =>
        host.Ask(async s =>
        {
            var db = s.GetRequiredService<ProjectsDb>();
            var p = await Kit.One(s, number);
            return JsonSerializer.Serialize(
                new object[]
                {
                    p,
                    await db.Targets.OrderBy(t => t.Id).ToListAsync(),
                    await db.BudgetLines.OrderBy(t => t.Id).ToListAsync(),
                    await db.PlanTasks.OrderBy(t => t.Id).ToListAsync(),
                    await db.TextVersions.CountAsync(),
                    await db.Events.CountAsync(),
                    await db.TaskLinks.CountAsync(),
                    await db.TaskItems.CountAsync(),
                    await db.Activities.CountAsync(),
                    await db.Spendings.CountAsync(),
                    await db.Files.CountAsync(),
                    await db.GuidanceNotes.CountAsync(),
                    await db.PreReviews.CountAsync(),
                    await db.PlanFeeds.CountAsync(),
                    await db.Baselines.CountAsync(),
                    await db.Mentorings.CountAsync(m => m.EndedAt == null),
                }
            );
        });

    /// <summary>
    /// Every handler of a page of one project that takes a post, but for a mentor's own: advice, pre-review, and the
    /// address of his own calendar.
    /// </summary>
    private static async Task<List<string>> Posts(RunningHost host)
    {
        var loader = host.Services.GetRequiredService<PageLoader>();
        var found = new List<string>();
        foreach (
            var page in host
                .Services.GetRequiredService<IActionDescriptorCollectionProvider>()
                .ActionDescriptors.Items.OfType<PageActionDescriptor>()
                .Where(p =>
                    p.AttributeRouteInfo?.Template?.StartsWith("projects/{number}", StringComparison.OrdinalIgnoreCase)
                    == true
                )
        )
        {
            string at = "/" + page.AttributeRouteInfo!.Template!.Replace("{id:long}", "{id}", StringComparison.Ordinal);
            foreach (
                var handler in (await loader.LoadAsync(page, EndpointMetadataCollection.Empty)).HandlerMethods.Where(
                    h => string.Equals(h.HttpMethod, "POST", StringComparison.OrdinalIgnoreCase)
                )
            )
                if (!(at.EndsWith("/guidance", StringComparison.Ordinal) && handler.Name is "Advise" or "Judge"))
                    found.Add($"{at}?handler={handler.Name}");
        }

        return found;
    }
}
