using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Needs.Data;
using Modular.Needs.Domain;
using Modular.Needs.Handling;
using Modular.TestKit;

namespace Modular.Needs.Tests;

/// <summary>Who handles a need and with what duties, from the first look at it to a ruling above.</summary>
public sealed class HandlingTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "N8")]
    public async Task A_dispatch_is_sent_back_once_then_disputed_and_ruled_on_above(string database)
    {
        await using var host = await RunningHost.Start(database);
        var need = await Asking.Ask(host, "Rubbish between the two communities.");
        var (a1, b1, a2) = (
            await Asking.Unit(host, "A1"),
            await Asking.Unit(host, "B1"),
            await Asking.Unit(host, "A2")
        );
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
        Assert.Equal(NeedState.Registered, (await Asking.Row(host, need.Number)).State);
        await worker.Open($"/needs/{need.Number}");
        await worker.Press("Dispatch", ("Input.HandlerUnitId", $"{b1.Id}"));
        await other.Open($"/needs/{need.Number}");
        await other.Press("SendBack", ("Input.Reason", "still not"), ("Input.NamedUnitId", $"{a2.Id}"));
        var row = await Asking.Row(host, need.Number);
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
        row = await Asking.Row(host, need.Number);
        Assert.Equal((NeedState.InHandling, (int?)b1.Id), (row.State, row.HandlerUnitId));
        await other.Open($"/needs/{need.Number}");
        await other.Press("Answer", ("Input.Outcome", "Cleared away and fenced in."));
        Assert.Contains("Cleared away", (await Asking.Track(host, need)).Text, StringComparison.Ordinal);
        Assert.Equal(a1.Id, row.UnitId);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "N8")]
    public async Task A_dispute_ends_with_the_need_that_was_answered_meanwhile_and_does_not_bar_its_next_dispatch(
        string database
    )
    {
        await using var host = await RunningHost.Start(database);
        var need = await Asking.Ask(host, "Rubbish between the two communities.");
        var (b1, a2) = (await Asking.Unit(host, "B1"), await Asking.Unit(host, "A2"));
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
        var row = await Asking.Row(host, need.Number);
        Assert.Equal((NeedState.Dispatched, (int?)a2.Id), (row.State, row.HandlerUnitId));
    }

    [Fact, Trait("rule", "K19")]
    public async Task A_complaint_is_not_handled_by_the_unit_it_is_about()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        var need = await Asking.Ask(host, "The community office was closed at ten in the morning.");
        var (a2, town) = (await Asking.Unit(host, "A2"), await host.As("town-a"));
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
            var need = await Asking.Ask(host, text);
            await worker.Open($"/needs/{need.Number}");
            return need.Number;
        }

        // Promised: a date inside the limit.
        string promised = await Fresh("The playground needs sand.");
        await worker.Press("Accept", ("Input.Kind", "Promised"), ("Input.PromisedOn", "2026-03-30"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, worker.Status);
        await worker.Press("Accept", ("Input.Kind", "Promised"), ("Input.PromisedOn", "2026-03-16"));
        Assert.Equal(new DateOnly(2026, 3, 16), (await Asking.Row(host, promised)).DueOn);
        // Supplement: what is missing is told once.
        string supplement = await Fresh("Please issue the certificate.");
        await worker.Press("Accept", ("Input.Kind", "Supplement"), ("Input.Missing", "identity card and lease"));
        Assert.Equal(NeedState.WaitingForRequester, (await Asking.Row(host, supplement)).State);
        await worker.Open($"/needs/{supplement}");
        await worker.Press("Replied", ("Input.Reply", "both brought"));
        await worker.Press("Ask", ("Input.Question", "and the marriage certificate"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, worker.Status);
        // Joint: two units at least, the lead answers last.
        string joint = await Fresh("Flooded underpass, the pump and the road.");
        var (b1, a2) = (await Asking.Unit(host, "B1"), await Asking.Unit(host, "A2"));
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
        Assert.Equal(NeedState.Answered, (await Asking.Row(host, joint)).State);
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
        Assert.Equal(NeedState.Declined, (await Asking.Row(host, declined)).State);
    }
}
