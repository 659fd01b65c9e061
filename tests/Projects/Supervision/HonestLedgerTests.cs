using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Modules;
using Modular.Projects.Data;
using Modular.Projects.Domain;
using Modular.Projects.Money;
using Modular.Projects.Supervision;
using Modular.TestKit;

namespace Modular.Projects.Tests;

/// <summary>
/// Ledgers that say what is so: signatures that follow the calendar, money entered late, visits struck out, one count
/// everywhere.
/// </summary>
[Trait("rule", "P10"), Trait("rule", "P11"), Trait("rule", "P12")]
public sealed class HonestLedgerTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_limit_moved_by_the_calendar_is_signed_and_told_and_no_signature_looks_forged(string database)
    {
        await using var host = await RunningHost.Start(database);
        string number = await Execution.Running(host);
        Execution.At(host, 2026, 4, 27);
        using var town = await host.As("town-a");
        await town.Open($"/projects/{number}/ledger");
        await town.Press("Find", ("Input.What", "no list"), ("Input.WorkingDays", "2"));
        Task<SupervisionIssue> Issue() =>
            host.Ask(s => s.GetRequiredService<ProjectsDb>().Issues.AsNoTracking().SingleAsync());
        string at = $"/projects/{number}/supervision/{(await Issue()).Id}";
        using var worker = await host.As("worker-a1");
        await worker.Open(at);
        await worker.Press("Mend", ("Input.How", "put up"));
        await town.Open(at);
        await town.Press("SendBack", ("Input.Why", "one page is missing"), ("Input.WorkingDays", "5"));
        var before = (await Issue()).DueOn;
        await host.Do(s =>
            s.GetRequiredService<EnterYear>()
                .Run(new(2026, "test", [new(new(2026, 1, 1), DayKind.Holiday, "New Year")]), default)
        );
        var after = (await Issue()).DueOn;
        Assert.NotEqual(before, after);
        await town.Open(at);
        Assert.DoesNotContain("不一致", town.Text, StringComparison.Ordinal);
        Assert.Contains("放假安排变动", town.Text, StringComparison.Ordinal);
        Assert.Contains($"{before.Iso()} → {after.Iso()}", town.Text, StringComparison.Ordinal);
        await host.Do(async s =>
            Assert.Equal(
                "projects.issue-moved",
                (
                    await s.GetRequiredService<ProjectsDb>()
                        .Set<NoticeWish>()
                        .Where(w => w.Kind == "projects.issue-moved")
                        .SingleAsync()
                ).Kind
            )
        );
        // Somebody who moves it without a word is seen.
        await host.Do(s =>
            s.GetRequiredService<ProjectsDb>()
                .Issues.ExecuteUpdateAsync(set => set.SetProperty(i => i.DueOn, new DateOnly(2026, 12, 31)))
        );
        await town.Open(at);
        Assert.Contains("不一致", town.Text, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_late_bill_is_entered_with_a_reason_and_one_invoice_is_not_paid_by_two_projects(string database)
    {
        await using var host = await RunningHost.Start(database);
        host.At(2026, 3, 2);
        string number = await host.Running(),
            other = await host.Running("B1");
        host.At(2026, 4, 10);
        Task<long> Rice(string of) =>
            host.Ask(async s =>
                (await s.GetRequiredService<ShowMoney>().Of(of, default)).Lines.Single(l => l.Purpose == "rice").Id
            );
        long rice = await Rice(number),
            elsewhere = await Rice(other);
        await host.Do(s => s.GetRequiredService<SpendMoney>().Spend(number, Bill(rice, 1_000, "F-1"), null, default));
        Assert.Equal(
            "projects.money-voucher-elsewhere",
            await host.Refused(s =>
                s.GetRequiredService<SpendMoney>().Spend(other, Bill(elsewhere, 1_000, "F-1"), null, default)
            )
        );
        using var worker = await host.As("worker-b1");
        await worker.Open($"/projects/{other}/money");
        await worker.Press(
            "Spend",
            ("Input.LineId", $"{elsewhere}"),
            ("Input.Yuan", "10.005"),
            ("Input.What", "rice"),
            ("Input.Voucher", "F-1")
        );
        Assert.Contains("两位小数", worker.Text, StringComparison.Ordinal);
        await worker.Press("Spend", ("Input.Yuan", "10.05"));
        Assert.Contains(number, worker.Page.QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
        await worker.Press("Spend", ("Input.Another", "true"), ("Input.Reasons", "our own numbers"));
        Assert.Equal(HttpStatusCode.OK, worker.Status);
        Assert.Contains("our own numbers", worker.Text, StringComparison.Ordinal);
        foreach (
            var state in new[]
            {
                ProjectState.Applied,
                ProjectState.Evaluated,
                ProjectState.Awarded,
                ProjectState.InLibrary,
                ProjectState.Stopped,
            }
        )
        {
            await host.Do(s =>
                s.GetRequiredService<ProjectsDb>()
                    .Projects.Where(p => p.Number == number)
                    .ExecuteUpdateAsync(set => set.SetProperty(p => p.State, state))
            );
            Assert.Equal(
                "projects.money-late-why",
                await host.Refused(s =>
                    s.GetRequiredService<SpendMoney>().Spend(number, Bill(rice, 100, $"L-{state}"), null, default)
                )
            );
            await host.Do(s =>
                s.GetRequiredService<SpendMoney>()
                    .Spend(number, Bill(rice, 100, $"L-{state}") with { Why = "the bill came in May" }, null, default)
            );
        }

        using var own = await host.As("worker-a1");
        await own.Open($"/projects/{number}/money");
        Assert.NotNull(own.Page.QuerySelector("form[action*='handler=Spend'] #Input_Reasons"));
        await host.Do(s =>
            s.GetRequiredService<ProjectsDb>()
                .Projects.Where(p => p.Number == number)
                .ExecuteUpdateAsync(set => set.SetProperty(p => p.State, ProjectState.Approved))
        );
        Assert.Equal(
            "projects.money-not-running",
            await host.Refused(s =>
                s.GetRequiredService<SpendMoney>()
                    .Spend(number, Bill(rice, 100, "early") with { Why = "x" }, null, default)
            )
        );
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Opinions_have_a_day_that_can_be_count_once_and_are_struck_out_with_a_reason(string database)
    {
        await using var host = await RunningHost.Start(database);
        host.At(2026, 3, 2);
        string number = await host.Running();
        Task Ask(DateOnly on) =>
            host.Do(s =>
                s.GetRequiredService<FundGates>().Ask(number, on, OpinionWay.Meeting, 34, "a kitchen, please", default)
            );
        Assert.Equal(
            "projects.opinion-early",
            await host.Refused(s =>
                s.GetRequiredService<FundGates>()
                    .Ask(number, new(1, 1, 1), OpinionWay.Meeting, 34, "a kitchen", default)
            )
        );
        await Ask(new(2026, 2, 20));
        Assert.Equal(
            "projects.opinion-twice",
            await host.Refused(s =>
                s.GetRequiredService<FundGates>()
                    .Ask(number, new(2026, 2, 20), OpinionWay.Meeting, 34, " a kitchen, please ", default)
            )
        );
        Task<int> Asked() =>
            host.Ask(async s =>
                (await s.GetRequiredService<FundGates>().Of(await Kit.One(s, number), default)).Count(g => !g.Met)
            );
        Assert.Equal(0, await Asked());
        using var worker = await host.As("worker-a1");
        await worker.Open($"/projects/{number}/money");
        await worker.Press("StrikeOpinion", ("Input.Reasons", "it was another project"));
        Assert.Contains("it was another project", worker.Text, StringComparison.Ordinal);
        Assert.Equal(1, await Asked());
        await Ask(new(2026, 2, 20));
        Assert.Equal(0, await Asked());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task The_ledger_of_a_source_is_read_to_its_end_page_by_page(string database)
    {
        await using var host = await RunningHost.Start(database);
        host.At(2026, 3, 2);
        string number = await host.Running();
        long rice = await host.Ask(async s =>
            (await s.GetRequiredService<ShowMoney>().Of(number, default)).Lines.Single(l => l.Purpose == "rice").Id
        );
        host.At(2026, 4, 1);
        for (int i = 0; i < 103; i++)
            await host.Do(s =>
                s.GetRequiredService<SpendMoney>().Spend(number, Bill(rice, 100, $"P-{i}"), null, default)
            );
        using var district = await host.As("district");
        await district.Open("/projects/funds?source=Donation&size=100");
        Assert.Equal(100, district.Page.QuerySelectorAll("table.list")[1].QuerySelectorAll("tbody tr").Length);
        await district.Open(district.Page.QuerySelector(".pager a[rel=next]")!.GetAttribute("href")!);
        Assert.Equal(3, district.Page.QuerySelectorAll("table.list")[1].QuerySelectorAll("tbody tr").Length);
        Assert.Null(district.Page.QuerySelector(".pager a[rel=next]"));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task One_leader_in_two_spellings_is_one_and_a_wrong_visit_is_struck_out_with_what_came_of_it(
        string database
    )
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        string number = await Execution.Running(host);
        Task<long> Visit(string leader) =>
            host.Ask(s =>
                s.GetRequiredService<KeepLiaison>()
                    .Record(
                        number,
                        new(2026, 3, 18),
                        leader,
                        "saw a lesson",
                        [new(LiaisonKind.Problem, "too dark", new(2026, 3, 21))],
                        default
                    )
            );
        await Visit("Leader L");
        await Visit("Leader　l");
        using var worker = await host.As("worker-a1");
        await worker.Open($"/projects/{number}/ledger");
        Assert.Contains(
            "Leader L",
            worker.Page.QuerySelectorAll("#leaders option").Select(o => o.GetAttribute("value"))
        );
        Task<LiaisonOverview> Overview() =>
            host.Ask(s =>
                s.GetRequiredService<ListLiaison>().Overview(new(2026, 3, 1), new(2026, 3, 31), "leaderL", default)
            );
        Assert.Equal(2, Assert.Single((await Overview()).Leaders).Visits);
        Execution.At(host, 2026, 3, 25);
        Assert.Equal(2, (await Overview()).Late.Count);
        using var again = await host.As("worker-a1");
        await again.Open($"/projects/{number}/ledger");
        await again.Press("Strike", ("Input.Why", "that was another project"));
        Assert.Contains("that was another project", again.Text, StringComparison.Ordinal);
        Assert.Equal(1, again.Page.QuerySelectorAll(".open-items > li").Length);
        var left = await Overview();
        Assert.Equal((1, 1), (Assert.Single(left.Leaders).Visits, left.Late.Count));
        Assert.Equal("1", await host.Ask(s => s.GetRequiredService<TellLateLiaison>().Run(null!, default)));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task The_desk_counts_what_its_list_and_the_risks_show_and_late_tasks_are_a_risk(string database)
    {
        await using var host = await RunningHost.Start(database);
        string number = await Execution.Running(host);
        await Execution.Plan(host, number, new(2026, 3, 20));
        await Execution.Plan(host, number, new(2026, 3, 25));
        Execution.At(host, 2026, 3, 25, 23);
        async Task<(int Todo, int Items, int Risks)> Counts() =>
            await host.Ask(async s =>
            {
                var todos = s.GetServices<ITodoSource>().OfType<LedgerTodos>().Single();
                return (
                    (await todos.Todos(default)).Sum(t => t.Count),
                    (await todos.Items(50, default)).Count,
                    (await s.GetRequiredService<ProjectRisks>().Rows(default)).Count(r => r.Kind == RiskKind.Activity)
                );
            });
        // What ended today has a day's grace.
        Assert.Equal((1, 1, 1), await Counts());
        Execution.At(host, 2026, 3, 27);
        Assert.Equal((2, 2, 2), await Counts());
        await host.Do(async s =>
        {
            var db = s.GetRequiredService<ProjectsDb>();
            db.PlanTasks.Add(
                new()
                {
                    Id = 77,
                    ProjectId = (await Execution.One(s, number)).Id,
                    Name = "find a cook",
                    LateOn = new(2026, 3, 19),
                }
            );
            await db.SaveChangesAsync();
        });
        using var town = await host.As("town-a");
        await town.Open("/projects/risk?kind=Task");
        Assert.Contains("find a cook", town.Page.QuerySelector("#rows + table")!.TextContent, StringComparison.Ordinal);
        await host.Do(s =>
            s.GetRequiredService<ProjectsDb>()
                .Projects.ExecuteUpdateAsync(set => set.SetProperty(p => p.State, ProjectState.Stopped))
        );
        Assert.Equal((0, 0, 0), await Counts());
    }

    [Fact]
    public async Task Many_photos_of_many_centres_leave_room_for_a_voucher_and_one_place_has_its_limit()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        string number = await Execution.Running(host);
        var project = await host.Ask(s => Execution.One(s, number));
        await host.Do(async s =>
        {
            var db = s.GetRequiredService<ProjectsDb>();
            for (int i = 0; i < 300; i++)
                db.Files.Add(
                    new()
                    {
                        Id = 1000 + i,
                        ProjectId = project.Id,
                        Of = FileOf.Centre,
                        OwnerId = 1 + i / 5,
                        Hash = "x",
                        Name = "x.png",
                        Type = "image/png",
                        At = host.Clock.GetUtcNow(),
                        By = "test",
                    }
                );
            for (int i = 0; i < ProjectFiles.MostHere; i++)
                db.Files.Add(
                    new()
                    {
                        Id = 9000 + i,
                        ProjectId = project.Id,
                        Of = FileOf.Voucher,
                        OwnerId = 7,
                        Hash = "x",
                        Name = "x.png",
                        Type = "image/png",
                        At = host.Clock.GetUtcNow(),
                        By = "test",
                    }
                );
            await db.SaveChangesAsync();
        });
        byte[] paper = "%PDF-1.4 a bill"u8.ToArray();
        FormFile[] Paper() => [new(new MemoryStream(paper), 0, paper.Length, "Files", "bill.pdf")];
        Assert.Single(
            await host.Ask(s =>
                s.GetRequiredService<ProjectFiles>().Add(project.Id, FileOf.Voucher, 8, Paper(), false, default)
            )
        );
        Assert.Equal(
            "files.many-here",
            await host.Refused(s =>
                s.GetRequiredService<ProjectFiles>().Add(project.Id, FileOf.Voucher, 7, Paper(), false, default)
            )
        );
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_day_out_of_all_bounds_in_an_address_is_no_error(string database)
    {
        await using var host = await RunningHost.Start(database);
        string number = await Execution.Running(host);
        await Execution.Plan(host, number, new(2026, 3, 20));
        using var town = await host.As("town-a");
        foreach (string day in new[] { "0001-01-01", "9999-12-31", "9999-12-01", "1999-12-31", "2101-01-01" })
        foreach (
            string page in new[]
            {
                $"/projects/{number}/activities?until={day}",
                $"/projects/{number}/activities?from={day}",
                $"/projects/{number}/activities?month={day}",
                $"/projects/{number}/activities?handler=export&from={day}&until={day}",
                $"/projects/{number}/eligibility?on={day}",
                $"/liaison?from={day}",
                $"/liaison?until={day}",
                $"/liaison?handler=export&from={day}&until={day}",
                $"/projects/funds?from={day}",
                $"/projects/funds?until={day}",
                $"/projects/funds?handler=export&from={day}&until={day}",
            }
        )
            Assert.True(await town.StatusOf(page) == HttpStatusCode.OK, page);
        await town.Open($"/projects/{number}/activities?until=9999-12-31");
        Assert.Contains("Reading", town.Text, StringComparison.Ordinal);
    }

    private static readonly DateOnly On = new(2026, 3, 31);

    private static SpendingText Bill(long line, long cents, string voucher) =>
        new(line, On, cents, "what was bought", "the shop", voucher);
}
