using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Projects.Data;
using Modular.Projects.Effect;
using Modular.TestKit;

namespace Modular.Projects.Tests;

/// <summary>What came of a project, as the public reads it.</summary>
[Trait("rule", "P20")]
public sealed class FairEffectTests
{
    [Fact]
    public async Task The_public_story_tells_of_how_many_people_a_share_is_and_whether_the_change_is_more_than_chance()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        string number = await Library.Shared(host, "A1", "Lunch for the old");
        await host.Do(async s =>
        {
            long project = (await Kit.One(s, number)).Id;
            long target = await s.GetRequiredService<ProjectsDb>()
                .Targets.Where(t => t.ProjectId == project)
                .Select(t => t.Id)
                .SingleAsync();
            await s.GetRequiredService<MeasureEffect>()
                .Measure(number, target, true, 80, 120, "questionnaire", default);
        });
        using var reader = host.Visitor();
        await reader.Open($"/library/{number}");
        string told = reader.Page.QuerySelector("ul.target-list")!.TextContent;
        var effect = (
            await host.Ask(async s => await s.GetRequiredService<MeasureEffect>().Of(await Kit.One(s, number), default))
        ).Targets.Single();
        foreach (
            double edge in new[] { effect.Before!.Value.Lower, effect.After!.Value.Upper, effect.Change!.Value.Lower }
        )
            Assert.Contains(
                edge.ToString("0.#", System.Globalization.CultureInfo.InvariantCulture),
                told,
                StringComparison.Ordinal
            );
        int bytes = 0;
        foreach (
            string file in new[]
            {
                $"/library/{number}",
                "/css/tokens.css",
                "/css/base.css",
                "/css/public.css",
                "/js/public.js",
            }
        )
            bytes += (await reader.Bytes(file)).Length;
        Assert.True(bytes < 60_000, $"{bytes} bytes");
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Where_no_needs_are_kept_satisfaction_and_tickets_are_written_down_and_shown(string database)
    {
        await using var host = await RunningHost.Start(database, "--Modules:0=projects");
        string number = await Library.Shared(host, "A1", "Lunch for the old");
        using var worker = await host.As("worker-a1");
        await worker.Open($"/projects/{number}/effect");
        (string, string)[] figures =
        [
            ("Hand.RatedBefore", "150"),
            ("Hand.SatisfiedBefore", "62"),
            ("Hand.RatedAfter", "150"),
            ("Hand.SatisfiedAfter", "120"),
            ("Hand.TicketsBefore", "90"),
            ("Hand.MonthsBefore", "6"),
            ("Hand.TicketsAfter", "12"),
            ("Hand.MonthsAfter", "3"),
            ("Hand.Source", "report of the hotline"),
        ];
        await worker.Press(
            "Hand",
            [.. figures.Where(f => f.Item1 != "Hand.SatisfiedAfter"), ("Hand.SatisfiedAfter", "151")]
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, worker.Status);
        await worker.Press("Hand", figures);
        Assert.True(worker.Status == HttpStatusCode.OK, worker.Page.QuerySelector(".error-summary")?.TextContent);
        using var reader = host.Visitor();
        await reader.Open($"/library/{number}");
        foreach (string told in new[] { "41.3% → 80%", "15 → 4", "report of the hotline" })
            Assert.Contains(told, reader.Text, StringComparison.Ordinal);
        await host.Do(async s =>
            Assert.True(
                await s.GetRequiredService<Kernel.Store.KernelDb>()
                    .AuditEntries.AnyAsync(e => e.Action == "project.effect-by-hand")
            )
        );
    }

    [Fact]
    public async Task Where_the_system_counts_the_needs_nobody_writes_them_by_hand()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        string number = await Library.Shared(host, "A1", "Lunch for the old");
        using var worker = await host.As("worker-a1");
        await worker.Open($"/projects/{number}/effect");
        Assert.Null(worker.Page.QuerySelector("form[action*='handler=Hand']"));
        Assert.Equal(
            "projects.effect.hand-counted",
            await host.Refused(s =>
                s.GetRequiredService<MeasureEffect>()
                    .Write(number, new(1, 1, null, null, null, null, null, null), "x", default)
            )
        );
    }
}
