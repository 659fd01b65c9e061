using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Modules;
using Modular.Kernel.Units;
using Modular.Needs.Data;
using Modular.Needs.Intake;
using Modular.TestKit;

namespace Modular.Needs.Tests;

public sealed class ImportTests
{
    private const string Csv =
        "留言编号,留言用户,留言主题,留言时间,留言详情,反对数,点赞数\n"
        + "1,甲,停车,2026-01-05 09:00:00,没有车位,0,3\n"
        + "2,乙,,2026/1/6 9:00,只有内容没有标题。第二句,0,0\n"
        + "3,丙,坏日期,0000-00-00,内容,0,0\n"
        + "4,丁,空内容,2026-01-06,,0,0\n"
        + "5,,=HYPERLINK(1),2026-01-07,\"=1+1\n第二行\u0007\",0,0\n";

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
                s.GetRequiredService<INeedImport>().Import(file, "A1", null, dry, errors, (_, _) => { }, default)
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
            "编号,标题,内容,时间\n1,good,good text,2026-01-05\n2,bad date,text of two,soon\n3,worse,text of "
                + $"three,later\n4,long,{new string('x', 1_000_000)},2026-01-05\n"
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
