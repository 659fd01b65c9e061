using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Access;
using Modular.Kernel.Audit;
using Modular.Kernel.Data;
using Modular.Kernel.Modules;
using Modular.Kernel.Rules;
using Modular.Kernel.Units;
using Modular.Needs.Data;
using Modular.Needs.Handling;
using Modular.Needs.Intake;
using Modular.TestKit;

namespace Modular.Needs.Tests;

public sealed class IntakeTests
{
    private static NewNeed Plain(Unit unit, DateTimeOffset now, string text, string? reference = null) =>
        new("title", text, unit.Id, unit.Path, NeedChannel.Portal, now, "test", SourceRef: reference);

    [
        Theory,
        MemberData(nameof(Databases.Both), MemberType = typeof(Databases)),
        Trait("rule", "K12"),
        Trait("fault", "9")
    ]
    public async Task Two_hundred_at_once_get_numbers_in_a_row_and_the_same_submit_twice_is_one_need(string database)
    {
        await using var host = await RunningHost.Start(database);
        var unit = (await host.Ask(s => s.GetRequiredService<UnitDirectory>().Tree(default).AsTask())).Find("A1")!;
        var desk = host.Services.GetRequiredService<NeedDesk>();
        var receipts = await Task.WhenAll(
            Enumerable
                .Range(0, 200)
                .Select(i =>
                    Task.Run(() =>
                        desk.Register(Plain(unit, host.Clock.GetUtcNow(), $"text {i}", $"form:{i % 150}"), default)
                    )
                )
        );
        Assert.Equal(150, receipts.Select(r => r.Number).Distinct().Count());
        await host.Do(async s =>
        {
            var db = s.GetRequiredService<NeedsDb>();
            Assert.Equal(
                Enumerable.Range(1, 150).Select(i => $"XQ-2026-{i:000000}"),
                await db.Needs.OrderBy(n => n.Number).Select(n => n.Number).ToListAsync()
            );
            Assert.Equal(150, await db.Events.CountAsync());
            Assert.Null((await s.GetRequiredService<VerifyAudit>().Run(null, default)).BrokenAt);
            Assert.Equal(
                150,
                await s.GetRequiredService<KernelDb>().AuditEntries.CountAsync(a => a.Action == "need.registered")
            );
        });
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "N4")]
    public async Task The_due_date_is_seven_working_days_away_waits_for_a_missing_year_and_stands_still_while_the_requester_is_asked(
        string database
    )
    {
        await using var host = await RunningHost.Start(database);
        var unit = (await host.Ask(s => s.GetRequiredService<UnitDirectory>().Tree(default).AsTask())).Find("A1")!;
        var desk = host.Services.GetRequiredService<NeedDesk>();
        var receipt = await desk.Register(Plain(unit, host.Clock.GetUtcNow(), "text"), default);
        Assert.Equal(new DateOnly(2026, 3, 19), receipt.DueOn);
        Assert.Null(
            (
                await desk.Register(Plain(unit, new(2026, 12, 30, 0, 0, 0, TimeSpan.Zero), "late in the year"), default)
            ).DueOn
        );
        await host.Do(s => s.GetRequiredService<HandleNeed>().AskRequester(receipt.Number, 0, "which house?", default));
        host.Clock.Move(TimeSpan.FromDays(3));
        await host.Do(s => s.GetRequiredService<HandleNeed>().RequesterReplied(receipt.Number, 1, "house 3", default));
        await host.Do(async s =>
            Assert.Equal(
                new DateOnly(2026, 3, 23),
                (await s.GetRequiredService<NeedsDb>().Needs.SingleAsync(n => n.Number == receipt.Number)).DueOn
            )
        );
        await host.Do(s => s.GetRequiredService<ExtendNeed>().Ask(receipt.Number, 2, 2, "parts are late", default));
        await host.Do(async s =>
            await s.GetRequiredService<ExtendNeed>()
                .Decide(
                    receipt.Number,
                    (
                        await s.GetRequiredService<NeedsDb>()
                            .Needs.AsNoTracking()
                            .SingleAsync(n => n.Number == receipt.Number)
                    ).Version,
                    true,
                    null,
                    default
                )
        );
        await host.Do(async s =>
            Assert.Equal(
                new DateOnly(2026, 3, 25),
                (await s.GetRequiredService<NeedsDb>().Needs.SingleAsync(n => n.Number == receipt.Number)).DueOn
            )
        );
        var twice = await Assert.ThrowsAsync<RuleBroken>(() =>
            host.Do(async s =>
                await s.GetRequiredService<ExtendNeed>()
                    .Ask(
                        receipt.Number,
                        (
                            await s.GetRequiredService<NeedsDb>()
                                .Needs.AsNoTracking()
                                .SingleAsync(n => n.Number == receipt.Number)
                        ).Version,
                        2,
                        "again",
                        default
                    )
            )
        );
        Assert.Equal("needs.extended-already", twice.Key);
    }

    [Fact, Trait("rule", "N6")]
    public async Task Nothing_closes_without_an_outcome_and_the_second_of_two_editors_is_told()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        var unit = (await host.Ask(s => s.GetRequiredService<UnitDirectory>().Tree(default).AsTask())).Find("A1")!;
        var receipt = await host
            .Services.GetRequiredService<NeedDesk>()
            .Register(Plain(unit, host.Clock.GetUtcNow(), "text"), default);
        async Task<string> Broken(Func<HandleNeed, Task> move) =>
            (await Assert.ThrowsAsync<RuleBroken>(() => host.Do(s => move(s.GetRequiredService<HandleNeed>())))).Key;
        Assert.Equal("needs.move-not-allowed", await Broken(h => h.Close(receipt.Number, 0, default)));
        Assert.Equal("needs.words-needed", await Broken(h => h.Answer(receipt.Number, 0, " ", default)));
        await host.Do(s => s.GetRequiredService<HandleNeed>().Answer(receipt.Number, 0, "done", default));
        Assert.Equal(
            "rule.changed-meanwhile",
            await Broken(h => h.Decline(receipt.Number, 0, "no grounds at all", true, default))
        );
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "K10")]
    public async Task Two_and_three_character_words_find_the_same_on_both_databases(string database)
    {
        await using var host = await RunningHost.Start(database);
        var unit = (await host.Ask(s => s.GetRequiredService<UnitDirectory>().Tree(default).AsTask())).Find("A1")!;
        var desk = host.Services.GetRequiredService<NeedDesk>();
        foreach (string text in new[] { "小区停车位不够用", "停车困难,车位难找", "路灯坏了", "WiFi信号差" })
            await desk.Register(Plain(unit, host.Clock.GetUtcNow(), text), default);
        async Task<int> Found(string q) =>
            await host.Ask(async s =>
                (await s.GetRequiredService<ListNeeds>().Run(new(Q: q), null, null, default)).Lines.Count
            );
        foreach (
            var (q, count) in new[]
            {
                ("停车", 2),
                ("停车位", 1),
                ("路灯", 1),
                ("wifi", 1),
                ("暖气", 0),
                ("灯", 1),
                ("车位 难找", 1),
            }
        )
            Assert.Equal((q, count), (q, await Found(q)));
    }
}

