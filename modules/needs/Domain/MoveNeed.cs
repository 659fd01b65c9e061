using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Texts;
using Modular.Needs.Data;

namespace Modular.Needs.Domain;

/// <summary>
/// The one hand that moves needs: checks version and state, lets the use case change what it changes, sets the due
/// date, writes the life line and the audit entry, and saves it all at once.
/// </summary>
internal sealed class MoveNeed(NeedsDb db, TellFollowers followers, CalendarStore calendars, TimeProvider clock)
{
    public async Task<Need> Open(string number, int? version, CancellationToken cancel)
    {
        var need = await db.Needs.SingleOrDefaultAsync(n => n.Number == number, cancel) ?? throw new NotFound();
        if (version is { } seen && need.Version != seen)
            throw new RuleBroken("rule.changed-meanwhile");
        return need;
    }

    public async Task<Need> Move(
        string number,
        int? version,
        string move,
        Func<Need, Task<Said>> change,
        CancellationToken cancel
    )
    {
        var need = await Open(number, version, cancel);
        await Move(need, move, change, cancel);
        await db.SaveChangesAsync(cancel);
        return need;
    }

    public Task<Need> Move(
        string number,
        int? version,
        string move,
        Func<Need, Said> change,
        CancellationToken cancel
    ) => Move(number, version, move, need => Task.FromResult(change(need)), cancel);

    /// <summary>The same on a row at hand; the caller saves.</summary>
    /// <param name="byRequester">Nobody's name, account or address is written down.</param>
    public async Task Move(
        Need need,
        string move,
        Func<Need, Task<Said>> change,
        CancellationToken cancel,
        bool byRequester = false
    )
    {
        var to = NeedMoves.All.After(need.State, move, "needs.move-not-allowed");
        var before = new
        {
            need.State,
            need.DueOn,
            need.HandlerUnitId,
            need.CategoryId,
        };
        if (need.State == NeedState.Dispatched)
            await EndDispatch(need, move, cancel);
        var said = await change(need);
        need.State = to;
        await SetDue(need, cancel);
        Note(need, move, said.Note, said.ForRequester, byRequester ? "" : null);
        if (said.ForRequester)
            await followers.Moved([need.Id], cancel);
        // Who sent it by the JSON interface hears of every step by webhook; no person is told by this.
        if (need.Channel == NeedChannel.Api)
            db.Notify(
                "needs.status",
                need.UnitId,
                "",
                $"/api/v1/needs/{need.Number}",
                need.Number,
                need.State.ToString()
            );
        db.Record(
            $"need.{move}",
            $"need:{need.Number}",
            before,
            new
            {
                need.State,
                need.DueOn,
                need.HandlerUnitId,
                need.CategoryId,
            },
            byRequester ? Acting.Nobody : null
        );
    }

    /// <summary>
    /// A sending ends with the state it made, whichever way the need goes; the moves of the receiving unit end it
    /// themselves. A dispute is not passed over by sending the need elsewhere.
    /// </summary>
    private async Task EndDispatch(Need need, string move, CancellationToken cancel)
    {
        if (move is "taken" or "sent-back" or "disputed" or "ruled")
            return;
        foreach (
            var sent in await db
                .Dispatches.IgnoreQueryFilters([ModuleDb.ScopeFilter])
                .Where(d => d.NeedId == need.Id && (d.State == DispatchState.Sent || d.State == DispatchState.Disputed))
                .ToListAsync(cancel)
        )
        {
            if (sent.State == DispatchState.Disputed && move == "dispatched")
                throw new RuleBroken("needs.dispute-waits");
            (sent.State, sent.EndedAt) = (DispatchState.Withdrawn, clock.GetUtcNow());
        }
    }

    /// <summary>Work on many needs, a hundred a transaction.</summary>
    /// <param name="may">Whether a need is still where the chooser saw it; others are left alone and counted.</param>
    public async Task<(int Done, int Left)> Each(
        IReadOnlyCollection<string> numbers,
        Func<Need, bool> may,
        Func<Need, Task> work,
        CancellationToken cancel
    )
    {
        if (numbers.Count == 0)
            throw new RuleBroken("needs.none-chosen");
        int done = 0;
        var wanted = numbers.Distinct(StringComparer.Ordinal).ToList();
        foreach (string[] chunk in wanted.Chunk(100))
            done += await db.InTransaction(
                async () =>
                {
                    var found = (await db.Needs.Where(n => chunk.Contains(n.Number)).ToListAsync(cancel)).FindAll(n =>
                        may(n)
                    );
                    foreach (var need in found)
                        await work(need);
                    await db.SaveChangesAsync(cancel);
                    return found.Count;
                },
                cancel
            );
        return (done, wanted.Count - done);
    }

    public async Task SetDue(Need need, CancellationToken cancel)
    {
        if (!NeedMoves.Open.Contains(need.State))
            return;
        var before = need.DueOn;
        need.DueOn = DueDates.Due(need, await DueDates.Explain(db, need, await calendars.Get(cancel), cancel));
        // A later date is warned of again.
        if (need.DueOn is null || need.DueOn > before)
            need.RiskToldOn = null;
    }

    public async Task EndPauses(Need need, CancellationToken cancel)
    {
        // Asked and answered on the same day: nothing stood still.
        foreach (var pause in await db.Pauses.Where(p => p.NeedId == need.Id && p.UntilDay == null).ToListAsync(cancel))
            pause.UntilDay = clock.Today() < pause.FromDay ? pause.FromDay : clock.Today();
    }

    /// <param name="by">Who did it; empty when the requester did, whom the life line never names.</param>
    public void Note(Need need, string what, string? note, bool forRequester, string? by = null) =>
        db.Events.Add(
            new()
            {
                Id = Ids.Next(clock),
                NeedId = need.Id,
                At = clock.GetUtcNow(),
                What = what,
                By = by ?? db.Acting.Name,
                Note = note is null ? null : Plain.Cut(note, 4000),
                ForRequester = forRequester,
            }
        );

    public static string Needed(string? text, string field, int most = 4000) =>
        string.IsNullOrWhiteSpace(text)
            ? throw new RuleBroken("needs.words-needed") { Field = field }
            : Plain.Cut(Plain.Clean(text.Trim()), most);
}

/// <summary>What one move says in the life line: the note, and whether the requester reads it.</summary>
internal readonly record struct Said(string? Note, bool ForRequester = true);
