using Modular.Language.Issues;
using Modular.Language.Terms;
using Modular.Plugins.Contract;

namespace Modular.Plugins.Tests;

/// <summary>
/// What topics and places are called, on invented requests of several kinds: whole words, what and not where or when.
/// </summary>
[Trait("rule", "N11")]
public sealed class NameTests
{
    private static readonly string[] Places =
    [
        "锦棠花园",
        "云栖雅苑",
        "枫林路",
        "桃源里",
        "金水家园",
        "北苑",
        "春晓湾",
        "望江楼",
    ];
    private static readonly string[] Times = ["夜里", "凌晨两点", "每天早上", "上周末", "晚上九点"];
    private static readonly string[] Openings = ["您好，", "社区的同志好，", "想反映一个问题：", ""];
    private static readonly string[] Closings = ["谢谢。", "盼回复。", "请尽快处理。", ""];

    /// <summary>
    /// A title and a sentence each, told by many with another place and time, as forms make them; and the whole words
    /// of it.
    /// </summary>
    private static readonly (string Title, string Text, string Words)[] Kinds =
    [
        (
            "共享单车乱堆",
            "地铁口到{place}的人行道上共享单车堆成山，{time}更多，行人没法走，希望划停放区。",
            "共享单车 停放区 地铁口 人行道"
        ),
        (
            "路灯不亮夜里摸黑",
            "{place}旁的小路有三盏路灯不亮，{time}摸黑走路，有老人绊倒，请安排维修。",
            "路灯 不亮 老人"
        ),
        (
            "大型犬不拴绳",
            "{place}有人{time}遛大型犬不拴狗绳，狗粪也不收拾，孩子吓得直哭，希望管一管。",
            "大型犬 狗绳 狗粪 遛 养犬"
        ),
        (
            "快递柜超时收费",
            "{place}的快递柜{time}就开始超时收费，事先没有告知，老人不会操作，请协调。",
            "快递柜 收费 超时 快递 老人"
        ),
        (
            "希望有匹克球场",
            "{place}喜欢打匹克球的人越来越多，匹克球没有场地，{time}只能在马路边打匹克球。",
            "匹克球 球场 场地 马路"
        ),
        (
            "疫苗接种点太远",
            "{place}到疫苗接种点要坐四站车，老人{time}就得出门排队，能不能在社区设流动接种点。",
            "疫苗 接种 点 老人 流动 排队"
        ),
        (
            "高空抛物砸坏车",
            "{place}三号楼{time}有人高空抛物，烟头和瓶子砸坏车顶，请装摄像头。",
            "高空抛物 抛物 摄像头 烟头 瓶子 车顶 砸"
        ),
        (
            "图书室周末不开门",
            "{place}的图书室{time}从不开门，孩子放学没地方看书，希望志愿者轮流值班。",
            "图书室 志愿者 孩子 看书 值班"
        ),
    ];

    private static (string[] Titles, string[] Texts, int[] Kind) Told(int count, int seed)
    {
        var random = new Random(seed);
        int[] kind = [.. Enumerable.Range(0, count).Select(_ => random.Next(Kinds.Length))];
        string Pick(string[] from) => from[random.Next(from.Length)];
        string[] texts = [.. kind.Select(k => Pick(Openings) + Filled(Kinds[k].Text) + Pick(Closings))];
        return ([.. kind.Select(k => Kinds[k].Title)], texts, kind);

        string Filled(string text) =>
            text.Replace("{place}", Pick(Places), StringComparison.Ordinal)
                .Replace("{time}", Pick(Times), StringComparison.Ordinal);
    }

    private static async Task<TopicsResult> Find(
        string[] titles,
        string[] texts,
        int? topics,
        IReadOnlyList<string> known,
        string plugin = "topics"
    )
    {
        string[] ids = [.. texts.Select((_, i) => $"n{i}")];
        var input = new TopicsInput(ids, titles, texts, known, topics, Seed: 1, Kept: 0, [], [], [], [], []);
        string folder = Path.Combine(AppContext.BaseDirectory, "plugins", plugin);
        var answer = await Bench.Ask(new("topics", folder, plugin, null) { Topics = input });
        Assert.Null(answer.Fault);
        return answer.Topics!;
    }

