using System.Text;
using Modular.Kernel.Plugins;
using Modular.Language.Categories;
using Modular.Plugins.Contract;

namespace Modular.Plugins.Tests;

/// <summary>
/// Suggested categories: learnt from invented decisions, known by words before there are any, and never failing on what
/// people type.
/// </summary>
public sealed class CategoryTests
{
    private static readonly string[] Names = ["停车管理", "噪声扰民", "教育"];
    private static readonly string[] None = ["", "", ""];
    private static readonly string[][] Speech =
    [
        ["小区车位不够", "路边乱停车", "停车费太贵", "占了我的车位", "停车场收费不合理", "地库进不去"],
        ["半夜施工太吵", "广场舞音响很大", "楼上装修声音", "酒吧唱歌到凌晨", "机器嗡嗡响", "吵得睡不着"],
        ["小学报名要排队", "老师补课收钱", "学校食堂饭菜差", "幼儿园没有学位", "中考成绩公布", "校服太贵"],
    ];

    private static PastDecisions Past(int each, int classes = 3)
    {
        var random = new Random(7);
        var rows = Enumerable
            .Range(0, each * classes)
            .Select(i =>
                (
                    Class: i % classes,
                    Text: string.Concat(
                        Enumerable.Range(0, 3).Select(_ => Speech[i % classes][random.Next(6)] + ",请尽快处理。")
                    )
                )
            )
            .ToList();
        return new(
            [.. rows.Select(_ => "")],
            [.. rows.Select(r => r.Text)],
            [.. rows.Select(r => r.Class)],
            Names[..classes],
            None[..classes]
        );
    }

    private static CategoryInput Input(PastDecisions past) =>
        new(past.Titles, past.Texts, past.Category, past.Names, past.Words);

    private static Task<RunnerAnswer> Train(CategoryInput input, string plugin = "category-linear") =>
        Bench.Ask(
            new("train", Path.Combine(AppContext.BaseDirectory, "plugins", plugin), plugin, null) { Past = input }
        );

    [Fact, Trait("rule", "N2")]
    public async Task The_engine_of_ML_NET_does_not_fall_under_ours_and_gives_the_same_model_every_time()
    {
        // One word in four is of another category, so that there is something to be wrong about.
        var random = new Random(11);
        var rows = Enumerable
            .Range(0, 150)
            .Select(i =>
                (
                    Class: i % 3,
                    Text: string.Join(
                        ',',
                        Enumerable
                            .Range(0, 3)
                            .Select(_ => Speech[random.Next(4) == 0 ? random.Next(3) : i % 3][random.Next(6)])
                    )
                )
            )
            .ToList();
        CategoryInput input = new(
            [.. rows.Select(_ => "")],
            [.. rows.Select(r => r.Text)],
            [.. rows.Select(r => r.Class)],
            Names,
            None
        );
        var (ours, theirs) = ((await Train(input)).Model!, (await Train(input, "category-mlnet")).Model!);
        Assert.InRange(theirs.Figures["macro-f1"], ours.Figures["macro-f1"] - 0.03, 1);
        Assert.InRange(theirs.Figures["among-three"], ours.Figures["among-three"] - 0.01, 1);
        Assert.Equal(theirs.Content, (await Train(input, "category-mlnet")).Model!.Content);
    }

    [Fact, Trait("rule", "N2")]
    public async Task What_would_not_fit_into_the_memory_of_the_runner_is_refused_with_a_sentence()
    {
        // A little more than eight million characters; the same words again and again.
        string Long(int i) => string.Concat(Enumerable.Repeat(Speech[i % 3][i % 6], 2500));
        string[] texts = [.. Enumerable.Range(0, 810).Select(Long)];
        int[] categories = [.. Enumerable.Range(0, texts.Length).Select(i => i % 3)];
        CategoryInput input = new([.. texts.Select(_ => "")], texts, categories, Names, None);
        var refused = await Assert.ThrowsAsync<NotComputableException>(() => Train(input, "category-mlnet"));
        Assert.Contains("万字", refused.Reason.Zh, StringComparison.Ordinal);
        Assert.Contains("Category suggestions", refused.Reason.En, StringComparison.Ordinal);
    }

