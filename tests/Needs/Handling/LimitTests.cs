using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Needs.Data;
using Modular.Needs.Handling;
using Modular.TestKit;

namespace Modular.Needs.Tests;

/// <summary>How long a need may take, and who extends that.</summary>
public sealed class LimitTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "N4")]
    public async Task Clocks_warn_escalate_on_the_right_day_once_and_close_what_nobody_rated(string database)
    {
        await using var host = await RunningHost.Start(database);
        var need = await Asking.Ask(host, "The lamp at the gate is out.");
        var answered = await Asking.Ask(host, "Another matter entirely.");
        await host.Do(s =>
            s.GetRequiredService<HandleNeed>().Answer(answered.Number, 0, "It was mended today.", default)
        );
        Task<SweepOutcome> Sweep() => host.Ask(s => s.GetRequiredService<SweepClocks>().Run(default));
        Assert.Equal(new(0, 0, 0, 0), await Sweep());
        host.Clock.Move(TimeSpan.FromDays(7)); // 17 March: due on the 19th.
        Assert.Equal(new(1, 0, 0, 0), await Sweep());
        Assert.Equal(new(0, 0, 0, 0), await Sweep());
        host.Clock.Move(TimeSpan.FromDays(2)); // The day itself is not late.
        Assert.Equal(new(0, 0, 0, 0), await Sweep());
        host.Clock.Move(TimeSpan.FromDays(1));
        // Three at the same time escalate it once.
        var outcomes = await Task.WhenAll(
            Enumerable.Range(0, 3).Select(_ => Task.Run(async () => (await Sweep()).Escalated))
        );
        Assert.Equal(1, outcomes.Sum());
        host.Clock.Move(TimeSpan.FromDays(4)); // Tuesday: two working days later.
        Assert.Equal(0, (await Sweep()).Further);
        host.Clock.Move(TimeSpan.FromDays(1)); // Wednesday: three.
        Assert.Equal(1, (await Sweep()).Further);
        Assert.Equal(0, (await Sweep()).Further);
        Assert.Equal(2, (await Asking.Row(host, need.Number)).Escalation);
        Assert.Equal(
            1,
            await host.Ask(async s =>
            {
                var db = s.GetRequiredService<NeedsDb>();
                long id = (await db.Needs.SingleAsync(n => n.Number == need.Number)).Id;
                return await db.Events.CountAsync(e => e.NeedId == id && e.What == "escalated");
            })
        );
        Assert.NotNull((await Asking.Track(host, need)).Page.QuerySelector(".notice"));
        host.Clock.Move(TimeSpan.FromDays(7));
        Assert.Equal(1, (await Sweep()).Closed);
        // Closed for silence can still be rated.
        Assert.NotNull((await Asking.Track(host, answered)).Page.QuerySelector("form[action='/track/rate']"));
    }

    [Fact, Trait("rule", "N4")]
    public async Task An_extension_asked_for_a_need_that_ended_waits_for_nobody()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        var need = await Asking.Ask(host, "The lamp at the gate is out.");
        var (worker, town) = (await host.As("worker-a1"), await host.As("town-a"));
        await worker.Open($"/needs/{need.Number}");
        await worker.Press("Extend", ("Input.Days", "2"), ("Input.Reason", "a part is on its way"));
        await town.Open("/needs?watch=extension");
        Assert.Contains(need.Number, town.Text, StringComparison.Ordinal);
        await worker.Open($"/needs/{need.Number}");
        await worker.Press("Answer", ("Input.Outcome", "It came early and the lamp is lit."));
        await town.Open("/needs?watch=extension");
        Assert.DoesNotContain(need.Number, town.Text, StringComparison.Ordinal);
    }

    [Fact, Trait("rule", "N4")]
    public async Task An_extension_is_decided_by_another_person_above()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        var need = await Asking.Ask(host, "The lamp at the gate is out.");
        var worker = await host.As("worker-a1");
        await worker.Open($"/needs/{need.Number}");
        await worker.Press("Extend", ("Input.Days", "3"), ("Input.Reason", "the part is on its way"));
        await worker.Open($"/needs/{need.Number}");
        Assert.Null(worker.Page.QuerySelector("form[action*='handler=Decide']"));
        var town = await host.As("town-a");
        await town.Open("/needs?watch=extension");
        Assert.Contains(need.Number, town.Text, StringComparison.Ordinal);
        await town.Open($"/needs/{need.Number}");
        await town.Press("Decide", ("Input.Grant", "true"));
        Assert.Equal(new DateOnly(2026, 3, 24), (await Asking.Row(host, need.Number)).DueOn);
        Assert.Contains("the part is on its way", (await Asking.Track(host, need)).Text, StringComparison.Ordinal);
    }
}
