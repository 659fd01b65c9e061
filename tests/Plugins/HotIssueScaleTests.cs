using Modular.Language.Issues;

namespace Modular.Plugins.Tests;

/// <summary>
/// Hot issues among hundreds and thousands of invented requests: what is found, whatever their order.
/// </summary>
[Trait("rule", "N11")]
public sealed class HotIssueScaleTests
{
    [Fact]
    public void Neither_the_order_of_rows_nor_the_number_of_processors_changes_the_issues()
    {
        var (titles, texts) = Many(600);
        string[] ids = [.. Enumerable.Range(0, 600).Select(i => $"n{i:0000}")];
        int[] order = [.. Enumerable.Range(0, 600)];
        new Random(4).Shuffle(order);
        string one = Show(ids, titles, texts),
            shuffled = Show(
                [.. order.Select(i => ids[i])],
                [.. order.Select(i => titles[i])],
                [.. order.Select(i => texts[i])]
            );
        Assert.Equal(one, shuffled);
        ThreadPool.GetMinThreads(out int workers, out int io);
        ThreadPool.GetMaxThreads(out int most, out int mostIo);
        try
        {
            ThreadPool.SetMinThreads(16, io);
            Assert.Equal(one, Show(ids, titles, texts));
        }
        finally
        {
            ThreadPool.SetMinThreads(workers, io);
            ThreadPool.SetMaxThreads(most, mostIo);
        }

        static string Show(string[] ids, string[] titles, string[] texts) =>
            string.Join(
                '\n',
                SameIssues
                    .Find(new(ids, titles, texts, [], []), [], [])
                    .Issues.Select(i =>
                        $"{i.Place} {string.Join(',', i.Problem)}: "
                        + $"{string.Join(' ', i.Members.Select(m => ids[m]).Order(StringComparer.Ordinal))} "
                        + $"{string.Join(' ', i.Typical.Select(m => ids[m]))}"
                    )
            );
    }

    private static (string[] Titles, string[] Texts) Many(int count)
    {
        string[] estates = ["锦棠花园", "云栖雅苑", "望岳新城", "青禾家园", "沁湖公馆", "朗庭小区"],
            problems = ["油烟扰民", "电梯故障", "路灯不亮", "停水", "垃圾成堆", "车位太少"];
        var random = new Random(11);
        var all = Enumerable
            .Range(0, count)
            .Select(_ =>
                (
                    Estate: estates[random.Next(6)],
                    Problem: problems[random.Next(6)],
                    Floor: random.Next(30),
                    Months: random.Next(12)
                )
            )
            .ToArray();
        return (
            [.. all.Select(a => $"{a.Estate}{a.Problem}")],
            [
                .. all.Select(a =>
                    $"我住在{a.Estate}{a.Floor}楼，{a.Problem}已经{a.Months}个月，{a.Estate}的{a.Problem}没有人管。"
                ),
            ]
        );
    }

    [Fact]
    public void Where_all_requests_are_of_one_estate_its_common_name_still_says_that_it_is_the_same_place()
    {
        string[][] problems =
        [
            ["电梯三天两头坏，昨天又困人半小时", "电梯故障频繁，老人爬楼很辛苦", "电梯停运一周，没有人维修电梯"],
            ["烧烤店油烟直排，家里不敢开窗", "餐馆没有专用烟道，油烟飘到楼上", "夜宵店油烟和烧烤味很重"],
            ["停车位太少，晚上没有地方停车", "外来车辆占用停车位，乱停车没有人管", "停车位只卖不租，车停在路边被贴条"],
            ["垃圾成堆没有人清运，臭气熏天", "垃圾桶太少，垃圾满地都是苍蝇", "垃圾站就在窗下，垃圾异味很大"],
        ];
        string[] before = ["您好，", "尊敬的领导：", "反映一个问题，"],
            after = ["请尽快处理。", "希望有关部门重视。", "多次反映没有结果。"];
        var random = new Random(3);
        var all = Enumerable
            .Range(0, 2000)
            .Select(_ =>
                (Problem: random.Next(4), Wording: random.Next(3), House: random.Next(1, 30), Words: random.Next(9))
            )
            .ToArray();
        string[] titles = [.. all.Select(a => "锦棠花园" + problems[a.Problem][a.Wording].Split('，')[0])],
            texts =

            [
                .. all.Select(a =>
                    $"{before[a.Words % 3]}锦棠花园{a.House}栋{problems[a.Problem][a.Wording]}，{after[a.Words / 3]}"
                ),
            ];
        var (recall, precision, alone) = Pairs(titles, texts, [.. all.Select(a => a.Problem)]);
        Assert.True(precision > 0.98, $"precision {precision}");
        Assert.True(recall > 0.5, $"recall {recall}");
        Assert.True(alone < 0.1, $"alone {alone}");
    }