    [Theory, Trait("rule", "N2")]
    [InlineData("category-linear")]
    [InlineData("category-mlnet")]
    public async Task The_plugin_learns_invented_categories_and_its_model_is_applied_by_the_library(string plugin)
    {
        var model = (await Train(Input(Past(30)), plugin)).Model!;
        Assert.Equal(Names, model.Names);
        Assert.Equal((90, 3), ((int)model.Figures["examples"], (int)model.Figures["categories"]));
        Assert.True(model.Figures["macro-f1"] > 0.95);
        var suggester = CategoryContent.Read(model.Content);
        foreach (
            var (text, expected) in new[]
            {
                ("门口又乱停车了,出不去", 0),
                ("凌晨还在施工,吵死人", 1),
                ("报名小学没有学位", 2),
            }
        )
        {
            var found = suggester.Suggest("", text);
            Assert.Equal(expected, found[0].Category);
            Assert.True(found[0].FromPast);
            Assert.Equal(found.OrderByDescending(f => f.Confidence), found);
            Assert.InRange(found.Sum(f => f.Confidence), 0, 1.000001);
        }
    }

    [Fact]
    public void Before_anything_was_decided_categories_are_known_by_names_and_words_and_less_surely()
    {
        var suggester = CategorySuggester.ByWords(Names, None);
        foreach (
            var (text, expected) in new[]
            {
                ("车库里没有车位", 0),
                ("夜间施工噪音太大", 1),
                ("孩子上学学位紧张,老师很少", 2),
            }
        )
        {
            var first = suggester.Suggest("", text)[0];
            Assert.Equal(expected, first.Category);
            Assert.False(first.FromPast);
            Assert.InRange(first.Confidence, 0.05, 0.8);
        }

        Assert.Empty(suggester.Suggest("", "今天天气很好"));
        var own = CategorySuggester.ByWords(["甲类", "乙类"], ["飞碟 外星人", "恐龙"]);
        Assert.Equal(1, own.Suggest("", "楼下有恐龙")[0].Category);
    }

    [Fact]
    public void A_new_category_is_known_by_words_beside_learnt_ones_and_is_learnt_as_examples_come()
    {
        var past = Past(30, 2);
        PastDecisions With(int examples) =>
            new(
                [.. past.Titles, .. Enumerable.Repeat("", examples)],
                [
                    .. past.Texts,
                    .. Enumerable.Range(0, examples).Select(i => Speech[2][i % 6] + "," + Speech[2][(i + 1) % 6]),
                ],
                [.. past.Category, .. Enumerable.Repeat(2, examples)],
                Names,
                None
            );
        double before = 0;
        foreach (int examples in new[] { 0, 1, 3, 10, 30 })
        {
            var first = CategoryTrainer.Train(With(examples)).Suggester.Suggest("", "小学学位紧张,老师补课")[0];
            if (examples is 0 or 3 or 10 or 30)
                Assert.Equal(2, first.Category);
            if (examples == 30)
                Assert.True(first.FromPast && first.Confidence > before);
            if (examples == 0)
                Assert.False(first.FromPast);
            before = first.Confidence;
        }
    }

