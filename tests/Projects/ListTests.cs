using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Texts;
using Modular.Projects.Data;
using Modular.Projects.Domain;
using Modular.Projects.Money;
using Modular.TestKit;

namespace Modular.Projects.Tests;

/// <summary>Lists of projects' work: a heading sorts, filters stay, the file has the order of the screen.</summary>
[Trait("rule", "K13")]
public sealed class ListTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Activities_begin_with_what_is_near_and_a_heading_sorts_screen_and_file(string database)
    {
        await using var host = await RunningHost.Start(database);
        string number = await Execution.Running(host);
        Execution.At(host, 2026, 3, 20);
        long june = await Execution.Plan(host, number, new(2026, 6, 1)),
            may = await Execution.Plan(host, number, new(2026, 5, 1)),
            near = await Execution.Plan(host, number, new(2026, 3, 22)),
            first = await Execution.Plan(host, number, new(2026, 3, 21));
        await Call(host, (june, "助餐"), (may, "路灯"), (near, "电梯"), (first, "停车"));
        string at = $"/projects/{number}/activities";
        using var town = await host.As("town-a");
        await town.Open(at);
        Assert.Equal(
            ((long[])[near, first, may, june]).Select(id => $"{at}/{id}"),
            town.Page.QuerySelectorAll("td.main a[href*='/activities/']").Select(a => a.GetAttribute("href"))
        );

        await town.Open($"{at}?state=Planned");
        await town.Follow("th a[href*='sort=title']");
        Assert.Equal($"{at}?state=Planned&sort=title", town.At);
        string[] titles = Titles(town, "td.main");
        Assert.Equal(4, titles.Length);
        Assert.Equal(titles.Order(ChineseOrder.Names), titles);
        Assert.Equal(titles, await File(town, $"{at}?state=Planned&sort=title&handler=export"));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Two_lists_on_a_page_are_sorted_each_for_itself(string database)
    {
        await using var host = await RunningHost.Start(database);
        string[] numbers = [await Execution.Running(host), await Execution.Running(host, "A2")];
        await host.Do(async s =>
        {
            foreach (var project in await s.GetRequiredService<ProjectsDb>().Projects.ToListAsync())
                project.Title = project.Number == numbers[0] ? "助餐" : "电梯";
            await s.GetRequiredService<ProjectsDb>().SaveChangesAsync();
        });
        using var town = await host.As("town-a");
        await town.Open("/liaison?from=2026-01-01");
        await town.Follow("#projects th a[href*='projects.sort=title']");
        Assert.StartsWith("/liaison?from=2026-01-01&projects.sort=title", town.At, StringComparison.Ordinal);
        Assert.Equal(["电梯", "助餐"], Titles(town, "#projects td.main"));
        Assert.Empty(town.Page.QuerySelectorAll("#leaders th[aria-sort]"));
        Assert.Equal(
            [$"{numbers[0]} 助餐", $"{numbers[1]} 电梯"],
            await File(town, "/liaison?from=2026-01-01&projects.sort=-title&handler=exportProjects")
        );
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task An_adoption_is_told_of_from_its_row(string database)
    {
        await using var host = await RunningHost.Start(database);
        string source = await Library.Shared(host, "A1", "Lunch for the old");
        using var worker = await host.As("worker-b1");
        await worker.Open($"/projects/adopt/{source}");
        await worker.PressButton("button[value=true]", ("Input.Note", "how do you find the cooks?"));
        await worker.Open("/projects/adoptions?state=Drafted");
        Assert.NotNull(worker.Page.QuerySelector($"td.main a[href='/library/{source}']"));
        await worker.Send("td.tools form[action*='handler=Tell']", ("Input.Note", "we begin in spring"));
        Assert.Contains(
            "we begin in spring",
            worker.Page.QuerySelector("table.list")!.TextContent,
            StringComparison.Ordinal
        );
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_was_struck_out_stays_in_the_ledger_of_funds_and_counts_for_nothing(string database)
    {
        await using var host = await RunningHost.Start(database);
        host.At(2026, 3, 2);
        string number = await host.Running();
        host.At(2026, 4, 1);
        await host.Do(async s =>
        {
            var line = (await s.GetRequiredService<ShowMoney>().Of(number, default)).Lines.First(l =>
                l.Source == FundSource.Donation
            );
            var spend = s.GetRequiredService<SpendMoney>();
            var bill = new SpendingText(line.Id, new(2026, 3, 31), 100, "what was bought", "the shop", "P-1");
            await spend.Spend(number, bill, null, default);
            var spent = await s.GetRequiredService<ProjectsDb>().Spendings.SingleAsync();
            await spend.Strike(number, spent.Id, "it was not ours", default);
        });
        using var district = await host.As("district");
        await district.Open("/projects/funds?source=Donation");
        Assert.Equal("1.00", district.Page.QuerySelector("td.num del")!.TextContent);
        string row = Encoding
            .UTF8.GetString(await district.Bytes("/projects/funds?source=Donation&handler=export&format=csv"))
            .Split('\n')[1]
            .Trim();
        Assert.EndsWith(",0,it was not ours", row, StringComparison.Ordinal);
    }

    private static Task Call(RunningHost host, params (long Id, string Title)[] names) =>
        host.Do(async s =>
        {
            var db = s.GetRequiredService<ProjectsDb>();
            foreach (var (id, title) in names)
                (await db.Activities.SingleAsync(a => a.Id == id)).Title = title;
            await db.SaveChangesAsync();
        });

    private static string[] Titles(Visitor who, string cells) =>
        [.. who.Page.QuerySelectorAll($"{cells} a").Select(a => a.TextContent.Trim())];

    /// <summary>What stands first in the rows of a file.</summary>
    private static async Task<IEnumerable<string>> File(Visitor who, string address) =>
        Encoding
            .UTF8.GetString(await who.Bytes($"{address}&format=csv"))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Skip(1)
            .Select(l => l.Split(',')[0].Trim('"'));
}
