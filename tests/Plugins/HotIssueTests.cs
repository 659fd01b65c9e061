using Modular.Kernel.Search;
using Modular.Language.Issues;
using Modular.Plugins.Contract;

namespace Modular.Plugins.Tests;

/// <summary>
/// Hot issues on invented requests, through the real runner: what belongs together, what must not, and what the heat is
/// made of.
/// </summary>
[Trait("rule", "N11")]
public sealed class HotIssueTests
{
    private const int Today = 20_000;

    private sealed record Row(
        string Title,
        string Text,
        string Person,
        int Day = Today - 5,
        int Unit = 0,
        int Dissatisfied = -1,
        string Place = ""
    );

    /// <summary>Two estates, three problems, told in different words, and some that stand alone.</summary>
    private static readonly Row[] District =
    [
        new(
            "锦棠花园楼下烧烤店油烟扰民",
            "我是锦棠花园3栋的业主，楼下烧烤店每天晚上油烟直排，家里不敢开窗，希望尽快处理。",
            "a"
        ),
        new("投诉锦棠花园底商餐馆油烟太大", "锦棠花园一楼的餐馆没有专用烟道，油烟全部飘到楼上，老人咳嗽不止。", "b"),
        new("锦棠花园小区夜宵店油烟熏人", "位于锦棠花园的夜宵店营业到凌晨，油烟和烧烤味很重，请有关部门查处。", "c"),
        new("锦棠花园电梯经常坏", "锦棠花园5栋电梯三天两头坏，上个月还困人，物业一直不修电梯。", "d"),
        new("锦棠花园5栋电梯故障困人", "锦棠花园的电梯故障频繁，昨天又困人半小时，老人爬楼很辛苦。", "e"),
        new(
            "云栖雅苑楼下烧烤店油烟扰民",
            "我是云栖雅苑6栋的业主，楼下烧烤店每天晚上油烟直排，家里不敢开窗，希望尽快处理。",
            "f"
        ),
        new("云栖雅苑餐馆油烟直排", "云栖雅苑一楼餐馆没有专用烟道，油烟飘进家里，请查处。", "g"),
        new("枫林路路灯不亮", "枫林路东段路灯坏了半个月，晚上一片漆黑，行人害怕。", "h"),
        new("咨询社保卡办理", "请问社保卡丢失以后到哪里补办，需要什么材料？", "i"),
        new("希望增加15路公交班次", "15路公交早高峰半小时一班，上班等不到车。", "j"),
        new("桃源村饮水问题", "桃源村三组自来水又黄又浑，水质很差，村民没有办法饮用。", "k"),
        new("反映孩子入学困难", "孩子今年上小学，附近学校学位已满，不知道怎么办理入学。", "l"),
    ];

    private static IssueInput Input(
        IReadOnlyList<Row> rows,
        IReadOnlyList<int>? together = null,
        IReadOnlyList<int>? apart = null,
        IReadOnlyList<string>? known = null
    ) =>
        new(
            [.. rows.Select((_, i) => $"n{i:0000}")],
            [.. rows.Select(r => r.Title)],
            [.. rows.Select(r => r.Text)],
            [.. rows.Select(r => r.Place)],
            [.. rows.Select(r => r.Person)],
            [.. rows.Select(r => r.Day)],
            [.. rows.Select(r => r.Unit)],
            [.. rows.Select(r => r.Dissatisfied)],
            known ?? [],
            together ?? [],
            apart ?? [],
            Today
        );

    private static async Task<IssueResult> Find(IssueInput input)
    {
        var answer = await Bench.Ask(
            new("issues", Path.Combine(AppContext.BaseDirectory, "plugins", "hot-issues"), "hot-issues", null)
            {
                Issues = input,
            }
        );
        Assert.Null(answer.Fault);
        return answer.Issues!;
    }

    /// <summary>Each issue as its members, so that numbers of issues do not matter.</summary>
    private static string[] Groups(IssueInput input, IssueResult result) =>
        [
            .. Enumerable
                .Range(0, input.Ids.Count)
                .Where(i => result.IssueOf[i] >= 0)
                .GroupBy(i => result.IssueOf[i], i => input.Ids[i])
                .Select(g => string.Join(' ', g.Order(StringComparer.Ordinal)))
                .Order(StringComparer.Ordinal),
        ];

