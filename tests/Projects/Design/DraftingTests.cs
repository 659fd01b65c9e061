using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Rules;
using Modular.Projects.Data;
using Modular.Projects.Design;
using Modular.Projects.Domain;
using Modular.Projects.Plan;
using Modular.TestKit;

namespace Modular.Projects.Tests;

/// <summary>
/// What a project begins with: an entry of the catalogue, a topic, a campaign; and what is shown where a calendar is
/// missing.
/// </summary>
public sealed class DraftingTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "P3")]
    public async Task Next_years_project_has_its_steps_in_autumn_and_its_dates_once_the_calendar_is_there(
        string database
    )
    {
        await using var host = await RunningHost.Start(database);
        host.At(2026, 10, 20);
        var worker = await (await host.As("worker-a1")).Open("/projects/catalogue");
        await worker.Open(worker.Page.QuerySelector("table.list tbody tr td.main a")!.GetAttribute("href")!);
        await worker.Open(worker.Page.QuerySelector("a.btn-primary")!.GetAttribute("href")!);
        await worker.Send("form.form", ("Input.StartsOn", "2031-03-01"), ("Input.EndsOn", "2031-11-30"));
        Assert.Equal(HttpStatusCode.OK, worker.Status);
        string number = await host.Ask(async s =>
            (await s.GetRequiredService<ProjectsDb>().Projects.AsNoTracking().SingleAsync()).Number
        );
        var plan = await PlanTests.View(host, number);
        Assert.True(plan.Tasks.Count >= 3);
        Assert.NotEmpty(plan.Links);
        Assert.All(plan.Tasks, t => Assert.Null(t.Starts));
        await worker.Open($"/projects/{number}/plan?culture=en");
        Assert.Contains("The calendar of 2031 has not been entered", worker.Text, StringComparison.Ordinal);
        // More steps can be written down meanwhile; links that go round are told all the same.
        await PlanTests.Change(
            host,
            number,
            null,
            new PlanEdit("add")
            {
                Name = "one more",
                Days = 2,
                After = "1",
            }
        );
        Assert.Equal(
            "plan.circle",
            (
                await Assert.ThrowsAsync<RuleBroken>(() =>
                    PlanTests.Change(
                        host,
                        number,
                        null,
                        new PlanEdit("link", plan.Tasks.First(t => plan.Links.Any(l => l.ToId == t.Task.Id)).Task.Id)
                        {
                            Other = plan.Links[0].FromId,
                        }
                    )
                )
            ).Key
        );
        // A beginning the calendar knows gives everything its dates.
        await PlanTests.Change(host, number, null, new PlanEdit("begin") { Date = new(2026, 11, 2) });
        Assert.All(
            (await PlanTests.View(host, number)).Tasks.Where(t => t.Late == 0).Take(1),
            t => Assert.NotNull(t.Starts)
        );
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "P3")]
    public async Task Of_two_who_take_up_one_topic_at_once_one_gets_it_and_once_given_up_it_is_free_again(
        string database
    )
    {
        await using var host = await RunningHost.Start(database);
        const long topic = 4711;
        await host.Do(async s =>
        {
            var db = s.GetRequiredService<ProjectsDb>();
            var unit = await Drafted.Unit(s, "A1");
            object now = db.IsSqlite ? 0L : DateTimeOffset.UnixEpoch;
            string table = db.IsSqlite ? "needs_topic" : "needs.topic";
            await db.Database.ExecuteSqlRawAsync(
                $"INSERT INTO {table} (id, unit_id, unit_path, name, key_words, size, people, units, state, "
                    + $"formed_at, clusterer, version) VALUES ({{0}}, {{1}}, {{2}}, 'lunch', 'lunch', 3, 3, 1, "
                    + $"'Confirmed', {{3}}, 'x', 0)",
                topic,
                unit.Id,
                unit.Path,
                now
            );
        });
        Task<string> Take() =>
            host.Ask(async s =>
                (
                    await s.GetRequiredService<DesignProject>()
                        .Draft((await Drafted.Unit(s, "A1")).Id, Drafted.Full, new DraftFrom(TopicId: topic), default)
                ).Number
            );
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Record.ExceptionAsync(Take).AsTask()));
        Assert.Single(outcomes, o => o is null);
        Assert.All(
            outcomes.OfType<Exception>(),
            o => Assert.Equal("projects.topic-taken", Assert.IsType<RuleBroken>(o).Key)
        );
        string first = await host.Ask(async s =>
            (await s.GetRequiredService<ProjectsDb>().Projects.SingleAsync()).Number
        );
        // Refused drafts took no number.
        Assert.EndsWith("000001", first, StringComparison.Ordinal);
        await PlanTests.Moves(host, first, "submitted", "rejected");
        string second = await Take();
        await host.Do(async s =>
            await s.GetRequiredService<DesignProject>()
                .Stop(second, (await Kit.One(s, second)).Version, "nobody to lead it", default)
        );
        await Take();
        Assert.Equal("projects.topic-taken", (await Assert.ThrowsAsync<RuleBroken>(Take)).Key);
    }

    [Fact, Trait("rule", "P2")]
    public async Task The_districts_auditor_sees_a_project_of_a_towns_campaign_with_it_and_no_draft_of_a_campaign()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        long campaign = await Campaign(host, open: true),
            draft = await Campaign(host, open: false);
        string number = await Drafted.Project(host, "A1", campaign);
        var auditor = await (await host.As("auditor")).Open($"/projects/{number}");
        Assert.NotNull(auditor.Page.QuerySelector($"a[href='/projects/campaigns/{campaign}']"));
        await auditor.Open($"/projects/campaigns/{campaign}");
        Assert.Equal(HttpStatusCode.NotFound, await auditor.StatusOf($"/projects/campaigns/{draft}"));
        Assert.Equal(
            HttpStatusCode.NotFound,
            await (await host.As("town-b")).StatusOf($"/projects/campaigns/{campaign}")
        );
    }

    [Fact, Trait("rule", "P8")]
    public async Task Pictures_weeks_and_edits_that_cannot_be_are_answered_with_a_sentence()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        string empty = await host.Draft(),
            undated = await host.Draft("A1", Kit.Full with { StartsOn = new(2035, 3, 1), EndsOn = new(2035, 9, 1) });
        await host.Do(s => s.GetRequiredService<CopyPlan>().Lines(undated, 0, PlanTests.Four, default));
        var worker = await host.As("worker-a1");
        foreach (string number in new[] { empty, undated })
        {
            await worker.Open($"/projects/{number}/plan");
            Assert.Null(worker.Page.QuerySelector("nav.chips a[href*='print=']"));
            foreach (string path in new[] { "print=a4", "print=a3", "handler=picture" })
            {
                await worker.Open($"/projects/{number}/plan?culture=en&{path}");
                Assert.Contains("No task of this plan has a date yet", worker.Text, StringComparison.Ordinal);
            }

            foreach (string week in new[] { "0001-01-01", "9999-12-31" })
            {
                await worker.Open($"/projects/{number}/plan?culture=en&view=week&week={week}");
                Assert.Contains("There is no such week", worker.Text, StringComparison.Ordinal);
            }
        }

        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            await worker.RawJson($"/projects/{empty}/plan?handler=apply", """{"version":0,"edits":[null]}""")
        );
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            await worker.RawJson($"/projects/{empty}/plan?handler=apply", """{"version":0}""")
        );
    }

    private static Task<long> Campaign(RunningHost host, bool open) =>
        host.Ask(async s =>
        {
            var run = s.GetRequiredService<Projects.Campaigns.RunCampaign>();
            long id = await run.Draft(
                (await Drafted.Unit(s, "A")).Id,
                Drafted.Plan(from: new(2026, 3, 9)) with
                {
                    Towns = false,
                },
                default
            );
            if (open)
                await run.Open(id, (await run.One(id, default)).Version, default);
            return id;
        });
}