    /// <summary>Whether a part of a name is put together from whole words.</summary>
    private static bool Whole(string part, IReadOnlyList<string> words) =>
        part.Length == 0
        || words.Any(w => part.StartsWith(w, StringComparison.Ordinal) && Whole(part[w.Length..], words));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_topic_is_called_by_whole_words_of_what_is_asked(bool placesKnown)
    {
        var (titles, texts, kind) = Told(240, 3);
        var result = await Find(titles, texts, Kinds.Length, placesKnown ? Places : []);
        for (int t = 0; t < result.Topics.Count; t++)
        {
            var kinds = Enumerable.Range(0, texts.Length).Where(i => result.TopicOf[i] == t).Select(i => kind[i]);
            string[] words = [.. kinds.Distinct().SelectMany(k => Kinds[k].Words.Split(' '))];
            string name = result.Topics[t].Name;
            Assert.All(name.Split('、'), part => Assert.True(Whole(part, words), $"{part} in {name}"));
            Assert.DoesNotContain(Places, p => name.Contains(p, StringComparison.Ordinal));
            Assert.DoesNotContain(Times, time => name.Contains(time, StringComparison.Ordinal));
        }

        Assert.Equal(result.Topics.Count, result.Topics.Select(t => t.Name).Distinct().Count());
        Assert.Contains(
            "共享单车",
            result.Topics[result.TopicOf[Array.IndexOf(kind, 0)]].Name,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(5, 1)]
    [InlineData(6, 7)]
    [InlineData(12, 2)]
    [InlineData(null, 4)]
    public async Task No_part_of_a_name_is_a_cut_word_a_verb_alone_or_a_place(int? topics, int seed)
    {
        var (titles, texts, _) = Told(300, seed);
        var result = await Find(titles, texts, topics, []);
        string[] words = [.. Kinds.SelectMany(k => k.Words.Split(' '))];
        foreach (string part in result.Topics.SelectMany(t => t.Name.Split('、')))
        {
            // What is done, whom it is about, where and when are known words that do not name; a cut word is none.
            bool known = Lexicon.Shipped.Names(part) || WordShape.Of(part) == Shape.Compound;
            Assert.True(known || Whole(part, words), part);
            Assert.DoesNotContain(Places, p => p.Contains(part, StringComparison.Ordinal));
            Assert.DoesNotContain(Places, p => part.Contains(p, StringComparison.Ordinal));
        }

        Assert.Equal(result.Topics.Count, result.Topics.Select(t => t.Name).Distinct().Count());
    }

    [Fact]
    public async Task Without_titles_and_with_a_word_nobody_shipped_the_names_are_whole_too()
    {
        var random = new Random(4);
        string[] tails =
        [
            "现在没有地方玩",
            "的场地太少",
            "爱好者越来越多",
            "比赛在哪里报名",
            "教练不好找",
            "球拍坏了没人修",
            "的灯不亮",
            "谁来管",
        ];
        string[] heads = ["我们喜欢", "附近缺少", "老人也想学", "周末约", "请问", "关于", "孩子迷上了", ""];
        string[] texts =
        [
            .. Enumerable
                .Range(0, 120)
                .Select(i =>
                    i % 2 == 0
                        ? $"{heads[random.Next(8)]}匹克球{tails[random.Next(8)]}，{Places[random.Next(8)]}{Closings[random.Next(4)]}"
                        : $"{Places[random.Next(8)]}自来水发黄，{Times[random.Next(5)]}水压低，请检测水质{i}。"
                ),
        ];
        var result = await Find([], texts, 2, []);
        Assert.Contains(result.Topics, t => t.Name.Split('、').Contains("匹克球"));
        string[] pieces = ["克球", "匹克", "球场地", "来水", "自来"];
        Assert.All(result.Topics.SelectMany(t => t.KeyWords), w => Assert.DoesNotContain(w, pieces));
    }

    [Fact]
    public async Task A_small_topic_without_words_of_its_own_is_called_by_its_field_of_work()
    {
        string[] texts = ["低保怎么申请", "残疾人补助去哪办", "高龄补贴没有发", "下水道堵了", "路面坑洼", "水管爆了"];
        var result = await Find([], texts, 2, []);
        Assert.All(result.Topics, t => Assert.DoesNotContain(t.Name, texts));
        Assert.All(result.Topics.SelectMany(t => t.Name.Split('、')), part => Assert.InRange(part.Length, 2, 6));
    }

    [Theory]
    [InlineData("亮夜里")] // a piece of a word and a time
    [InlineData("门口每天")]
    [InlineData("噪音非常")]
    [InlineData("希望增加")]
    [InlineData("晚上")]
    [InlineData("桩安装")] // the end of a word
    [InlineData("市加快")]
    [InlineData("协调")] // what is done, alone
    public void A_piece_of_a_sentence_is_no_word(string run) =>
        Assert.True(WordShape.Of(run) == Shape.None || !Lexicon.Shipped.Names(run), run);

    [Theory]
    [InlineData("电梯困人")]
    [InlineData("快递柜")]
    [InlineData("宠物公园")]
    [InlineData("停车收费")]
    public void What_is_made_of_whole_words_may_be_one(string run) =>
        Assert.True(Lexicon.Shipped.Names(run) || WordShape.Of(run) == Shape.Compound, run);

    [Theory]
    [InlineData("锦棠国际小区噪音非常大", "锦棠国际小区")]
    [InlineData("云栖雅苑共享单车堆成山", "云栖雅苑")]
    [InlineData("枫林路路灯每晚不亮", "枫林路")]
    [InlineData("助餐点离东风巷太远", "东风巷")]
    [InlineData("清河湾12号楼暖气不热", "清河湾")]
    [InlineData("望江家园广场舞扰民", "望江家园")]
    public void The_place_of_an_issue_is_the_place_and_nothing_else(string title, string place)
    {
        string[] titles = [title, title + "，请处理", "社保卡补办", "公交班次太少"];
        string[] texts =
        [
            title + "，请尽快解决。",
            title + "，多次反映没有结果。",
            "社保卡丢了到哪里补办？",
            "公交车等半小时，希望增加班次。",
        ];
        var found = SameIssues.Find(new([.. titles.Select((_, i) => $"n{i}")], titles, texts, [], []), [], []);
        var issue = Assert.Single(found.Issues, i => i.Members.Contains(0));
        Assert.Equal(place, issue.Place);
    }

    [Fact]
    public void What_was_written_down_as_the_place_is_the_place()
    {
        string[] titles = ["铁路宿舍对面食堂油烟大", "铁路宿舍油烟扰民"],
            texts = ["食堂的油烟天天飘进来。", "油烟很大，窗户都开不了。"];
        var found = SameIssues.Find(new(["a", "b"], titles, texts, ["铁路宿舍", "铁路宿舍"], []), [], []);
        Assert.All(found.PlaceOf, p => Assert.Equal("铁路宿舍", p));
    }

    [Fact]
    public void Words_of_an_issue_are_whole_words()
    {
        string[] titles = ["云栖雅苑机动车停在盲道上", "云栖雅苑盲道被机动车占了"];
        string[] texts =
        [
            "云栖雅苑临街一排机动车天天停在盲道上，轮椅过不去，请加装隔离桩。",
            "云栖雅苑的盲道停满机动车，轮椅无法通行，希望加装隔离桩。",
        ];
        var found = SameIssues.Find(new(["a", "b"], titles, texts, [], []), [], []);
        var words = Assert.Single(found.Issues).Problem;
        Assert.Contains("盲道", words);
        Assert.All(words, w => Assert.True(Lexicon.Shipped.Names(w), w));
    }
}