public sealed class ImportTests
{
    private const string Csv =
        "留言编号,留言用户,留言主题,留言时间,留言详情,反对数,点赞数\n1,甲,停车,2026-01-05 09:00:00,没有车位,0,3\n2,乙,,2026/1/6 9:00,只有内容没有标题。第二句,0,0\n3,丙,坏日期,0000-00-00,内容,0,0\n4,丁,空内容,2026-01-06,,0,0\n5,,=HYPERLINK(1),2026-01-07,\"=1+1\n第二行\u0007\",0,0\n";

    [
        Theory,
        MemberData(nameof(Databases.Both), MemberType = typeof(Databases)),
        Trait("rule", "N1"),
        Trait("fault", "16")
    ]
    public async Task Good_rows_are_taken_wrong_ones_go_to_a_file_and_the_same_file_again_adds_nothing(string database)
    {
        await using var host = await RunningHost.Start(database);
        string file = Path.Combine(host.Folder, "in.csv"),
            errors = Path.Combine(host.Folder, "errors.csv");
        await File.WriteAllTextAsync(file, Csv);
        async Task<ImportReport> Run(bool dry) =>
            await host.Ask(s =>
                s.GetRequiredService<INeedImport>().Run(file, "A1", null, dry, errors, (_, _) => { }, default)
            );
        Assert.Equal((4, 1), ((await Run(true)).Added, (await Run(true)).Wrong));
        Assert.Equal(0, await host.Ask(s => s.GetRequiredService<NeedsDb>().Needs.CountAsync()));
        var report = await Run(false);
        Assert.Equal((4, 0, 1), (report.Added, report.Known, report.Wrong));
        string[] lines = (await File.ReadAllTextAsync(errors)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.StartsWith("4,", lines[1], StringComparison.Ordinal);
        Assert.Contains("0000-00-00", lines[1], StringComparison.Ordinal);
        Assert.Equal((0, 4), ((await Run(false)).Added, (await Run(false)).Known));
        await host.Do(async s =>
        {
            var needs = await s.GetRequiredService<NeedsDb>().Needs.OrderBy(n => n.Number).ToListAsync();
            Assert.Equal(["停车", "只有内容没有标题", "空内容", "=HYPERLINK(1)"], needs.Select(n => n.Title));
            Assert.Equal("=1+1\n第二行", needs[3].Text);
            Assert.Equal(3, needs[0].Supports);
        });
    }

    [
        Theory,
        MemberData(nameof(Databases.Both), MemberType = typeof(Databases)),
        Trait("rule", "K13"),
        Trait("fault", "16")
    ]
    public async Task Wrong_rows_are_mended_in_the_page_and_what_is_still_wrong_stays(string database)
    {
        await using var host = await RunningHost.Start(database);
        string file = Path.Combine(host.Folder, "in.csv");
        await File.WriteAllTextAsync(
            file,
            $"编号,标题,内容,时间\n1,good,good text,2026-01-05\n2,bad date,text of two,soon\n3,worse,text of three,later\n4,long,{new string('x', 1_000_000)},2026-01-05\n"
        );
        var worker = await host.As("worker-a1");
        await worker.Open("/needs/import");
        await worker.Send("form[enctype]", ("Input.File", "file:" + file));
        await worker.PressButton("button[formaction*='handler=Take']");
        await worker.WaitForJob();
        string job = System.Text.RegularExpressions.Regex.Match(worker.At, @"/jobs/(\d+)").Groups[1].Value;
        await worker.Open($"/needs/import/mend?job={job}");
        await worker.Send(
            "form.mend",
            ("Input.Rows[3][received]", "2026-01-06 08:00"),
            ("Input.Rows[4][received]", "still no date"),
            ("Input.Rows[5][text]", "short now")
        );
        Assert.Equal(3, await host.Ask(s => s.GetRequiredService<NeedsDb>().Needs.CountAsync()));
        Assert.Equal(
            "still no date",
            worker.Page.QuerySelector("[name='Input.Rows[4][received]']")!.GetAttribute("value")
        );
        var stranger = await host.As("worker-b1");
        await stranger.Open($"/needs/import/mend?job={job}", System.Net.HttpStatusCode.NotFound);
        await worker.Send("form.mend", ("Input.Rows[4][received]", "2026-01-07"));
        Assert.Null(worker.Page.QuerySelector("form.mend"));
        Assert.Equal(4, await host.Ask(s => s.GetRequiredService<NeedsDb>().Needs.CountAsync()));
    }

    [Fact]
    public async Task All_or_nothing_takes_nothing_when_a_row_is_wrong()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        string file = Path.Combine(host.Folder, "in.csv");
        await File.WriteAllTextAsync(file, Csv);
        var unit = (await host.Ask(s => s.GetRequiredService<UnitDirectory>().Tree(default).AsTask())).Find("A1")!;
        var outcome = await host.Ask(s =>
            s.GetRequiredService<ImportNeeds>()
                .Run(
                    1,
                    new(file, "in.csv", unit.Id, AllOrNothing: true, null, "test"),
                    (_, _) => Task.CompletedTask,
                    default
                )
        );
        Assert.Equal(new ImportOutcome(0, 0, 1), outcome);
        Assert.Equal(0, await host.Ask(s => s.GetRequiredService<NeedsDb>().Needs.CountAsync()));
    }
}

