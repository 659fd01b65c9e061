using Microsoft.EntityFrameworkCore;
using Modular.Contracts.Needs;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Privacy;
using Modular.Kernel.Rules;
using Modular.Kernel.Units;
using Modular.Needs.Data;
using Modular.Needs.Intake;

namespace Modular.Needs.Handling;

/// <summary>The moves of one need by those who handle it. Each is checked, audited, and written into its life line.</summary>
internal sealed class HandleNeed(NeedsDb db, CalendarStore calendars, UnitDirectory units, TimeProvider clock)
{
    /// <summary>Takes the need on: sorts it and, if wanted, names who handles it.</summary>
    public Task Accept(string number, int version, int? categoryId, Urgency urgency, int? handlerUnitId, CancellationToken cancel) => Move(number, version, handlerUnitId is null ? "accepted" : "handler-set", async need =>
    {
        var category = categoryId is null ? null : await db.Categories.SingleOrDefaultAsync(c => c.Id == categoryId && !c.Retired, cancel) ?? throw new RuleBroken("needs.category-unknown") { Field = "CategoryId" };
        (need.CategoryId, need.Urgency, need.LimitDays) = (categoryId, urgency, category?.LimitDays ?? RegisterNeeds.DefaultLimit);
        if (handlerUnitId is { } id)
        {
            var tree = await units.Tree(cancel);
            var unit = tree.Find(id);
            var home = tree.Find(need.UnitId);
            bool near = unit is not null && home is not null && (unit.Path.StartsWith(home.Path, StringComparison.Ordinal) || home.Path.StartsWith(unit.Path, StringComparison.Ordinal)
                || unit.Path.StartsWith(db.ScopePath ?? "-", StringComparison.Ordinal) || unit.Kind is UnitKind.Department or UnitKind.PartnerUnit);
            if (!near || unit!.State != UnitState.Active) throw new RuleBroken("needs.handler-unknown") { Field = "HandlerUnitId" };
            (need.HandlerUnitId, need.HandlerPath) = (id, unit.Path);
            return (unit.Name, true);
        }

        return (null, true);
    }, cancel);

    /// <summary>Asks the requester for something; the clock stands still from today until the reply.</summary>
    public Task AskRequester(string number, int version, string question, CancellationToken cancel) => Move(number, version, "asked-requester", need =>
    {
        db.Pauses.Add(new() { Id = Ids.Next(clock), NeedId = need.Id, FromDay = clock.Today().AddDays(1), By = db.Acting.Name, Why = Limit(Needed(question, "Question"), 300) });
        return Task.FromResult<(string?, bool)>((question, true));
    }, cancel);

    public Task RequesterReplied(string number, int version, string reply, CancellationToken cancel) => Move(number, version, "requester-replied", async need =>
    {
        foreach (var pause in await db.Pauses.Where(p => p.NeedId == need.Id && p.UntilDay == null).ToListAsync(cancel))
        {
            // Asked and answered on the same day: nothing stood still.
            pause.UntilDay = clock.Today() < pause.FromDay ? pause.FromDay : clock.Today();
        }

        return (Needed(reply, "Reply"), true);
    }, cancel);

