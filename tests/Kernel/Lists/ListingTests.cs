using System.Globalization;
using Microsoft.AspNetCore.Http;
using Modular.Kernel.Lists;
using Modular.Kernel.Texts;

namespace Modular.Kernel.Tests;

/// <summary>What the one list of the house shows for what its address asks.</summary>
[Trait("rule", "K13")]
public sealed class ListingTests
{
    private sealed record Row(string Name, int? Size, DateOnly? Due, long Cents);

    private static readonly DateOnly Today = new(2026, 12, 1);

    private static readonly Row[] Rows =
    [
        new("文兴社区", 9, new(2026, 12, 9), 120_050),
        new("安康社区", 30, null, 99),
        new("第十社区", null, new(2025, 12, 24), 100_000),
        new("第二社区", 100, new(2026, 12, 2), 5_000_000),
    ];

    private static readonly Words Said = new([new(typeof(Words).Assembly)]);

    private static Listing<Row> List(string query, string? habit = null) =>
        new(Said, new("/rows", new QueryString(query.Length == 0 ? "" : "?" + query), habit), Today)
        {
            Columns =
            [
                new("name", "t.name", ColumnKind.Main, r => r.Name),
                new("size", "t.size", ColumnKind.Figure, r => r.Size),
                new("due", "t.due", ColumnKind.Day, r => r.Due),
                new("money", "t.money", ColumnKind.Money, r => r.Cents) { Spare = true },
            ],
            Filters =
            [
                ListFilter.Search("q", "t.name"),
                ListFilter.Choice("kind", "t.kind", [new("1", "　环境卫生"), new("2", "治安")]),
                ListFilter.Period("from", "to", "t.days"),
            ],
            Empty = new("t.none", "/rows/new", "t.new"),
        };

    private static string[] Names(ListView view) => [.. view.Rows.Select(r => r.Cells[0].Parts[0].Text)];

    private static string[] Cells(ListView view, int column) =>
        [.. view.Rows.Select(r => string.Concat(r.Cells[column].Parts.Select(p => p.Text)))];

    [Theory]
    [InlineData("", "文兴社区 安康社区 第十社区 第二社区")]
    [InlineData("sort=name", "安康社区 第二社区 第十社区 文兴社区")]
    [InlineData("sort=-name", "文兴社区 第十社区 第二社区 安康社区")]
    [InlineData("sort=size", "文兴社区 安康社区 第二社区 第十社区")]
    [InlineData("sort=-size", "第二社区 安康社区 文兴社区 第十社区")]
    [InlineData("sort=due", "第十社区 第二社区 文兴社区 安康社区")]
    [InlineData("sort=-due", "文兴社区 第二社区 第十社区 安康社区")]
    [InlineData("sort=nonsense", "文兴社区 安康社区 第十社区 第二社区")]
    public void Rows_stand_in_the_order_of_their_column_and_nothing_comes_last(string query, string names) =>
        Assert.Equal(names.Split(' '), Names(List(query).Of(Rows)));

    [Fact]
    public void A_second_press_turns_the_order_round_and_keeps_what_is_filtered()
    {
        var heads = List("q=A%26B&sort=name&page=3").Of(Rows).Heads;
        Assert.Equal(("/rows?q=A%26B&sort=-name", "ascending"), (heads[0].Href, heads[0].Sorted));
        Assert.Equal(("/rows?q=A%26B&sort=size", null), (heads[1].Href, heads[1].Sorted));
        Assert.Equal("num", heads[1].Css);
    }

    [Fact]
    public void Dates_of_another_year_say_their_year_and_amounts_their_cents()
    {
        CultureInfo.CurrentUICulture = new("zh-CN");
        var view = List("cols=due,money").Of(Rows);
        Assert.Equal(["12月9日", "–", "2025年12月24日", "12月2日"], Cells(view, 1));
        Assert.Equal(["1,200.50", "0.99", "1,000.00", "50,000.00"], Cells(view, 2));
    }

    [Fact]
    public void Pages_say_where_one_is_and_lose_no_row()
    {
        var many = Enumerable.Range(1, 60).Select(i => new Row($"第{i}社区", i, null, 0)).ToList();
        var seen = new List<string>();
        for (int page = 1; page <= 3; page++)
        {
            var view = List($"sort=size&page={page}").Of(many);
            seen.AddRange(Names(view));
            Assert.Equal(page > 1, view.Pager.Previous is not null);
            Assert.Equal(page < 3, view.Pager.Next is not null);
        }

        Assert.Equal(many.Select(r => r.Name), seen);
        // A page that has gone leads to the last one.
        Assert.Equal(10, List("page=99").Of(many).Rows.Count);
        Assert.Null(List("size=100").Of(many).Pager.Place);
        Assert.Equal(25, List("size=7").Of(many).Rows.Count);
    }

    [Fact]
    public void Chips_say_what_narrows_the_list_and_each_takes_out_only_itself()
    {
        CultureInfo.CurrentUICulture = new("zh-CN");
        var chips = List("q=灯&kind=1&from=2026-11-01&to=2025-12-31&sort=-due").Of(Rows).Chips;
        Assert.Equal(
            ["搜索：灯", "t.kind：环境卫生", "t.days：11月1日 至 2025年12月31日", "按t.due排序（从大到小）"],
            chips.Select(c => c.Text)
        );
        Assert.Equal("/rows?q=%E7%81%AF&from=2026-11-01&to=2025-12-31&sort=-due", chips[1].Without);
        Assert.Equal("/rows?q=%E7%81%AF&kind=1&sort=-due", chips[2].Without);
    }

    [Fact]
    public void What_one_chose_to_see_stays_until_the_address_says_otherwise()
    {
        Assert.Equal(["t.name", "t.size", "t.due"], Shown(""));
        Assert.Equal(["t.name", "t.money"], Shown("", "size=50&cols=money"));
        Assert.Equal(["t.name", "t.due"], Shown("cols=due", "size=50&cols=money"));
        Assert.Equal(["t.name", "t.size", "t.due"], Shown("", "size=50&cols="));

        static IEnumerable<string> Shown(string query, string? habit = null) =>
            List(query, habit).Of(Rows).Heads.Select(h => h.Text);
    }

    [Fact]
    public void Of_several_lists_on_a_page_each_has_an_order_and_a_page_of_its_own()
    {
        var address = new QueryString("?q=x&sort=-name&past.sort=size&past.page=2&now.page=3");
        var past = new ListAsked("/rows", address, part: "past");
        Assert.Equal(("size", 2), (past.Sort, past.Page));
        Assert.Equal("/rows?q=x&sort=-name&now.page=3&past.sort=-size#past", past.With(("sort", "-size")));
        Assert.Equal(("name", 1), (new ListAsked("/rows", address).Sort, new ListAsked("/rows", address).Page));
    }

    [Fact]
    public void An_empty_list_offers_what_comes_next_and_a_narrowed_one_the_way_back()
    {
        Assert.Equal(new EmptyList("t.none", "/rows/new", "t.new"), List("sort=name").Of([]).Empty);
        Assert.Equal(new EmptyList("list.none", "/rows", "list.clear"), List("q=x&sort=name").Of([]).Empty);
    }
}
