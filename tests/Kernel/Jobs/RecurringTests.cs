using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Modular.Kernel.Data;
using Modular.Kernel.Jobs;
using Modular.Kernel.Rules;
using Modular.Kernel.Store;
using Modular.TestKit;

namespace Modular.Kernel.Tests;

/// <summary>What the system does by itself, and that people see how it went.</summary>
[Trait("rule", "K7")]
public sealed class RecurringTests
{
    /// <summary>Three in the morning: the tests' clock stands at noon, so it never comes by itself.</summary>
    private const string Nightly = "0 0 3 * * ?";

    [Theory]
    [InlineData("0 17 3 * * ?", "2026-03-10T04:00:00Z", "2026-03-10T19:17:00Z", "2026-03-09T19:17:00Z")]
    [InlineData("0 0/5 * * * ?", "2026-03-10T04:01:00Z", "2026-03-10T04:05:00Z", "2026-03-10T04:00:00Z")]
    [InlineData("30 * * * * ?", "2026-03-10T04:00:30Z", "2026-03-10T04:01:30Z", "2026-03-10T04:00:30Z")]
    [InlineData("20 1/5 * * * ?", "2026-12-31T16:00:00Z", "2026-12-31T16:01:20Z", "2026-12-31T15:56:20Z")]
    [InlineData("0 0 8 1 * ?", "2026-02-28T23:00:00Z", "2026-03-01T00:00:00Z", "2026-02-01T00:00:00Z")]
    [InlineData("0 0 8 29 2 ?", "2026-03-01T00:00:00Z", "2028-02-29T00:00:00Z", "2024-02-29T00:00:00Z")]
    public void A_cron_line_is_read_in_Shanghai_with_seconds_first(string cron, string now, string next, string last)
    {
        var at = DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture);
        var schedule = new Schedule(cron);
        Assert.Equal(DateTimeOffset.Parse(next, System.Globalization.CultureInfo.InvariantCulture), schedule.Next(at));
        Assert.Equal(DateTimeOffset.Parse(last, System.Globalization.CultureInfo.InvariantCulture), schedule.Last(at));
        // PostgreSQL stores instants in UTC and refuses others.
        Assert.Equal((TimeSpan.Zero, TimeSpan.Zero), (schedule.Next(at).Offset, schedule.Last(at).Offset));
    }

    [Theory]
    [InlineData("every night")]
    [InlineData("0 61 3 * * ?")]
    [InlineData("17 3 * * *")]
    [InlineData("")]
    public void A_cron_line_nobody_can_read_is_named_at_start(string cron)
    {
        var refused = Assert.Throws<FormatException>(() => new JobKind("test.work", typeof(Work), cron));
        Assert.Contains($"\"{cron}\"", refused.Message, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Missed_while_no_host_was_up_it_runs_at_start_and_once(string database)
    {
        var doings = new Doings();
        string folder = Directory.CreateTempSubdirectory("modular-test-").FullName;
        string[] place = await Databases.Empty(database, folder);
        await using (
            var host = await RunningHost.Start(
                place,
                folder,
                true,
                Workshop.With(doings, Nightly),
                [.. Workshop.Brisk, "--Jobs:SweepSeconds=3600"]
            )
        )
        {
            host.KeepData = true;
            await Workshop.Until(async () => await Rows(host) > 0);
            // The row of the last night goes back by two: the host was off since.
            await host.Do(s =>
                s.GetRequiredService<KernelDb>()
                    .RecurringRuns.Where(r => r.Kind == Workshop.Kind)
                    .ExecuteUpdateAsync(set => set.SetProperty(r => r.Slot, host.Clock.GetUtcNow().AddDays(-3)))
            );
        }

        Assert.Equal(0, doings.Recurred);
        await using var again = await RunningHost.Start(
            place,
            folder,
            false,
            Workshop.With(doings, Nightly),
            Workshop.Brisk
        );
        await Workshop.Until(async () =>
            await again.Ask(s =>
                s.GetRequiredService<KernelDb>()
                    .RecurringRuns.AnyAsync(r => r.Kind == Workshop.Kind && r.Attempts == 1 && r.State == JobState.Done)
            )
        );
        var run = again.Services.GetRequiredService<RunRecurring>();
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => run.Due(Workshop.Kind))));
        Assert.Equal(1, doings.Recurred);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_fails_stands_on_the_page_in_the_to_do_and_is_tried_again_until_it_works(string database)
    {
        var doings = new Doings { Do = (_, _) => throw new RuleBroken("backup.file-exists", "night.zip") };
        await using var host = await RunningHost.Start(
            database,
            Workshop.With(doings, Nightly),
            [.. Workshop.Brisk, "--Jobs:SweepSeconds=3600"]
        );
        await Workshop.Until(async () => await Rows(host) > 0);
        await host.Services.GetRequiredService<RunRecurring>().Due(Workshop.Kind);
        Assert.Equal(0, doings.Recurred);
        Assert.True(await host.Services.GetRequiredService<RunRecurring>().Now(Workshop.Kind));
        var admin = await host.As("admin");
        await admin.Open("/desk");
        Assert.NotNull(admin.Page.QuerySelector("a.tile[href='/jobs/recurring']"));
        await admin.Open("/jobs/recurring");
        Assert.Contains("night.zip", admin.Page.QuerySelector("tbody tr")!.TextContent, StringComparison.Ordinal);

        doings.Do = (_, _) => Task.CompletedTask;
        var missed = host.Services.GetRequiredService<MissedWork>();
        Assert.Empty(await missed.Due(default));
        host.Clock.Move(RecurringSlots.Pause + TimeSpan.FromSeconds(1));
        Assert.Contains(Workshop.Kind, await missed.Due(default));
        await admin.Open("/jobs/recurring/test.work");
        await admin.Press("Now");
        Assert.Equal("/jobs/recurring/test.work", admin.At);
        await Workshop.Until(async () =>
            await host.Ask(s => s.GetRequiredService<ListRecurring>().Failing(default)) == 0
        );
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Old_runs_are_forgotten_failures_and_the_newest_later(string database)
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        var now = host.Clock.GetUtcNow();
        RecurringRun Row(string kind, double days, JobState state) =>
            new()
            {
                Id = Ids.Next(host.Clock),
                Kind = kind,
                Slot = now.AddDays(-days),
                State = state,
                Attempts = 1,
                LeaseBy = "test",
            };
        int left = await host.Ask(async s =>
        {
            var db = s.GetRequiredService<KernelDb>();
            db.RecurringRuns.AddRange(Enumerable.Range(1, 30).Select(i => Row("often", i / 100d, JobState.Done)));
            db.RecurringRuns.AddRange(
                Row("often", 3, JobState.Done),
                Row("often", 4, JobState.Failed),
                Row("often", 61, JobState.Failed)
            );
            db.RecurringRuns.AddRange(
                Row("nightly", 50, JobState.Done),
                Row("nightly", 61, JobState.Done),
                Row("once", 400, JobState.Done)
            );
            await db.SaveChangesAsync();
            await s.GetRequiredService<RecurringSlots>().Forget(default);
            return await db.RecurringRuns.CountAsync();
        });
        Assert.Equal(30 + 1 + 1 + 1, left);
    }

    public static TheoryData<Exception> Failures => [new InvalidDataException("no"), new TaskCanceledException()];

    [Theory, MemberData(nameof(Failures))]
    public async Task One_unit_that_fails_ends_the_night_for_no_other_and_is_named(Exception failure)
    {
        var each = new EachUnit(NullLogger<EachUnit>.Instance);
        var done = new List<string>();
        foreach (string unit in new[] { "A", "B", "C" })
            await each.Try(
                unit,
                () =>
                {
                    if (unit == "B")
                        throw failure;
                    done.Add(unit);
                    return Task.CompletedTask;
                },
                CancellationToken.None
            );
        Assert.Equal(["A", "C"], done);
        var failed = Assert.Throws<RuleBroken>(each.End);
        Assert.Equal(["job.units-failed", "1", "B"], [failed.Key, $"{failed.Arguments[0]}", failed.Arguments[1]]);
    }

    [Fact, Trait("rule", "K2")]
    public async Task Only_who_looks_after_the_whole_district_sees_it_and_only_who_may_manage_it_starts_it()
    {
        var doings = new Doings();
        await using var host = await RunningHost.Start(
            Databases.Sqlite,
            Workshop.With(doings, Nightly),
            Workshop.Brisk
        );
        foreach (string name in new[] { "admin", "district", "auditor" })
            await (await host.As(name)).Open("/jobs/recurring");
        foreach (string name in new[] { "town-a", "worker-a1", "clerk", "judge1" })
        {
            await (await host.As(name)).Open("/jobs/recurring", HttpStatusCode.Forbidden);
            await (await host.As(name)).Open("/jobs/engine", HttpStatusCode.Forbidden);
        }

        var auditor = await host.As("auditor");
        await auditor.Open("/jobs/recurring/test.work");
        Assert.Null(auditor.Page.QuerySelector("form[action*='handler=Now']"));
        await auditor.Raw("/jobs/recurring/test.work?handler=Now");
        Assert.Equal(0, doings.Recurred);
        Assert.Equal(HttpStatusCode.NotFound, await auditor.StatusOf("/jobs/recurring/no.such"));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task The_engines_own_pages_speak_Chinese_hold_no_secrets_and_are_read_only_without_the_right(
        string database
    )
    {
        await using var host = await Workshop.Start(database, new Doings());
        long id = await host.Enqueue("a title with 13800000000");
        await host.Ended(id);
        var anybody = host.Visitor();
        await anybody.Open("/jobs/engine");
        Assert.StartsWith("/sign-in", anybody.At, StringComparison.Ordinal);

        var auditor = await host.As("auditor");
        var admin = await host.As("admin");
        foreach (string page in new[] { "", "/recurring", "/jobs/enqueued", "/jobs/succeeded", "/retries", "/servers" })
        {
            await auditor.Open("/jobs/engine" + page);
            Assert.DoesNotContain("13800000000", auditor.Page.Source.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("Password", auditor.Page.Source.Text, StringComparison.OrdinalIgnoreCase);
        }

        Assert.Matches("[一-龥]", auditor.Text);
        await auditor.Open("/jobs/engine/recurring");
        Assert.Null(auditor.Page.QuerySelector("button[data-url]"));
        await admin.Open("/jobs/engine/recurring");
        Assert.NotNull(admin.Page.QuerySelector("button[data-url]"));
        // Without the page's token nothing is taken, whoever asks.
        await admin.Open("/health/live");
        Assert.Equal(HttpStatusCode.Forbidden, await Remove(admin));
        await auditor.Open("/jobs/engine/recurring");
        Assert.Equal(HttpStatusCode.Unauthorized, await Remove(auditor));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Pressed_on_the_engines_page_it_runs_though_its_last_time_was_done(string database)
    {
        var doings = new Doings();
        await using var host = await RunningHost.Start(database, Workshop.With(doings, Nightly), Workshop.Brisk);
        var admin = await host.As("admin");
        await Workshop.Until(async () =>
            (await admin.Open("/jobs/engine/recurring?from=0&count=100")).Text.Contains(
                Workshop.Kind,
                StringComparison.Ordinal
            )
        );
        Assert.Equal(
            HttpStatusCode.NoContent,
            await admin.Raw("/jobs/engine/recurring/trigger", ("jobs[]", Workshop.Kind))
        );
        await Workshop.Until(() => doings.Recurred == 1);
    }

    private static Task<HttpStatusCode> Remove(Visitor visitor) =>
        visitor.Raw("/jobs/engine/recurring/remove", ("jobs[]", "kernel.clear-delivered"));

    private static Task<int> Rows(RunningHost host) =>
        host.Ask(s => s.GetRequiredService<KernelDb>().RecurringRuns.CountAsync(r => r.Kind == Workshop.Kind));
}