    /// <summary>Once, with a reason the requester sees, by as many working days as the limit itself at most.</summary>
    public async Task Extend(string number, int version, int days, string reason, CancellationToken cancel)
    {
        var need = await Open(number, version, cancel);
        if (!NeedMoves.Open.Contains(need.State)) throw new RuleBroken("needs.extend-closed");
        if (need.ExtendedDays > 0) throw new RuleBroken("needs.extended-already");
        if (days < 1 || days > need.LimitDays) throw new RuleBroken("needs.extend-days", need.LimitDays) { Field = "Days" };
        var before = need.DueOn;
        (need.ExtendedDays, need.ExtensionReason) = (days, Limit(Needed(reason, "Reason"), 300));
        await SetDue(need, cancel);
        Note(need, "extended", reason, forRequester: true);
        db.Record("need.extended", $"need:{need.Number}", new { DueOn = before }, new { need.DueOn, days, reason });
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Tells the requester the outcome. Nothing closes without one.</summary>
    public Task Answer(string number, int version, string outcome, CancellationToken cancel) => Move(number, version, "answered", async need =>
    {
        await EndPauses(need, cancel);
        (need.Outcome, need.AnsweredAt) = (Needed(outcome, "Outcome"), clock.GetUtcNow());
        db.Tell(new NeedAnswered(need.Id, need.UnitId));
        return (outcome, true);
    }, cancel);

    public Task Decline(string number, int version, string reason, CancellationToken cancel) => Move(number, version, "declined", need =>
    {
        (need.Outcome, need.AnsweredAt, need.ClosedAt) = (Needed(reason, "Reason"), clock.GetUtcNow(), clock.GetUtcNow());
        return Task.FromResult<(string?, bool)>((reason, true));
    }, cancel);

    public Task Close(string number, int version, CancellationToken cancel) => Move(number, version, "closed", need =>
    {
        if (string.IsNullOrWhiteSpace(need.Outcome)) throw new RuleBroken("needs.close-without-outcome");
        need.ClosedAt = clock.GetUtcNow();
        return Task.FromResult<(string?, bool)>((null, true));
    }, cancel);

    public Task Reopen(string number, int version, string reason, CancellationToken cancel) => Move(number, version, "reopened", need =>
    {
        need.ClosedAt = null;
        return Task.FromResult<(string?, bool)>((Needed(reason, "Reason"), true));
    }, cancel);

    /// <summary>Joins a duplicate to another need; who asked follows the other one from now on.</summary>
    public Task Merge(string number, int version, string intoNumber, CancellationToken cancel) => Move(number, version, "merged", async need =>
    {
        var into = await db.Needs.SingleOrDefaultAsync(n => n.Number == intoNumber.Trim(), cancel) ?? throw new RuleBroken("needs.merge-unknown", intoNumber) { Field = "Into" };
        if (into.Id == need.Id || into.State == NeedState.Merged) throw new RuleBroken("needs.merge-itself") { Field = "Into" };
        await EndPauses(need, cancel);
        (need.MergedIntoId, need.ClosedAt) = (into.Id, clock.GetUtcNow());
        Note(into, "took-in", need.Number, forRequester: false);
        return (into.Number, true);
    }, cancel);

    /// <summary>Shows the full phone number and writes down who looked.</summary>
    public async Task<string?> RevealPhone(string number, PersonalData personal, CancellationToken cancel)
    {
        var need = await db.Needs.AsNoTracking().SingleOrDefaultAsync(n => n.Number == number, cancel) ?? throw new NotFound();
        db.Record("need.phone-read", $"need:{need.Number}");
        await db.SaveChangesAsync(cancel);
        return personal.Open(need.RequesterPhone);
    }

    /// <summary>Gives out a new query code, for requests that came by file or phone; the old one ends.</summary>
    public async Task<string> NewCode(string number, int version, CancellationToken cancel)
    {
        var need = await Open(number, version, cancel);
        string code = SecretCode.New();
        need.CodeHash = SecretCode.Hash(code);
        db.Record("need.code-given", $"need:{need.Number}");
        await db.SaveChangesAsync(cancel);
        return code;
    }

    private async Task Move(string number, int version, string move, Func<Need, Task<(string? Note, bool ForRequester)>> change, CancellationToken cancel)
    {
        var need = await Open(number, version, cancel);
        if (!NeedMoves.Allowed(need.State, move)) throw new RuleBroken("needs.move-not-allowed");
        var before = new { need.State, need.DueOn, need.HandlerUnitId, need.CategoryId };
        var (note, forRequester) = await change(need);
        need.State = NeedMoves.All[move].To;
        await SetDue(need, cancel);
        Note(need, move, note, forRequester);
        db.Record($"need.{move}", $"need:{need.Number}", before, new { need.State, need.DueOn, need.HandlerUnitId, need.CategoryId });
        await db.SaveChangesAsync(cancel);
    }

    private async Task<Need> Open(string number, int version, CancellationToken cancel)
    {
        var need = await db.Needs.SingleOrDefaultAsync(n => n.Number == number, cancel) ?? throw new NotFound();
        if (need.Version != version) throw new RuleBroken("rule.changed-meanwhile");
        return need;
    }

    private async Task SetDue(Need need, CancellationToken cancel)
    {
        if (!NeedMoves.Open.Contains(need.State)) return;
        need.DueOn = (await DueDates.Explain(db, need, await calendars.Get(cancel), cancel)).Due;
    }

    private async Task EndPauses(Need need, CancellationToken cancel)
    {
        foreach (var pause in await db.Pauses.Where(p => p.NeedId == need.Id && p.UntilDay == null).ToListAsync(cancel))
            pause.UntilDay = clock.Today() < pause.FromDay ? pause.FromDay : clock.Today();
    }

    private void Note(Need need, string what, string? note, bool forRequester) => db.Events.Add(new()
    {
        Id = Ids.Next(clock),
        NeedId = need.Id,
        At = clock.GetUtcNow(),
        What = what,
        By = db.Acting.Name,
        Note = note is { Length: > 4000 } ? note[..4000] : note,
        ForRequester = forRequester,
    });

    private static string Needed(string text, string field) => string.IsNullOrWhiteSpace(text) ? throw new RuleBroken("needs.words-needed") { Field = field } : text.Trim();

    private static string Limit(string text, int most) => text.Length > most ? text[..most] : text;
}
