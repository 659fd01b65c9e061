using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Store;
using Modular.Projects.Activities;
using Modular.Projects.Data;
using Modular.Projects.Domain;
using Modular.Projects.Eligibility;
using Modular.Projects.Report;
using Modular.TestKit;

namespace Modular.Projects.Tests;

/// <summary>
/// What is dated back does not make a project eligible, and what was marked by mistake can be put right.
/// </summary>
[Trait("rule", "P9"), Trait("rule", "P13")]
public sealed class FairRecordTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Activities_before_the_approval_are_kept_and_do_not_count_and_late_ones_say_so(string database)
    {
        await using var host = await RunningHost.Start(database);
        string number = await Execution.Running(host);
        var approved = await host.Ask(async s => JudgeEligibility.Since(await Execution.One(s, number)));
        Execution.At(host, 2026, 7, 1);
        foreach (int before in new[] { 40, 30, 20, 10 })
            await host.Held(number, approved.AddDays(-before), 20);
        var on = new DateOnly(2026, 7, 1);
        Task<Eligible> Judge() =>
            host.Ask(async s =>
                await s.GetRequiredService<JudgeEligibility>().Of(await Execution.One(s, number), on, default)
            );
        var answer = await Judge();
        Assert.False(answer.Met);
        Assert.Empty(answer.Verdict.Held);
        using var worker = await host.As("worker-a1");
        await worker.Open($"/projects/{number}/eligibility?on=2026-07-01");
        Assert.Equal(4, worker.Page.QuerySelectorAll("#before li").Length);
        Assert.Contains("不计入", worker.Text, StringComparison.Ordinal);
        // Four held after it count, on the day itself too; those written down weeks later say so here and in the
        // report.
        foreach (int after in new[] { 0, 10, 20 })
            await host.Held(number, approved.AddDays(after), 20);
        Assert.False((await Judge()).Met);
        await host.Held(number, new(2026, 6, 28), 20);
        Assert.True((await Judge()).Met);
        int days = on.DayNumber - approved.DayNumber;
        await worker.Open($"/projects/{number}/eligibility?on=2026-07-01");
        Assert.Contains($"事后 {days} 天补登", worker.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("事后 3 天补登", worker.Text, StringComparison.Ordinal);
        await worker.Open($"/projects/{number}/report");
        Assert.Equal(7, worker.Page.QuerySelectorAll("#late li").Length);
        using var word = DocumentFormat.OpenXml.Packaging.WordprocessingDocument.Open(
            new MemoryStream(await worker.Bytes($"/projects/{number}/report?handler=docx")),
            false
        );
        Assert.Contains(
            $"事后 {days} 天补登",
            word.MainDocumentPart!.Document.Body!.InnerText,
            StringComparison.Ordinal
        );
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_service_that_ran_before_the_project_counts_from_the_approval(string database)
    {
        await using var host = await RunningHost.Start(database);
        string number = await Execution.Running(host);
        long place = await Execution.Place(host, number);
        await host.Do(s =>
            s.GetRequiredService<KeepSeries>().Add(number, Weekly(place, new(2025, 10, 1), new(2026, 12, 31)), default)
        );
        Execution.At(host, 2026, 3, 20);
        await HoldAll(host, number);
        var approved = await host.Ask(async s => JudgeEligibility.Since(await Execution.One(s, number)));
        var answer = await host.Ask(async s =>
            await s.GetRequiredService<JudgeEligibility>().Of(await Execution.One(s, number), new(2026, 3, 20), default)
        );
        Assert.False(answer.Met);
        Assert.Equal(approved.AddMonths(4), answer.Verdict.From);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_was_marked_by_mistake_is_opened_again_with_a_reason_and_nothing_is_lost(string database)
    {
        await using var host = await RunningHost.Start(database);
        string number = await Execution.Running(host);
        long id = await Execution.Plan(host, number, new(2026, 3, 20)),
            other = await Execution.Plan(host, number, new(2026, 3, 21));
        Execution.At(host, 2026, 3, 20, 10);
        using var worker = await host.As("worker-a1");
        await worker.Open($"/projects/{number}/activities/{id}");
        await worker.Press("ByHand", ("Input.As", "Resident"), ("Input.Lines", "Zhang San\nZhao Liu"));
        await worker.Press("Hold", ("Input.Served", "12"));
        await worker.Press("Reopen", ("Input.Reason", ""));
        Assert.Equal(ActivityState.Held, (await Execution.Activity(host, id)).State);
        await worker.Open($"/projects/{number}/activities/{id}");
        await worker.Press("Reopen", ("Input.Reason", "that was the other group"));
        var open = await Execution.Activity(host, id);
        Assert.Equal(
            (ActivityState.Planned, 2, 12, (DateTimeOffset?)null),
            (open.State, open.Signed, open.Served, open.HeldAt)
        );
        Assert.Contains("that was the other group", worker.Text, StringComparison.Ordinal);
        Assert.Equal(
            0,
            (
                await host.Ask(async s =>
                    await s.GetRequiredService<ListActivities>().Figures(open.ProjectId, null, default)
                )
            ).Held
        );
        // Who signed in was there on that day: it is neither cancelled nor put to another one, and its times may
        // change.
        Assert.Equal(
            "activity.signed-already",
            await host.Refused(s =>
                s.GetRequiredService<KeepActivities>().Cancel(number, id, open.Version, "rain", default)
            )
        );
        Assert.Equal(
            "activity.signed-that-day",
            await host.Refused(s =>
                s.GetRequiredService<KeepActivities>()
                    .Shift(number, id, open.Version, new(2026, 3, 25), new(9, 0), new(11, 0), "rain", default)
            )
        );
        await host.Do(s =>
            s.GetRequiredService<KeepActivities>()
                .Shift(number, id, open.Version, new(2026, 3, 20), new(9, 0), new(10, 0), "shorter", default)
        );
        await host.Do(s => s.GetRequiredService<KeepActivities>().Cancel(number, other, 0, "rain", default));
        await worker.Open($"/projects/{number}/activities/{other}");
        await worker.Press("Reopen", ("Input.Reason", "the rain stopped"));
        var back = await Execution.Activity(host, other);
        Assert.Equal((ActivityState.Planned, (string?)null), (back.State, back.Reason));
        await host.Do(async s =>
            Assert.Equal(
                2,
                await s.GetRequiredService<KernelDb>().AuditEntries.CountAsync(e => e.Action == "activity.reopened")
            )
        );
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Evidence_of_an_application_is_not_taken_back_and_its_report_keeps_the_figures(string database)
    {
        await using var host = await RunningHost.Start(database);
        string number = await Execution.Running(host);
        long id = await Execution.Plan(host, number, new(2026, 3, 20));
        Execution.At(host, 2026, 3, 20, 12);
        await host.Do(s => s.GetRequiredService<KeepActivities>().Hold(number, id, 0, new(34, 0, 0, null), default));
        await host.Do(s => s.GetRequiredService<WriteReport>().Save(number, 0, "why", "how", "what", "so", default));
        int no = await host.Ask(async s =>
        {
            var db = s.GetRequiredService<ProjectsDb>();
            int kept = await s.GetRequiredService<WriteReport>()
                .Freeze(await db.Projects.SingleAsync(p => p.Number == number), default);
            await db.SaveChangesAsync();
            return kept;
        });
        await host.Do(s => s.GetRequiredService<KeepActivities>().Hold(number, id, 1, new(500, 0, 0, null), default));
        await host.Do(s =>
            s.GetRequiredService<WriteReport>().Save(number, no, "grander", "how", "what", "so", default)
        );
        using var worker = await host.As("worker-a1");
        await worker.Open($"/projects/{number}/report?version={no}");
        string article = worker.Page.QuerySelector("article.report")!.TextContent;
        Assert.Contains("34", article, StringComparison.Ordinal);
        Assert.DoesNotContain("500", article, StringComparison.Ordinal);
        Assert.DoesNotContain("grander", article, StringComparison.Ordinal);
        await worker.Open($"/projects/{number}/report");
        Assert.Contains("500", worker.Page.QuerySelector("article.report")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(
            no,
            await host.Ask(async s =>
                await s.GetRequiredService<WriteReport>().HandedIn((await Execution.One(s, number)).Id, default)
            )
        );
        await host.Do(s =>
            s.GetRequiredService<ProjectsDb>()
                .Projects.Where(p => p.Number == number)
                .ExecuteUpdateAsync(set => set.SetProperty(p => p.State, ProjectState.Applied))
        );
        Assert.Equal(
            "activity.reopen-judged",
            await host.Refused(s => s.GetRequiredService<KeepActivities>().Reopen(number, id, 2, "a mistake", default))
        );
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_service_set_up_by_mistake_or_given_up_does_not_close_the_way_of_four_activities(string database)
    {
        await using var host = await RunningHost.Start(database);
        string number = await Execution.Running(host);
        long place = await Execution.Place(host, number);
        long id = await host.Ask(s =>
            s.GetRequiredService<KeepSeries>().Add(number, Weekly(place, new(2026, 3, 18), new(2026, 12, 31)), default)
        );
        Execution.At(host, 2026, 5, 1);
        foreach (int day in new[] { 2, 9, 16, 23 })
            await host.Held(number, new(2026, 4, day), 20);
        Task<Eligible> Judge() =>
            host.Ask(async s =>
                await s.GetRequiredService<JudgeEligibility>()
                    .Of(await Execution.One(s, number), new(2026, 5, 1), default)
            );
        // Nobody ever held it.
        Assert.True((await Judge()).Met);
        await HoldAll(host, number, 1);
        Assert.False((await Judge()).Met);
        using var worker = await host.As("worker-a1");
        await worker.Open($"/projects/{number}/series/{id}");
        await worker.Press("GiveUp", ("Input.Reason", "the room is needed elsewhere"));
        Assert.True((await Judge()).Met);
        Assert.Contains("the room is needed elsewhere", worker.Text, StringComparison.Ordinal);
        var now = host.Clock.GetUtcNow();
        await host.Do(async s =>
            Assert.DoesNotContain(
                await s.GetRequiredService<ProjectsDb>().Activities.Where(a => a.SeriesId == id).ToListAsync(),
                a => a.StartsAt > now.AddHours(2)
            )
        );
        Assert.Equal(
            "series.given-up",
            await host.Refused(async s =>
                await s.GetRequiredService<KeepSeries>()
                    .Change(
                        number,
                        id,
                        await s.GetRequiredService<ProjectsDb>().Series.Select(x => x.Version).SingleAsync(),
                        Weekly(place, new(2026, 3, 18), new(2027, 1, 31)),
                        default
                    )
            )
        );
    }

    [Fact]
    public void A_month_left_out_for_a_holiday_neither_counts_nor_breaks_the_run()
    {
        static Occurrence Row(int month, Outcome outcome = Outcome.Held) =>
            new(month, 7, new(2026, month, 6), new(2026, month, 6), outcome);
        var begins = new Dictionary<long, DateOnly> { [7] = new(2026, 7, 6) };
        ServiceRecord Monthly(bool leftOut) =>
            new([Row(7), Row(8), Row(9), Row(11), Row(12)], begins, [])
            {
                LeftOut = leftOut ? new HashSet<(long, DateOnly)> { (7, new(2026, 10, 1)) } : null,
            };
        Assert.False(EligibilityRule.Judge(Monthly(false), new(2027, 1, 1)).Met);
        var verdict = EligibilityRule.Judge(Monthly(true), new(2027, 1, 1));
        Assert.True(verdict.Met);
        Assert.Equal([7, 8, 9, 11, 12], verdict.Run!.Months.Select(m => m.First.Month));
        // Four months that were held are needed all the same.
        Assert.False(EligibilityRule.Judge(Monthly(true), new(2026, 11, 6)).Met);
        Assert.False(
            EligibilityRule
                .Judge(
                    new([Row(7), Row(8), Row(9), Row(10, Outcome.NotHeld), Row(11), Row(12)], begins, []),
                    new(2027, 1, 1)
                )
                .Met
        );
    }

    [Fact]
    public async Task A_monthly_service_over_the_national_day_is_regular()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        string number = await Execution.Running(host);
        long place = await Execution.Place(host, number);
        // The first Thursday of October 2026 is the National Day.
        await host.Do(s =>
            s.GetRequiredService<KeepSeries>()
                .Add(
                    number,
                    Weekly(place, new(2026, 7, 1), new(2026, 12, 31)) with
                    {
                        Rhythm = Rhythm.Monthly,
                        Weekdays = 1 << (int)DayOfWeek.Thursday,
                    },
                    default
                )
        );
        Execution.At(host, 2026, 12, 1);
        await HoldAll(host, number);
        var answer = await host.Ask(async s =>
            await s.GetRequiredService<JudgeEligibility>().Of(await Execution.One(s, number), new(2026, 12, 1), default)
        );
        Assert.True(answer.Met);
        Assert.Equal([7, 8, 9, 11], answer.Verdict.Run!.Months.Select(m => m.First.Month));
    }

    private static SeriesText Weekly(long place, DateOnly from, DateOnly until) =>
        new(
            "Care",
            place,
            Rhythm.Weekly,
            1 << (int)DayOfWeek.Wednesday,
            1,
            1,
            OnHolidays.Skip,
            from,
            until,
            new(16, 0),
            new(18, 0),
            null,
            false
        );

    private static Task HoldAll(RunningHost host, string number, int most = 500) =>
        host.Do(async s =>
        {
            var now = host.Clock.GetUtcNow();
            var keep = s.GetRequiredService<KeepActivities>();
            foreach (
                var a in (
                    await s.GetRequiredService<ProjectsDb>()
                        .Activities.AsNoTracking()
                        .Where(a => a.SeriesId != null && a.StartsAt < now)
                        .OrderBy(a => a.StartsAt)
                        .ToListAsync()
                ).Take(most)
            )
                await keep.Hold(number, a.Id, a.Version, new(20, 0, 0, null), default);
        });
}
