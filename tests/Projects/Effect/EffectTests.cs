using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Store;
using Modular.Projects.Data;
using Modular.Projects.Domain;
using Modular.Projects.Effect;
using Modular.TestKit;

namespace Modular.Projects.Tests;

/// <summary>Figures before and after. The clock stands on Tuesday 10 March 2026.</summary>
[Trait("rule", "P20")]
public sealed class EffectTests
{
    [Fact]
    public async Task How_many_were_asked_before_is_written_in_the_design_and_gives_the_interval()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        string number = await host.Draft(
            "A1",
            Kit.Full with
            {
                Targets =
                [
                    new("satisfied", "", TargetKind.Share, 41.3m, 80, "questionnaire"),
                    new("meals", "", TargetKind.Count, 0, 60, "list"),
                ],
            }
        );
        var worker = await (await host.As("worker-a1")).Open($"/projects/{number}/edit");
        await worker.Send("form.form", ("Input.Targets[0].Asked", "120"), ("Input.Targets[1].Asked", "7"));
        Assert.Equal(HttpStatusCode.OK, worker.Status);
        await host.Do(async s =>
        {
            var view = await s.GetRequiredService<MeasureEffect>().Of(await Kit.One(s, number), default);
            Assert.NotNull(view.Targets[0].Before);
            Assert.Equal((120, null), (view.Targets[0].Target.StartAsked, view.Targets[1].Target.StartAsked));
        });
        await worker.Open($"/projects/{number}/edit");
        Assert.Equal("120", worker.Page.QuerySelector("input[name='Input.Targets[0].Asked']")!.GetAttribute("value"));
        await worker.Send("form.form", ("Input.Targets[0].Asked", "0"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, worker.Status);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Once_it_runs_the_number_asked_may_be_said_and_a_wrong_figure_before_put_right_with_a_reason(
        string database
    )
    {
        await using var host = await RunningHost.Start(database);
        string number = await host.Running(
            "A1",
            Kit.Full with
            {
                Targets = [new("satisfied", "", TargetKind.Share, 41.3m, 80, "questionnaire")],
            }
        );
        Task Measure(decimal? figure, int? asked, string? reason = null) =>
            host.Do(async s =>
                await s.GetRequiredService<MeasureEffect>()
                    .Measure(
                        number,
                        (await s.GetRequiredService<ProjectsDb>().Targets.SingleAsync()).Id,
                        false,
                        figure,
                        asked,
                        "questionnaire of January",
                        default,
                        reason: reason
                    )
            );
        Task<TargetEffect> Target() =>
            host.Ask(async s =>
                (await s.GetRequiredService<MeasureEffect>().Of(await Kit.One(s, number), default)).Targets[0]
            );
        await Measure(null, 120);
        Assert.Equal((41_300, 120), ((await Target()).Target.StartMilli, (await Target()).Target.StartAsked));
        Assert.NotNull((await Target()).Before);
        Assert.Equal(
            "projects.effect-start-reason",
            (await Assert.ThrowsAsync<RuleBroken>(() => Measure(14.3m, 120))).Key
        );
        Assert.Equal(
            "projects.effect-start-reason",
            (await Assert.ThrowsAsync<RuleBroken>(() => Measure(null, 12))).Key
        );
        await Measure(14.3m, 120, "two digits were swapped");
        Assert.Equal(14_300, (await Target()).Target.StartMilli);
        var worker = await (await host.As("worker-a1")).Open($"/projects/{number}/effect");
        Assert.Contains("two digits were swapped", worker.Text, StringComparison.Ordinal);
        await worker.Open($"/projects/{number}");
        Assert.Contains("two digits were swapped", worker.Text, StringComparison.Ordinal);
        await host.Do(async s =>
            Assert.True(
                await s.GetRequiredService<KernelDb>().Set<AuditEntry>().CountAsync(a => a.Action == "project.measured")
                    >= 2
            )
        );
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Of_several_figures_after_the_newest_day_counts_and_all_stay_in_the_series(string database)
    {
        await using var host = await RunningHost.Start(database);
        string number = await host.Running();
        Task Measure(decimal figure, DateOnly on) =>
            host.Do(async s =>
                await s.GetRequiredService<MeasureEffect>()
                    .Measure(
                        number,
                        (await s.GetRequiredService<ProjectsDb>().Targets.SingleAsync()).Id,
                        true,
                        figure,
                        100,
                        "questionnaire",
                        default,
                        on
                    )
            );
        host.At(2026, 9, 10);
        await Measure(70, new(2026, 9, 1));
        await Measure(55, new(2026, 6, 1));
        Assert.Equal(
            "projects.effect-day",
            (await Assert.ThrowsAsync<RuleBroken>(() => Measure(90, new(2026, 9, 11)))).Key
        );
        await host.Do(async s =>
        {
            var view = await s.GetRequiredService<MeasureEffect>().Of(await Kit.One(s, number), default);
            Assert.Equal(
                (70_000, new DateOnly(2026, 9, 1)),
                (view.Targets[0].Target.EndMilli, view.Targets[0].Target.MeasuredOn)
            );
            Assert.Equal([55_000, 70_000], view.Series[view.Targets[0].Target.Id].Select(m => m.Milli));
        });
        await Measure(81, new(2026, 9, 9));
        await host.Do(async s =>
            Assert.True(
                (await s.GetRequiredService<MeasureEffect>().Of(await Kit.One(s, number), default)).Targets[0].Reached
            )
        );
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Needs_before_are_divided_by_the_months_there_were_needs_in(string database)
    {
        await using var host = await RunningHost.Start(database);
        host.At(2026, 1, 12);
        await File(host, 4);
        host.At(2026, 2, 12);
        await File(host, 2);
        host.At(2026, 3, 10);
        string number = await host.Running();
        host.At(2026, 6, 10);
        await host.Do(async s =>
        {
            var needs = (await s.GetRequiredService<MeasureEffect>().Of(await Kit.One(s, number), default)).Needs!;
            Assert.Equal((2, 3.0), (needs.MonthsBefore, needs.PerMonthBefore));
        });
        var worker = await (await host.As("worker-a1")).Open($"/projects/{number}/effect?culture=en");
        Assert.Contains("came 2 months before it began", worker.Text, StringComparison.Ordinal);
    }

    /// <summary>Needs as residents file them on the public form.</summary>
    private static async Task File(RunningHost host, int count)
    {
        for (int i = 0; i < count; i++)
        {
            using var visitor = host.Visitor();
            await visitor.Open("/ask");
            await visitor.Send(
                "form.form",
                ("Text", $"The lamp number {i} in front of our house is dark every night."),
                (
                    "UnitId",
                    visitor
                        .Page.QuerySelectorAll("#UnitId option")
                        .First(o => o.TextContent.Contains("A1", StringComparison.Ordinal))
                        .GetAttribute("value")!
                )
            );
            Assert.Equal(HttpStatusCode.OK, visitor.Status);
        }
    }
}
