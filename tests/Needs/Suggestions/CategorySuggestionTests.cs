using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Store;
using Modular.Kernel.Units;
using Modular.Needs.Data;
using Modular.Needs.Domain;
using Modular.Needs.Intake;
using Modular.Needs.Suggestions;
using Modular.TestKit;

namespace Modular.Needs.Tests;

public sealed class CategorySuggestionTests
{
    private static readonly string[] Names = ["停车管理", "噪声扰民", "教育"];
    private static readonly string[][] Speech =
    [
        ["小区车位不够", "路边乱停车", "停车费太贵"],
        ["半夜施工太吵", "广场舞音响很大", "酒吧唱歌到凌晨"],
        ["小学报名要排队", "老师补课收钱", "幼儿园没有学位"],
    ];

    private static async Task<JsonElement> Suggested(Visitor visitor, string text) =>
        JsonDocument
            .Parse(
                Encoding.UTF8.GetString(
                    await visitor.Bytes("/needs/new?handler=categories&text=" + Uri.EscapeDataString(text))
                )
            )
            .RootElement;

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "N2")]
    public async Task Suggestions_come_from_key_words_then_from_what_officers_decided_and_what_was_taken_counts(
        string database
    )
    {
        await using var host = await RunningHost.Start(database);
        var worker = await host.As("worker-a1");
        Assert.Empty((await Suggested(worker, "车位不够")).GetProperty("chips").EnumerateArray());
        foreach (string name in Names)
            await host.Do(s => s.GetRequiredService<KeepCategories>().Save(null, name, null, null, false, default));
        var ids = await host.Ask(s =>
            s.GetRequiredService<NeedsDb>().Categories.ToDictionaryAsync(c => c.Name, c => c.Id)
        );
        var first = await Suggested(worker, "地库车位不够");
        Assert.Contains("先例还不够", first.GetProperty("note").GetString(), StringComparison.Ordinal);
        Assert.Equal(ids["停车管理"], first.GetProperty("chips")[0].GetProperty("id").GetInt32());

        var unit = (await host.Ask(s => s.GetRequiredService<UnitDirectory>().Tree(default).AsTask())).Find("A1")!;
        var desk = host.Services.GetRequiredService<NeedDesk>();
        await Task.WhenAll(
            Enumerable
                .Range(0, 90)
                .Select(i =>
                    desk.Register(
                        new(
                            $"第{i}件",
                            Speech[i % 3][i / 3 % 3] + "," + Speech[i % 3][i / 9 % 3],
                            unit.Id,
                            unit.Path,
                            NeedChannel.Window,
                            host.Clock.GetUtcNow(),
                            "clerk",
                            CategoryId: ids[Names[i % 3]]
                        ),
                        default
                    )
                )
        );
        var district = await host.As("district");
        await district.Open("/needs/categories");
        Assert.Contains("还没有学习过", district.Text, StringComparison.Ordinal);
        await district.Send("form[action*='handler=Train']");
        await district.WaitForJob();
        await host.Do(async s =>
        {
            var model = await s.GetRequiredService<NeedsDb>().CategoryModels.SingleAsync();
            Assert.Equal(90, model.Known["examples"]);
            Assert.Equal(
                1,
                await s.GetRequiredService<KernelDb>()
                    .AuditEntries.CountAsync(a => a.Action == "needs.categories-trained")
            );
        });
        host.Clock.Move(TimeSpan.FromMinutes(1));
        var learnt = await Suggested(worker, "广场舞音响很大");
        Assert.Null(learnt.GetProperty("note").GetString());
        var chip = learnt.GetProperty("chips")[0];
        Assert.Equal(
            (ids["噪声扰民"], "噪声扰民"),
            (chip.GetProperty("id").GetInt32(), chip.GetProperty("name").GetString())
        );
        Assert.EndsWith("%", chip.GetProperty("percent").GetString(), StringComparison.Ordinal);

        // One is taken by a click, one is set to what was not the first, one is left for later.
        foreach (
            var (category, taken) in new[] { ("噪声扰民", ids["噪声扰民"]), ("停车管理", ids["噪声扰民"]), ("", 0) }
        )
        {
            await worker.Open("/needs/new");
            await worker.Send(
                "form[data-keep]",
                ("Input.Text", "广场舞音响很大,半夜还在吵"),
                ("Input.UnitId", $"{unit.Id}"),
                ("Input.CategoryId", category.Length == 0 ? "" : $"{ids[category]}"),
                ("Input.Suggested", taken == 0 ? "" : $"{taken}")
            );
        }

        await host.Do(async s =>
            Assert.Equal(
                [null, null, ids["噪声扰民"]],
                (await s.GetRequiredService<NeedsDb>().CategorySuggestions.Select(c => c.Taken).ToListAsync()).Order()
            )
        );
        await district.Open("/needs/categories");
        Assert.Contains(
            "2 条登记时有推荐，点选推荐的 50.0%，正确类别在三个之中的",
            district.Text,
            StringComparison.Ordinal
        );

        // Again by night: one model stands, and one that is damaged is passed over.
        await host.Do(s =>
            s.GetRequiredService<TrainCategories>()
                .Run(
                    new(
                        new()
                        {
                            Kind = TrainCategories.Kind,
                            Title = "",
                            Arguments = "{}",
                            UnitPath = "/",
                            By = "system",
                        },
                        (_, _) => Task.CompletedTask
                    ),
                    default
                )
        );
        await host.Do(s =>
            s.GetRequiredService<NeedsDb>()
                .CategoryModels.ExecuteUpdateAsync(set => set.SetProperty(m => m.Content, new byte[] { 1, 2, 3 }))
        );
        host.Services.GetRequiredService<CategoryModels>().Forget();
        Assert.NotNull((await Suggested(worker, "广场舞音响很大")).GetProperty("note").GetString());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Who_may_not_register_gets_no_suggestions_and_who_may_not_settle_starts_no_learning(
        string database
    )
    {
        await using var host = await RunningHost.Start(database);
        foreach (string name in Names)
            await host.Do(s => s.GetRequiredService<KeepCategories>().Save(null, name, null, null, false, default));
        foreach (string name in new[] { "auditor", "judge1", "volunteer" })
            Assert.Equal(
                HttpStatusCode.Forbidden,
                await (await host.As(name)).StatusOf(
                    "/needs/new?handler=categories&text=" + Uri.EscapeDataString("停车位不够")
                )
            );
        var nobody = host.Visitor();
        await nobody.Open("/needs/new?handler=categories&text=" + Uri.EscapeDataString("停车位不够"));
        Assert.StartsWith("/sign-in", nobody.At, StringComparison.Ordinal);
        var worker = await host.As("worker-a1");
        await worker.Open("/needs/new");
        Assert.Equal(HttpStatusCode.Forbidden, await worker.Raw("/needs/categories?handler=Train"));
    }

    [Theory, Trait("rule", "N2")]
    [InlineData(0.8449, 84, "likely")]
    [InlineData(0.8451, 85, "sure")]
    [InlineData(0.5949, 59, "perhaps")]
    [InlineData(0.5951, 60, "likely")]
    [InlineData(0.2951, 30, "perhaps")]
    [InlineData(0.2949, 29, "less")]
    public void The_words_for_confidence_follow_the_figure_that_is_shown(double confidence, int shown, string grade)
    {
        var suggested = new Suggested(1, "", confidence, true);
        Assert.Equal((shown, grade), (suggested.Percent, suggested.Grade));
    }
}
