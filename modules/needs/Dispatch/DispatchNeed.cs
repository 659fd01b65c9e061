using Microsoft.EntityFrameworkCore;
using Modular.Contracts.Needs;
using Modular.Kernel.Access;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Texts;
using Modular.Kernel.Units;
using Modular.Needs.Data;
using Modular.Needs.Domain;

namespace Modular.Needs.Dispatch;

/// <summary>
/// Hands a need to a unit or person. It can be sent back once with the right office named; when the next one refuses
/// too, the unit above rules within a limit and its ruling binds. Passing on does not end the first receiver's duty.
/// </summary>
internal sealed class DispatchNeed(
    NeedsDb db,
    MoveNeed move,
    UnitDirectory units,
    AccountDirectory accounts,
    CalendarStore calendars,
    KeepRules rules,
    TimeProvider clock
)
{
    /// <param name="unitId">May be left out where a person is named: it is the person's own then.</param>
    public async Task Send(
        string number,
        int version,
        int? unitId,
        long? personId,
        string? note,
        CancellationToken cancel
    ) =>
        await db.InTransaction(
            async () =>
            {
                var need = await move.Open(number, version, cancel);
                if (unitId is null && personId is { } id)
                    unitId = (await accounts.Find(id, cancel))
                        ?.Grants.FirstOrDefault(g =>
                            g.UnitPath.StartsWith(db.ScopePath ?? "-", StringComparison.Ordinal)
                        )
                        ?.UnitId;
                await Send(
                    need,
                    unitId ?? throw new RuleBroken("needs.handler.none") { Field = "HandlerUnitId" },
                    personId,
                    note,
                    cancel
                );
                await db.SaveChangesAsync(cancel);
            },
            cancel
        );

    /// <summary>
    /// Many that wait to one unit; those that went on meanwhile or must not go there are left and counted.
    /// </summary>
    public async Task<(int Done, int Left)> Many(
        IReadOnlyCollection<string> numbers,
        int unitId,
        string? note,
        CancellationToken cancel
    )
    {
        var tree = await units.Tree(cancel);
        if (tree.Find(unitId) is not { State: UnitState.Active } unit)
            throw new RuleBroken("needs.handler-unknown") { Field = "HandlerUnitId" };
        return await move.Each(
            numbers,
            need => need.State == NeedState.Registered && May(unit, need) && !OwnCase.Has(need, unit, tree),
            need => Send(need, unitId, null, note, cancel),
            cancel
        );
    }

    /// <summary>The same on a row at hand; the caller saves.</summary>
    public async Task Send(Need need, int unitId, long? personId, string? note, CancellationToken cancel)
    {
        var tree = await units.Tree(cancel);
        var unit = tree.Find(unitId);
        if (unit is not { State: UnitState.Active } || !May(unit, need))
            throw new RuleBroken("needs.handler-unknown") { Field = "HandlerUnitId" };
        OwnCase.Check(need, unit, tree);
        var person = personId is { } id ? await accounts.Find(id, cancel) : null;
        if (
            personId is not null
            && person?.Grants.Any(g =>
                unit.Path.StartsWith(g.UnitPath, StringComparison.Ordinal)
                || g.UnitPath.StartsWith(unit.Path, StringComparison.Ordinal)
            ) != true
        )
            throw new RuleBroken("needs.person-elsewhere") { Field = "PersonId" };
        db.Tell(new NeedNoLongerOffered(need.Id));
        await move.Move(
            need,
            "dispatched",
            _ =>
            {
                (need.HandlerUnitId, need.HandlerPath, need.HandlerAccountId, need.HandlerName) = (
                    unit.Id,
                    unit.Path,
                    person?.Id,
                    person?.Name
                );
                need.Layer = unit.Id == need.UnitId ? NeedLayer.Here : NeedLayer.Dispatched;
                return Task.FromResult(new Said(unit.Name));
            },
            cancel
        );
        if (person is not null)
            db.NotifyPerson("needs.dispatched", person.Id, $"/needs/{need.Number}", need.Number, need.Title);
        else
            db.Notify(
                "needs.dispatched",
                unit.Id,
                NeedsModule.Handle,
                $"/needs/{need.Number}",
                need.Number,
                need.Title
            );
        db.Dispatches.Add(
            new()
            {
                Id = Ids.Next(clock),
                NeedId = need.Id,
                NeedNumber = need.Number,
                UnitId = need.UnitId,
                UnitPath = need.UnitPath,
                HandlerUnitId = unit.Id,
                HandlerPath = unit.Path,
                SentBy = db.Acting.Name,
                SentAt = clock.GetUtcNow(),
                Note = note is null ? null : Plain.Cut(note, 500),
            }
        );
    }

    public Task Take(string number, int version, CancellationToken cancel) =>
        move.Move(
            number,
            version,
            "taken",
            async need =>
            {
                var sent = await Open(need, cancel);
                (sent.State, sent.EndedAt) = (DispatchState.Taken, clock.GetUtcNow());
                return new((await units.Tree(cancel)).Name(sent.HandlerUnitId));
            },
            cancel
        );

    public async Task SendBack(string number, int version, string reason, int? namedUnitId, CancellationToken cancel)
    {
        var need = await move.Open(number, version, cancel);
        var tree = await units.Tree(cancel);
        var sent = await Open(need, cancel);
        if (
            namedUnitId is not { } named
            || tree.Find(named) is not { State: UnitState.Active } office
            || named == sent.HandlerUnitId
        )
            throw new RuleBroken("needs.name-office") { Field = "NamedUnitId" };
        reason = MoveNeed.Needed(reason, "Reason", 500);
        bool again = await db.Dispatches.AnyAsync(
            d => d.NeedId == need.Id && d.State == DispatchState.SentBack,
            cancel
        );
        (sent.Reason, sent.NamedUnitId) = (reason, named);
        await move.Move(
            need,
            again ? "disputed" : "sent-back",
            async _ =>
            {
                if (again)
                {
                    sent.State = DispatchState.Disputed;
                    sent.DecideBy = (await calendars.Get(cancel))
                        .Count(clock.Today(), (await rules.Get(cancel)).RulingDays)
                        .Due;
                }
                else
                {
                    (sent.State, sent.EndedAt) = (DispatchState.SentBack, clock.GetUtcNow());
                    (need.HandlerUnitId, need.HandlerPath, need.HandlerAccountId, need.HandlerName) = (
                        null,
                        null,
                        null,
                        null
                    );
                }

                db.Notify(
                    again ? "needs.disputed" : "needs.sent-back",
                    again ? Above(need, sent, tree) : need.UnitId,
                    again ? NeedsModule.Supervise : NeedsModule.Handle,
                    $"/needs/{need.Number}",
                    need.Number,
                    need.Title
                );
                return new($"{tree.Name(sent.HandlerUnitId)} \u2192 {office.Name}: {reason}", ForRequester: false);
            },
            cancel
        );
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>The unit above decides who handles it; that unit cannot send it back again.</summary>
    public Task Rule(string number, int version, int unitId, string reason, CancellationToken cancel) =>
        move.Move(
            number,
            version,
            "ruled",
            async need =>
            {
                var dispute =
                    await db.Dispatches.SingleOrDefaultAsync(
                        d => d.NeedId == need.Id && d.State == DispatchState.Disputed,
                        cancel
                    ) ?? throw new RuleBroken("needs.dispute-none");
                var tree = await units.Tree(cancel);
                if (tree.Find(unitId) is not { State: UnitState.Active } unit)
                    throw new RuleBroken("needs.handler-unknown") { Field = "HandlerUnitId" };
                // Both sides lie below whoever rules, and neither side rules.
                string scope = db.ScopePath ?? "-";
                if (
                    !db.Acting.IsSystem
                    && (
                        !need.UnitPath.StartsWith(scope, StringComparison.Ordinal)
                        || dispute.HandlerPath?.StartsWith(scope, StringComparison.Ordinal) != true
                        || db.Acting.UnitId == need.UnitId
                        || db.Acting.UnitId == dispute.HandlerUnitId
                    )
                )
                    throw new RuleBroken("needs.rule-above");
                OwnCase.Check(need, unit, tree);
                db.Notify(
                    "needs.dispatched",
                    unit.Id,
                    NeedsModule.Handle,
                    $"/needs/{need.Number}",
                    need.Number,
                    need.Title
                );
                db.Tell(new NeedNoLongerOffered(need.Id));
                (dispute.State, dispute.EndedAt) = (DispatchState.Ruled, clock.GetUtcNow());
                (need.HandlerUnitId, need.HandlerPath, need.HandlerAccountId, need.HandlerName, need.Layer) = (
                    unit.Id,
                    unit.Path,
                    null,
                    null,
                    NeedLayer.Dispatched
                );
                return new($"{unit.Name}: {MoveNeed.Needed(reason, "Reason", 500)}");
            },
            cancel
        );

    /// <summary>The nearest unit that both sides lie below.</summary>
    private static int Above(Need need, NeedDispatch sent, UnitTree tree) =>
        tree.Find(need.UnitId) is { } home
            ? tree.Ancestors(home)
                .FirstOrDefault(u => sent.HandlerPath?.StartsWith(u.Path, StringComparison.Ordinal) == true)
                ?.Id
                ?? home.Id
            : need.UnitId;

    private async Task<NeedDispatch> Open(Need need, CancellationToken cancel)
    {
        var sent =
            await db
                .Dispatches.Where(d => d.NeedId == need.Id && d.State == DispatchState.Sent)
                .OrderByDescending(d => d.Id)
                .FirstOrDefaultAsync(cancel)
            ?? throw new RuleBroken("needs.not-your-unit");
        if (!db.Acting.IsSystem && sent.HandlerPath?.StartsWith(db.ScopePath ?? "-", StringComparison.Ordinal) != true)
            throw new RuleBroken("needs.not-your-unit");
        return sent;
    }

    /// <summary>
    /// Inside one's own scope, the units above the need, departments and partner units of the district.
    /// </summary>
    private bool May(Unit unit, Need need) =>
        unit.Path.StartsWith(need.UnitPath, StringComparison.Ordinal)
        || need.UnitPath.StartsWith(unit.Path, StringComparison.Ordinal)
        || unit.Path.StartsWith(db.ScopePath ?? "-", StringComparison.Ordinal)
        || unit.Kind is UnitKind.Department or UnitKind.PartnerUnit or UnitKind.Town or UnitKind.Community;
}
