using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Data;
using Modular.Kernel.Units;
using Modular.Needs.Data;
using Modular.Needs.Handling;
using Modular.Needs.Intake;
using Modular.Needs.Rating;
using Modular.TestKit;

namespace Modular.Needs.Tests;

/// <summary>From the request to the satisfied requester, as the people concerned do it.</summary>
public sealed class ServiceTests
{
    private static async Task<(string Number, string Code)> Ask(RunningHost host, string text, string unit = "A1")
    {
        var resident = host.Visitor();
        await resident.Open("/ask");
        await resident.Send(
            "form.form",
            ("Text", text),
            ("UnitId", (await Unit(host, unit)).Id.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            ("Public", "true")
        );
        return (
            resident.Page.QuerySelector(".receipt .num")!.TextContent,
            resident.Page.QuerySelector(".receipt .code")!.TextContent
        );
    }

    private static async Task<Unit> Unit(RunningHost host, string code) =>
        (await host.Ask(s => s.GetRequiredService<UnitDirectory>().Tree(default).AsTask())).Find(code)!;

    private static Task<Need> Row(RunningHost host, string number) =>
        host.Ask(s => s.GetRequiredService<NeedsDb>().Needs.AsNoTracking().SingleAsync(n => n.Number == number));

    private static async Task<Visitor> Track(RunningHost host, (string Number, string Code) need)
    {
        var resident = host.Visitor();
        await resident.Open("/track");
        await resident.Send("form.form", ("Number", need.Number), ("Code", need.Code));
        return resident;
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "N9")]
    public async Task A_bad_rating_brings_it_back_with_a_new_limit_and_a_good_one_ends_it_and_nobody_learns_who_rated(
        string database
    )
    {
        await using var host = await RunningHost.Start(database);
        var need = await Ask(host, "The lamp at the gate is out.");
        var worker = await host.As("worker-a1");
        await worker.Open($"/needs/{need.Number}");
        await worker.Press("Answer", ("Input.Outcome", "Known."));
        var resident = await Track(host, need);
        await resident.Send("form[action='/track/rate']", ("Score", "1"), ("Comment", ""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, resident.Status);
        await resident.Send(
            "form[action='/track/rate']",
            ("Score", "1"),
            ("Comment", "Nothing was done"),
            ("Perfunctory", "true")
        );
        Assert.NotNull(resident.Page.QuerySelector(".said"));
        Assert.Null(resident.Page.QuerySelector("form[action='/track/rate']"));
        var row = await Row(host, need.Number);
        Assert.Equal(
            (NeedState.InHandling, 1, true, 0, new DateOnly(2026, 3, 17)),
            (row.State, row.Reworks, row.Perfunctory, row.Escalation, row.DueOn)
        );
        // The same page sent twice rates once.
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            await resident.Raw("/track/rate", ("Number", need.Number), ("Code", need.Code), ("Score", "5"))
        );
        await worker.Open($"/needs/{need.Number}");
        Assert.Contains("Nothing was done", worker.Text, StringComparison.Ordinal);
        await worker.Press("Answer", ("Input.Outcome", "The lamp was replaced on the tenth of March, it burns."));
        resident = await Track(host, need);
        await resident.Send("form[action='/track/rate']", ("Score", "5"));
        row = await Row(host, need.Number);
        Assert.Equal(NeedState.Closed, row.State);
        Assert.NotNull(row.SatisfiedAt);
        await host.Do(async s =>
        {
            var db = s.GetRequiredService<NeedsDb>();
            Assert.Equal(
                [(1, 0), (5, 1)],
                (await db.Ratings.OrderBy(r => r.Round).ToListAsync()).Select(r => (r.Score, r.Round))
            );
            var moves = await s.GetRequiredService<KernelDb>()
                .AuditEntries.Where(a => a.Action == "need.rated" || a.Action == "need.reworked")
                .ToListAsync();
            Assert.Equal(2, moves.Count);
            Assert.All(moves, m => Assert.True(m is { AccountId: null, Origin: "" }, m.Origin));
        });
    }