    [Fact]
    public async Task Same_problem_at_the_same_place_is_one_issue_and_nothing_else_is()
    {
        var input = Input(District);
        var result = await Find(input);
        Assert.Equal(["n0000 n0001 n0002", "n0003 n0004", "n0005 n0006"], Groups(input, result));
        var hottest = result.Issues[0];
        Assert.Equal((3, 3), (hottest.Size, hottest.People));
        Assert.Contains("锦棠花园", hottest.Place, StringComparison.Ordinal);
        Assert.Contains("油烟", hottest.ProblemWords);
        Assert.DoesNotContain(hottest.ProblemWords, w => w.Contains("锦棠", StringComparison.Ordinal));
        Assert.All(hottest.Representatives, r => Assert.Equal(0, result.IssueOf[r]));
        Assert.Contains("枫林路", result.PlaceOf[7], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_the_system_knows_is_recognised_without_an_ending()
    {
        // Nothing tells that these two strange words are a place, but the register.
        Row[] rows =
        [
            new("葡萄半夏楼下油烟", "葡萄半夏油烟很大", "a"),
            new("油烟扰民", "葡萄半夏的油烟", "b"),
            .. District[7..],
        ];
        var result = await Find(Input(rows, known: ["葡萄半夏"]));
        Assert.Equal("葡萄半夏", result.PlaceOf[0]);
        Assert.Equal("葡萄半夏", result.PlaceOf[1]);
        Assert.Equal("葡萄半夏", result.Issues[result.IssueOf[0]].Place);
    }

    [Fact]
    public async Task What_the_record_calls_the_place_is_the_place_in_the_text_too()
    {
        Row[] rows =
        [
            new("石桥头餐馆油烟扰民", "石桥头的餐馆油烟很大，窗都开不了", "a", Place: "石桥头"),
            new("油烟熏人", "住在石桥头，楼下烧烤油烟直排", "b", Place: "石桥头"),
            new("石桥头停水", "石桥头昨天起停水", "c", Place: "石桥头"),
            .. District[5..],
        ];
        var result = await Find(Input(rows));
        Assert.Contains("石桥", result.PlaceOf[1], StringComparison.Ordinal);
        Assert.True(
            result.IssueOf[0] >= 0 && result.IssueOf[0] == result.IssueOf[1],
            "the smoke at the same recorded place is one issue"
        );
        Assert.NotEqual(result.IssueOf[0], result.IssueOf[2]);
    }

    [Fact]
    public async Task One_person_with_ten_messages_is_one_voice()
    {
        Row[] ten =
        [
            .. Enumerable
                .Range(0, 10)
                .Select(i => District[0] with { Text = District[0].Text + new string('。', i), Person = "same" }),
        ];
        Row[] rows = [.. ten, .. District[3..]];
        var result = await Find(Input(rows));
        var issue = result.Issues[result.IssueOf[0]];
        Assert.Equal((10, 1), (issue.Size, issue.People));
        // Two people on the lift are hotter than one with ten messages.
        Assert.True(result.IssueOf[10] < result.IssueOf[0]);
    }

    [Fact]
    public async Task What_an_officer_decided_always_holds()
    {
        // The library's lift joined to the street lamp; the first two about smoke kept apart; and both through a third.
        var input = Input(District, together: [3, 7, 8, 9], apart: [0, 1, 5, 6]);
        var result = await Find(input);
        Assert.True(result.IssueOf[3] >= 0 && result.IssueOf[3] == result.IssueOf[7]);
        Assert.True(result.IssueOf[8] >= 0 && result.IssueOf[8] == result.IssueOf[9]);
        Assert.True(result.IssueOf[0] < 0 || result.IssueOf[0] != result.IssueOf[1]);
        Assert.True(result.IssueOf[5] < 0 || result.IssueOf[5] != result.IssueOf[6]);
        // Word for word the same, and still apart.
        Row[] equal = [District[0], District[0] with { Person = "z" }, .. District[3..]];
        result = await Find(Input(equal, apart: [0, 1]));
        Assert.True(result.IssueOf[0] < 0 || result.IssueOf[0] != result.IssueOf[1]);
    }

    [Fact]
    public async Task Whatever_stands_in_a_text_there_is_an_answer()
    {
        Row[] odd =
        [
            new("", "", "a"),
            new("", "吵", "b"),
            new("", new string('噪', 1_000_000), "c"),
            new("", "😀😀😀\ud83d", "d"),
            new("", "\u0000\u0007\u001b[31m\uffff", "e"),
            new("Noise at night", "The workshop behind Maple Street runs its saw all night.", "f"),
            new("Noise from the workshop", "The saw of the workshop behind Maple Street keeps us awake.", "g"),
            new("錦棠花園樓下燒烤店油煙擾民", "錦棠花園樓下燒烤店油煙直排。", "h"),
            new(new string(' ', 300), "\n\n\n", "i"),
            .. District,
        ];
        var result = await Find(Input(odd));
        Assert.Equal(odd.Length, result.IssueOf.Count);
        Assert.All([0, 1, 8], i => Assert.Equal(-1, result.IssueOf[i]));
        // All the same, by different people: one issue.
        var equal = await Find(Input([.. Enumerable.Range(0, 40).Select(i => District[0] with { Person = $"p{i}" })]));
        Assert.Equal((40, 40), (Assert.Single(equal.Issues).Size, equal.Issues[0].People));
        await Assert.ThrowsAsync<NotComputableException>(() => Find(Input([new("", "", "a"), new(" ", "", "b")])));
    }

    [Fact]
    public async Task The_parts_of_the_heat_add_up_and_each_moves_it()
    {
        async Task<IssueFound> Smoke(Func<Row, int, Row> change)
        {
            Row[] rows = [.. District.Select((r, i) => i < 3 ? change(r with { Day = Today - 100 }, i) : r)];
            var result = await Find(Input(rows));
            var found = result.Issues[result.IssueOf[0]];
            Assert.Equal(["people", "recency", "growth", "spread", "dissatisfaction"], found.Parts.Select(p => p.Key));
            Assert.Equal(found.Heat, found.Parts.Sum(p => p.Points), 1e-9);
            Assert.InRange(found.Heat, 0, 100);
            return found;
        }

        double Points(IssueFound issue, string part) => issue.Parts.Single(p => p.Key == part).Points;
        var cold = await Smoke((r, _) => r);
        Assert.Equal(
            (0.0, 0.0, 0.0, 0.0),
            (Points(cold, "recency"), Points(cold, "growth"), Points(cold, "spread"), Points(cold, "dissatisfaction"))
        );
        var recent = await Smoke((r, i) => r with { Day = Today - i });
        Assert.Equal((3.0, 10.0), (recent.Parts[1].Value, recent.Parts[1].Points));
        Assert.Equal((4.0, 10.0), (recent.Parts[2].Value, recent.Parts[2].Points));
        Assert.Equal((Today - 2, Today), (recent.FirstDay, recent.LastDay));
        Assert.True(Points(await Smoke((r, i) => r with { Unit = i }), "spread") > 6);
        Assert.Equal(10, Points(await Smoke((r, _) => r with { Dissatisfied = 1 }), "dissatisfaction"));
        Assert.True(Points(await Smoke((r, _) => r with { Person = "a" }), "people") < Points(cold, "people"));
    }

    [Fact, Trait("rule", "N7")]
    public void While_typing_the_same_problem_at_the_same_place_comes_first()
    {
        var index = new Likeness();
        for (int i = 0; i < District.Length; i++)
            index.Add(i, $"{District[i].Title}\n{District[i].Text}");
        var found = index.Find("锦棠花园烧烤油烟太大了，没法开窗", 5);
        Assert.Contains(found[0].Id, new long[] { 0, 1, 2 });
        Assert.All(found.Take(3), f => Assert.InRange(f.Id, 0, 2));
        Assert.Equal(PlaceOfTwo.Same, found[0].Place);
        Assert.All(found.Where(f => f.Id is 5 or 6), f => Assert.NotEqual(PlaceOfTwo.Same, f.Place));
        Assert.Empty(index.Find("", 5));
        Assert.Empty(index.Find("?", 5));
    }
}