    [Fact]
    public async Task One_category_only_and_columns_that_do_not_fit_are_refused_with_the_reason()
    {
        var one = await Assert.ThrowsAsync<NotComputableException>(() =>
            Train(new(["", ""], ["甲", "乙"], [0, 0], ["物业"], [""]))
        );
        Assert.Contains("two categories", one.Reason.En, StringComparison.Ordinal);
        var unfit = await Assert.ThrowsAsync<NotComputableException>(() =>
            Train(new([""], ["甲", "乙"], [0, 5], ["物业", "噪声"], ["", ""]))
        );
        Assert.Contains("columns", unfit.Reason.En, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_model_is_refused_and_a_whole_one_reads_back_the_same()
    {
        var trained = CategoryTrainer.Train(Past(12)).Suggester;
        byte[] content = CategoryContent.Write(trained);
        string text = "停车费太贵,老师也说吵";
        foreach (var (one, other) in trained.Suggest("", text).Zip(CategoryContent.Read(content).Suggest("", text)))
        {
            Assert.Equal((one.Category, one.FromPast), (other.Category, other.FromPast));
            Assert.Equal(one.Confidence, other.Confidence, 0.01);
        }

        Assert.Equal(
            CategoryContent.Write(CategorySuggester.ByWords(Names, None)),
            CategoryContent.Write(CategoryContent.Read(CategoryContent.Write(CategorySuggester.ByWords(Names, None))))
        );
        for (int at = 0; at < content.Length; at += Math.Max(1, content.Length / 40))
        {
            byte[] changed = [.. content];
            changed[at] ^= 0x55;
            Assert.Throws<ModelDamaged>(() => CategoryContent.Read(changed));
            Assert.Throws<ModelDamaged>(() => CategoryContent.Read(content[..at]));
        }
    }

    [Fact]
    public async Task The_same_examples_give_the_same_model_however_many_threads_and_calls()
    {
        var past = Past(20);
        byte[] here = CategoryContent.Write(CategoryTrainer.Train(past).Suggester);
        byte[][] at_once = await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(_ => Task.Run(() => CategoryContent.Write(CategoryTrainer.Train(past).Suggester)))
        );
        Assert.All(at_once, other => Assert.Equal(here, other));
        Assert.Equal(here, (await Train(Input(past))).Model!.Content);
        var suggester = CategoryContent.Read(here);
        var expected = past.Texts.Select(t => suggester.Suggest("", t)).ToList();
        var got = new IReadOnlyList<SuggestedCategory>[past.Texts.Count];
        Parallel.For(0, got.Length, i => got[i] = suggester.Suggest("", past.Texts[i]));
        for (int i = 0; i < got.Length; i++)
            Assert.Equal(expected[i], got[i]);
    }

    [Fact]
    public void Whatever_is_typed_gets_an_answer()
    {
        var suggester = CategoryTrainer.Train(Past(20)).Suggester;
        string book = new StringBuilder().Insert(0, "小区停车位不够,", 125_000).ToString();
        Assert.Equal(1_000_000, book.Length);
        foreach (
            string text in new[]
            {
                "",
                " ",
                "\u3000\n\t",
                "停",
                "\ud83d\ude97\ud83d\ude21",
                "\ud83d",
                "There is no parking in our compound",
                "停車位不夠,學校老師補習",
                "\u0000\u0007",
                "１２３４５６",
                book,
            }
        )
        foreach (string title in new[] { "", text[..Math.Min(text.Length, 60)] })
        {
            var found = suggester.Suggest(title, text);
            Assert.True(found.Count <= CategorySuggester.Suggested);
            Assert.All(found, f => Assert.InRange(f.Confidence, 0, 1));
        }

        Assert.Empty(suggester.Suggest("", ""));
        Assert.Equal(0, suggester.Suggest("", book)[0].Category);
        Assert.NotEmpty(CategoryTrainer.Train(Past(2)).Suggester.Suggest("", "停车"));
        var blank = new PastDecisions(
            [.. Enumerable.Repeat("", 8)],
            [.. Enumerable.Repeat("", 8)],
            [0, 1, 0, 1, 0, 1, 0, 1],
            ["甲", "乙"],
            ["", ""]
        );
        Assert.Empty(CategoryTrainer.Train(blank).Suggester.Suggest("", ""));
    }

    [Fact]
    public void Figures_are_those_counted_by_hand()
    {
        IReadOnlyList<SuggestedCategory> Said(int first, double confidence, params int[] more) =>
            [new(first, confidence, true), .. more.Select(m => new SuggestedCategory(m, 0.01, true))];
        var quality = HeldOutQuality.Of(
            [Said(0, 0.95), Said(0, 0.95, 1), Said(1, 0.55, 0), Said(1, 0.45)],
            [0, 1, 1, 1],
            3
        );
        // Class 0: one hit, one wrongly said: F1 2/3. Class 1: two hits, one missed: F1 4/5.
        Assert.Equal((2.0 / 3 + 4.0 / 5) / 2, quality.MacroF1, 9);
        Assert.Equal((0.75, 1.0), (quality.Right, quality.AmongThree));
        Assert.Null(quality.F1[2]);
        Assert.Equal((2 * 0.45 + 0.45 + 0.55) / 4, quality.Error, 9);
    }
}