    [
        Theory,
        MemberData(nameof(Databases.Both), MemberType = typeof(Databases)),
        Trait("rule", "N9"),
        Trait("fault", "2")
    ]
    public async Task Fifty_ratings_of_one_answer_at_once_count_once(string database)
    {
        await using var host = await RunningHost.Start(database);
        var need = await Ask(host, "The lamp at the gate is out.");
        await host.Do(s =>
            s.GetRequiredService<HandleNeed>().Answer(need.Number, 0, "It was replaced today.", default)
        );
        var row = await Row(host, need.Number);
        var results = await Task.WhenAll(
            Enumerable
                .Range(0, 50)
                .Select(i =>
                    Task.Run(async () =>
                    {
                        try
                        {
                            await host.Do(s =>
                                s.GetRequiredService<RateNeed>().Run(row, i % 2 == 0 ? 5 : 1, "because", false, default)
                            );
                            return true;
                        }
                        catch (Kernel.Rules.RuleBroken)
                        {
                            return false;
                        }
                    })
                )
        );
        Assert.Single(results, r => r);
        Assert.Equal(1, await host.Ask(s => s.GetRequiredService<NeedsDb>().Ratings.CountAsync()));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "N8")]
    public async Task A_dispatch_is_sent_back_once_then_disputed_and_ruled_on_above(string database)
    {
        await using var host = await RunningHost.Start(database);
        var need = await Ask(host, "Rubbish between the two communities.");
        var (a1, b1, a2) = (await Unit(host, "A1"), await Unit(host, "B1"), await Unit(host, "A2"));
        var worker = await host.As("worker-a1");
        await worker.Open($"/needs/{need.Number}");
        await worker.Press("Dispatch", ("Input.HandlerUnitId", $"{b1.Id}"), ("Input.Note", "on your side"));
        var other = await host.As("worker-b1");
        await other.Open("/needs?watch=sent-to-us");
        Assert.Contains(need.Number, other.Text, StringComparison.Ordinal);
        await other.Open($"/needs/{need.Number}");
        await other.Press("SendBack", ("Input.Reason", "not our street"), ("Input.NamedUnitId", ""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.Status);
        await other.Press("SendBack", ("Input.Reason", "not our street"), ("Input.NamedUnitId", $"{a2.Id}"));
        // No longer theirs, no longer seen.
        await other.Open($"/needs/{need.Number}", HttpStatusCode.NotFound);
        Assert.Equal(NeedState.Registered, (await Row(host, need.Number)).State);
        await worker.Open($"/needs/{need.Number}");
        await worker.Press("Dispatch", ("Input.HandlerUnitId", $"{b1.Id}"));
        await other.Open($"/needs/{need.Number}");
        await other.Press("SendBack", ("Input.Reason", "still not"), ("Input.NamedUnitId", $"{a2.Id}"));
        var row = await Row(host, need.Number);
        Assert.Equal((NeedState.Dispatched, 0), (row.State, row.Escalation));
        await other.Open($"/needs/{need.Number}");
        Assert.Null(other.Page.QuerySelector("form[action*='handler=Rule']"));
        // One side's town does not rule over the other's community.
        var side = await host.As("town-a");
        await side.Open($"/needs/{need.Number}");
        await side.Press("Rule", ("Input.HandlerUnitId", $"{b1.Id}"), ("Input.Reason", "because"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, side.Status);
        var town = await host.As("district");
        await town.Open("/needs?watch=disputed");
        await town.Open($"/needs/{need.Number}");
        await town.Press("Rule", ("Input.HandlerUnitId", $"{b1.Id}"), ("Input.Reason", "it lies on your ground"));
        row = await Row(host, need.Number);
        Assert.Equal((NeedState.InHandling, (int?)b1.Id), (row.State, row.HandlerUnitId));
        await other.Open($"/needs/{need.Number}");
        await other.Press("Answer", ("Input.Outcome", "Cleared away and fenced in."));
        Assert.Contains("Cleared away", (await Track(host, need)).Text, StringComparison.Ordinal);
        Assert.Equal(a1.Id, row.UnitId);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "N8")]
    public async Task A_dispute_ends_with_the_need_that_was_answered_meanwhile_and_does_not_bar_its_next_dispatch(
        string database
    )
    {
        await using var host = await RunningHost.Start(database);
        var need = await Ask(host, "Rubbish between the two communities.");
        var (b1, a2) = (await Unit(host, "B1"), await Unit(host, "A2"));
        var (worker, other, district) = (
            await host.As("worker-a1"),
            await host.As("worker-b1"),
            await host.As("district")
        );
        for (int time = 0; time < 2; time++)
        {
            await worker.Open($"/needs/{need.Number}");
            await worker.Press("Dispatch", ("Input.HandlerUnitId", $"{b1.Id}"));
            await other.Open($"/needs/{need.Number}");
            await other.Press("SendBack", ("Input.Reason", "not our street"), ("Input.NamedUnitId", $"{a2.Id}"));
        }

        await district.Open("/needs?watch=disputed");
        Assert.Contains(need.Number, district.Text, StringComparison.Ordinal);
        // While it waits for the ruling nobody sends it on.
        await worker.Open($"/needs/{need.Number}");
        await worker.Press("Dispatch", ("Input.HandlerUnitId", $"{a2.Id}"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, worker.Status);
        await worker.Open($"/needs/{need.Number}");
        await worker.Press("Answer", ("Input.Outcome", "We cleared it away ourselves."));
        await district.Open("/needs?watch=disputed");
        Assert.DoesNotContain(need.Number, district.Text, StringComparison.Ordinal);
        await worker.Open($"/needs/{need.Number}");
        await worker.Press("Reopen", ("Input.Reason", "it is there again"));
        await worker.Press("Dispatch", ("Input.HandlerUnitId", $"{a2.Id}"));
        var row = await Row(host, need.Number);
        Assert.Equal((NeedState.Dispatched, (int?)a2.Id), (row.State, row.HandlerUnitId));
    }

    [Fact, Trait("rule", "N4")]
    public async Task An_extension_asked_for_a_need_that_ended_waits_for_nobody()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        var need = await Ask(host, "The lamp at the gate is out.");
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

    [Fact, Trait("rule", "K19")]
    public async Task A_complaint_is_not_handled_by_the_unit_it_is_about()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        var need = await Ask(host, "The community office was closed at ten in the morning.");
        var (a2, town) = (await Unit(host, "A2"), await host.As("town-a"));
        await town.Open($"/needs/{need.Number}");
        await town.Press("Accept", ("Input.Kind", "Immediate"), ("Input.AboutUnitId", $"{a2.Id}"));
        await town.Open($"/needs/{need.Number}");
        Assert.DoesNotContain(
            town.Page.QuerySelectorAll("form[action*='handler=Dispatch'] option"),
            o => o.GetAttribute("value") == $"{a2.Id}"
        );
        await town.Press("Dispatch", ("Input.HandlerUnitId", $"{a2.Id}"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, town.Status);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "N5")]
    public async Task Each_kind_has_its_duties(string database)
    {
        await using var host = await RunningHost.Start(database);
        var worker = await host.As("worker-a1");
        async Task<string> Fresh(string text)
        {
            var need = await Ask(host, text);
            await worker.Open($"/needs/{need.Number}");
            return need.Number;
        }

        // Promised: a date inside the limit.
        string promised = await Fresh("The playground needs sand.");
        await worker.Press("Accept", ("Input.Kind", "Promised"), ("Input.PromisedOn", "2026-03-30"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, worker.Status);
        await worker.Press("Accept", ("Input.Kind", "Promised"), ("Input.PromisedOn", "2026-03-16"));
        Assert.Equal(new DateOnly(2026, 3, 16), (await Row(host, promised)).DueOn);
        // Supplement: what is missing is told once.
        string supplement = await Fresh("Please issue the certificate.");
        await worker.Press("Accept", ("Input.Kind", "Supplement"), ("Input.Missing", "identity card and lease"));
        Assert.Equal(NeedState.WaitingForRequester, (await Row(host, supplement)).State);
        await worker.Open($"/needs/{supplement}");
        await worker.Press("Replied", ("Input.Reply", "both brought"));
        await worker.Press("Ask", ("Input.Question", "and the marriage certificate"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, worker.Status);
        // Joint: two units at least, the lead answers last.
        string joint = await Fresh("Flooded underpass, the pump and the road.");
        var (b1, a2) = (await Unit(host, "B1"), await Unit(host, "A2"));
        await worker.Press(
            "Accept",
            ("Input.Kind", "Joint"),
            ("Input.Parts[0].UnitId", $"{b1.Id}"),
            ("Input.Parts[0].What", "the pump")
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, worker.Status);
        await worker.Press(
            "Accept",
            ("Input.Kind", "Joint"),
            ("Input.Parts[0].UnitId", $"{b1.Id}"),
            ("Input.Parts[0].What", "the pump"),
            ("Input.Parts[0].On", "2026-03-12"),
            ("Input.Parts[1].UnitId", $"{a2.Id}"),
            ("Input.Parts[1].What", "the road")
        );
        await worker.Press("Answer", ("Input.Outcome", "Pump and road are mended."));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, worker.Status);
        var parts = await host.Ask(async s =>
        {
            var all = s.GetRequiredService<NeedsDb>();
            long id = (await all.Needs.SingleAsync(n => n.Number == joint)).Id;
            return await all.Needs.Where(n => n.ParentId == id).OrderBy(n => n.Id).ToListAsync();
        });
        Assert.Equal([new DateOnly(2026, 3, 12), new DateOnly(2026, 3, 19)], parts.Select(p => p.DueOn!.Value));
        foreach (var part in parts)
            await host.Do(s =>
                s.GetRequiredService<HandleNeed>().Answer(part.Number, part.Version, "My part is done.", default)
            );
        await worker.Open($"/needs/{joint}");
        await worker.Press("Answer", ("Input.Outcome", "Pump and road are mended."));
        Assert.Equal(NeedState.Answered, (await Row(host, joint)).State);
        // Reported: to a named office, and urged.
        string reported = await Fresh("The bus line was cut.");
        await worker.Press("Accept", ("Input.Kind", "Reported"), ("Input.UpperOffice", ""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, worker.Status);
        await worker.Press("Accept", ("Input.Kind", "Reported"), ("Input.UpperOffice", "Transport bureau"));
        await worker.Press("Urge", ("Input.Reason", "called, they meet on Friday"));
        Assert.Contains("Transport bureau", worker.Text, StringComparison.Ordinal);
        // Declined: with grounds, and told.
        string declined = await Fresh("Please forbid the neighbour's cat.");
        await worker.Press("Decline", ("Input.Reason", "no"), ("Input.Told", "true"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, worker.Status);
        await worker.Press(
            "Decline",
            ("Input.Reason", "Not a public matter; mediation was offered."),
            ("Input.Told", "true")
        );
        Assert.Equal(NeedState.Declined, (await Row(host, declined)).State);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "N4")]
    public async Task Clocks_warn_escalate_on_the_right_day_once_and_close_what_nobody_rated(string database)
    {
        await using var host = await RunningHost.Start(database);
        var need = await Ask(host, "The lamp at the gate is out.");
        var answered = await Ask(host, "Another matter entirely.");
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
        Assert.Equal(2, (await Row(host, need.Number)).Escalation);
        Assert.Equal(
            1,
            await host.Ask(async s =>
            {
                var db = s.GetRequiredService<NeedsDb>();
                long id = (await db.Needs.SingleAsync(n => n.Number == need.Number)).Id;
                return await db.Events.CountAsync(e => e.NeedId == id && e.What == "escalated");
            })
        );
        Assert.NotNull((await Track(host, need)).Page.QuerySelector(".notice"));
        host.Clock.Move(TimeSpan.FromDays(7));
        Assert.Equal(1, (await Sweep()).Closed);
        // Closed for silence can still be rated.
        Assert.NotNull((await Track(host, answered)).Page.QuerySelector("form[action='/track/rate']"));
    }

    [Fact, Trait("rule", "N4")]
    public async Task An_extension_is_decided_by_another_person_above()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        var need = await Ask(host, "The lamp at the gate is out.");
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
        Assert.Equal(new DateOnly(2026, 3, 24), (await Row(host, need.Number)).DueOn);
        Assert.Contains("the part is on its way", (await Track(host, need)).Text, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "N7")]
    public async Task Likely_duplicates_show_and_those_of_others_do_not(string database)
    {
        await using var host = await RunningHost.Start(database);
        await Ask(host, "文兴社区3号楼电梯坏了一个星期,老人上下楼很不方便。");
        await Ask(host, "小区广场舞音响太吵,晚上十点还在跳。");
        await Ask(host, "和平社区3号楼电梯又坏了,没有人修。", "B1");
        var worker = await host.As("worker-a1");
        string json = System.Text.Encoding.UTF8.GetString(
            await worker.Bytes(
                "/needs/new?handler=alike&text=" + Uri.EscapeDataString("3号楼的电梯坏了好几天,老人下不了楼")
            )
        );
        Assert.Single(System.Text.Json.JsonDocument.Parse(json).RootElement.EnumerateArray());
        Assert.Contains("XQ-2026-000001", json, StringComparison.Ordinal);
    }
}