public sealed class ScopeTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "K2")]
    public async Task A_neighbour_gets_404_for_everything_with_an_id_and_sees_nothing_in_lists(string database)
    {
        await using var host = await RunningHost.Start(database);
        var unit = (await host.Ask(s => s.GetRequiredService<UnitDirectory>().Tree(default).AsTask())).Find("A1")!;
        var receipt = await host
            .Services.GetRequiredService<NeedDesk>()
            .Register(
                new(
                    "secret title",
                    "停车 secret",
                    unit.Id,
                    unit.Path,
                    NeedChannel.Phone,
                    host.Clock.GetUtcNow(),
                    "test",
                    RequesterPhone: "13812345678"
                ),
                default
            );
        foreach (string neighbour in new[] { "worker-b1", "town-b" })
        {
            var visitor = await host.As(neighbour);
            await visitor.Open($"/needs/{receipt.Number}", System.Net.HttpStatusCode.NotFound);
            foreach (string handler in new[] { "Accept", "Answer", "Decline", "Phone", "NewCode", "Merge" })
            {
                await visitor.Open("/needs/new");
                Assert.Equal(
                    System.Net.HttpStatusCode.NotFound,
                    await visitor.Raw(
                        $"/needs/{receipt.Number}?handler={handler}",
                        ("Input.Version", "0"),
                        ("Input.Outcome", "x"),
                        ("Input.Reason", "x"),
                        ("Input.Into", "x")
                    )
                );
            }

            await visitor.Open("/needs?q=停车");
            Assert.DoesNotContain("secret", visitor.Text, StringComparison.Ordinal);
        }

        var own = await host.As("town-a");
        await own.Open($"/needs/{receipt.Number}");
        Assert.DoesNotContain("13812345678", own.Text, StringComparison.Ordinal);
        await own.Press("Phone");
        Assert.Contains("13812345678", own.Text, StringComparison.Ordinal);
        Assert.Equal(
            1,
            await host.Ask(s =>
                s.GetRequiredService<KernelDb>()
                    .AuditEntries.CountAsync(a => a.Action == "need.phone-read" && a.Who == "town-a")
            )
        );
        await host.Do(async s =>
            Assert.DoesNotContain(
                "13812345678",
                (await s.GetRequiredService<NeedsDb>().Needs.SingleAsync()).RequesterPhone!,
                StringComparison.Ordinal
            )
        );
    }

    [Fact, Trait("rule", "K1")]
    public async Task A_need_filed_under_a_merged_community_stays_findable_for_the_new_one()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        var tree = await host.Ask(s => s.GetRequiredService<UnitDirectory>().Tree(default).AsTask());
        var receipt = await host
            .Services.GetRequiredService<NeedDesk>()
            .Register(
                new(
                    "t",
                    "text",
                    tree.Find("A1")!.Id,
                    tree.Find("A1")!.Path,
                    NeedChannel.Phone,
                    host.Clock.GetUtcNow(),
                    "test"
                ),
                default
            );
        await host.Do(s =>
            s.GetRequiredService<ManageUnits>().Merge(tree.Find("A1")!.Id, tree.Find("B1")!.Id, default)
        );
        await host.Settle();
        var worker = await host.As("worker-b1");
        await worker.Open($"/needs/{receipt.Number}");
    }
}