    [Fact]
    public void Very_many_requests_make_the_issues_that_few_make_whatever_their_order()
    {
        string[] estates =
        [
            "锦棠花园",
            "云栖雅苑",
            "望岳新城",
            "青禾家园",
            "沁湖公馆",
            "朗庭小区",
            "凤鸣山庄",
            "听涛里",
            "松涛阁",
            "百草园",
            "银杏嘉园",
            "麓谷新村",
        ];
        string[] problems = ["油烟扰民", "电梯故障", "路灯不亮", "自来水停水", "垃圾成堆", "停车位太少"],
            words =

            [
                "找过物业没有用",
                "邻居们都有意见",
                "下雨天更严重",
                "白天也是这样",
                "已经反映多次",
                "请派人来看看",
                "老人孩子受不了",
                "去年就说要解决",
            ];
        var random = new Random(5);
        var all = Enumerable
            .Range(0, 30_000)
            .Select(_ =>
                (
                    Estate: random.Next(12),
                    Problem: random.Next(6),
                    House: random.Next(1, 60),
                    Floor: random.Next(1, 30),
                    One: random.Next(8),
                    Two: random.Next(8)
                )
            )
            .ToArray();
        string[] titles = [.. all.Select(a => estates[a.Estate] + problems[a.Problem])],
            texts =

            [
                .. all.Select(a =>
                    $"我住在{estates[a.Estate]}{a.House}栋{a.Floor}楼，{problems[a.Problem]}，{words[a.One]}，{words[a.Two]}。"
                ),
            ];
        var (recall, precision, alone) = Pairs(titles, texts, [.. all.Select(a => a.Estate * 6 + a.Problem)]);
        Assert.True(
            precision > 0.98 && recall > 0.8 && alone < 0.05,
            $"precision {precision}, recall {recall}, alone {alone}"
        );
    }

    /// <summary>
    /// Of pairs that belong together the share that is together, of those together the share that belongs so, and the
    /// share left alone; the order of rows must not matter.
    /// </summary>
    private static (double Recall, double Precision, double Alone) Pairs(string[] titles, string[] texts, int[] kind)
    {
        int n = texts.Length;
        int[] order = [.. Enumerable.Range(0, n)];
        new Random(4).Shuffle(order);
        int[] of = Issues([.. Enumerable.Range(0, n)]),
            again = Issues(order);
        Assert.Equal(1, Language.Topics.Agreement.AdjustedRand(of, again));
        Assert.Equal(of.Select(i => i < 0), again.Select(i => i < 0));
        double Two(IEnumerable<int> sizes) => sizes.Sum(s => s * (s - 1.0) / 2);
        double both = Two(
            Enumerable.Range(0, n).Where(i => of[i] >= 0).GroupBy(i => (of[i], kind[i])).Select(g => g.Count())
        );
        return (
            both / Two(kind.GroupBy(k => k).Select(g => g.Count())),
            both / Two(of.Where(i => i >= 0).GroupBy(i => i).Select(g => g.Count())),
            of.Count(i => i < 0) / (double)n
        );

        int[] Issues(int[] rows)
        {
            var found = SameIssues
                .Find(
                    new(
                        [.. rows.Select(r => $"n{r:000000}")],
                        [.. rows.Select(r => titles[r])],
                        [.. rows.Select(r => texts[r])],
                        [],
                        []
                    ),
                    [],
                    []
                )
                .Issues;
            int[] issue = new int[n];
            Array.Fill(issue, -1);
            for (int k = 0; k < found.Count; k++)
                foreach (int member in found[k].Members)
                    issue[rows[member]] = k;
            return issue;
        }
    }
}
