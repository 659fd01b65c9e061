using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Texts;
using Modular.Kernel.Units;
using Modular.Needs.Data;
using Modular.Needs.Dispatch;
using Modular.Needs.Domain;
using Modular.Needs.Handling;
using Modular.Needs.Intake;

namespace Modular.Needs.Triage;

/// <summary>
/// Sorts a need: category, kind of handling and what that kind demands. The unit that triages handles it unless it is
/// dispatched.
/// </summary>
internal sealed class TriageNeed(
    NeedsDb db,
    MoveNeed move,
    HandleNeed handle,
    DispatchNeed dispatch,
    RegisterNeeds register,
    UnitDirectory units,
    KeepRules rules,
    TimeProvider clock
)
{
    public async Task Decide(string number, int version, TriageDecision wanted, CancellationToken cancel) =>
        await db.InTransaction(
            async () =>
            {
                var need = await move.Open(number, version, cancel);
                await Sort(need, wanted, cancel);
                await db.SaveChangesAsync(cancel);
                if (wanted.Kind == NeedKind.Supplement)
                    await handle.AskRequester(number, need.Version, wanted.Missing ?? "", cancel);
            },
            cancel
        );

    /// <summary>
    /// Many at once, all by the same choice; those that have moved on meanwhile are left and counted.
    /// </summary>
    public async Task<(int Done, int Left)> Many(
        IReadOnlyList<string> numbers,
        NeedKind kind,
        int? categoryId,
        Urgency? urgency,
        CancellationToken cancel
    )
    {
        if (kind is not NeedKind.Immediate)
            throw new RuleBroken("needs.kind-not-many");
        return await move.Each(
            numbers,
            need => NeedMoves.All.Allowed(need.State, "accepted"),
            need =>
                Sort(
                    need,
                    new(
                        kind,
                        categoryId ?? need.CategoryId,
                        urgency ?? need.Urgency,
                        need.Major,
                        AboutUnitId: need.AboutUnitId
                    ),
                    cancel
                ),
            cancel
        );
    }

    private Task Sort(Need need, TriageDecision wanted, CancellationToken cancel) =>
        move.Move(
            need,
            "accepted",
            async _ =>
            {
                var category = wanted.CategoryId is null
                    ? null
                    : await db.Categories.SingleOrDefaultAsync(c => c.Id == wanted.CategoryId && !c.Retired, cancel)
                        ?? throw new RuleBroken("needs.category-unknown") { Field = "CategoryId" };
                if (wanted.Major && !need.Major)
                    db.Notify(
                        "needs.major",
                        need.UnitId,
                        NeedsModule.Supervise,
                        $"/needs/{need.Number}",
                        need.Number,
                        need.Title
                    );
                (need.CategoryId, need.Urgency, need.Major) = (
                    wanted.CategoryId,
                    wanted.Urgency,
                    wanted.Major || need.Major
                );
                // A part keeps the task and date the lead gave it, and what was sent back the limit of its rework.
                if (need.Part == NeedPart.Joint)
                    return new(null);
                if (need.RatingRound == 0)
                    need.LimitDays = category?.LimitDays ?? (await rules.Get(cancel)).ReplyDays;
                need.Kind = wanted.Kind;
                (need.PromisedOn, need.UpperOffice) = (null, null);
                need.Layer =
                    need.HandlerUnitId is null || need.HandlerUnitId == need.UnitId
                        ? NeedLayer.Here
                        : NeedLayer.Dispatched;
                // Once said, whom it is about is changed by the unit above only.
                if (need.AboutUnitId is null || db.Acting.IsSystem || db.Acting.May(NeedsModule.Supervise))
                    need.AboutUnitId = wanted.AboutUnitId;
                await PassUpward(need, cancel);
                if (wanted.Kind == NeedKind.Promised)
                    await Promise(need, wanted.PromisedOn, cancel);
                if (wanted.Kind == NeedKind.Reported)
                    (need.UpperOffice, need.Layer, need.UrgedOn) = (
                        MoveNeed.Needed(wanted.UpperOffice, "UpperOffice", 100),
                        NeedLayer.Upward,
                        clock.Today()
                    );
                if (wanted.Kind == NeedKind.Joint)
                    await Part(need, wanted.Parts ?? [], cancel);
                return new($"{{{wanted.Kind}}}");
            },
            cancel
        );

    /// <summary>A promise is a date inside the limit: later needs an extension, which the unit above grants.</summary>
    private async Task Promise(Need need, DateOnly? on, CancellationToken cancel)
    {
        if (on is not { } day || day < clock.Today())
            throw new RuleBroken("needs.promise-date") { Field = "PromisedOn" };
        await move.SetDue(need, cancel);
        if (need.DueOn is { } latest && day > latest)
            throw new RuleBroken("needs.promise-late", latest) { Field = "PromisedOn" };
        need.PromisedOn = day;
    }

    /// <summary>What is about the unit that would handle it goes to the unit above that one.</summary>
    private async Task PassUpward(Need need, CancellationToken cancel)
    {
        var tree = await units.Tree(cancel);
        if (
            need.AboutUnitId is not { } about
            || tree.Find(about) is not { } concerned
            || tree.Find(need.HandlerUnitId ?? need.UnitId) is not { } handler
            || !OwnCase.Has(need, handler, tree)
        )
            return;
        var above =
            tree.Ancestors(concerned).FirstOrDefault()
            ?? throw new RuleBroken("needs.own-case", handler.Name) { Field = "AboutUnitId" };
        (need.HandlerUnitId, need.HandlerPath, need.HandlerAccountId, need.HandlerName, need.Layer) = (
            above.Id,
            above.Path,
            null,
            null,
            NeedLayer.Upward
        );
        db.Notify("needs.dispatched", above.Id, NeedsModule.Handle, $"/needs/{need.Number}", need.Number, need.Title);
    }

    private async Task Part(Need need, IReadOnlyList<PartWanted> parts, CancellationToken cancel)
    {
        if (parts.Select(p => p.UnitId).Distinct().Count() < 2)
            throw new RuleBroken("needs.joint-two") { Field = "Parts" };
        if (need.ParentId is not null)
            throw new RuleBroken("needs.part-of-part");
        if (
            await db
                .Needs.IgnoreQueryFilters([ModuleDb.ScopeFilter])
                .AnyAsync(n => n.ParentId == need.Id && n.Part == NeedPart.Joint, cancel)
        )
            throw new RuleBroken("needs.parts-already") { Field = "Kind" };
        var tree = await units.Tree(cancel);
        await move.SetDue(need, cancel);
        foreach (var part in parts)
        {
            var unit = tree.Find(part.UnitId);
            if (unit is not { State: UnitState.Active })
                throw new RuleBroken("needs.handler-unknown") { Field = "Parts" };
            OwnCase.Check(need, unit, tree);
            if (part.On is { } on && (on < clock.Today() || (need.DueOn is { } due && on > due)))
                throw new RuleBroken("needs.part-date", unit.Name) { Field = "Parts" };
            string what = MoveNeed.Needed(part.What, "Parts", 400);
            await Child(need, NeedPart.Joint, what, unit, part.On ?? need.DueOn, cancel);
        }
    }

    /// <summary>One request that tells several matters becomes several needs; who asked sees them all.</summary>
    public Task Split(string number, int version, IReadOnlyList<string> matters, CancellationToken cancel) =>
        db.InTransaction(
            async () =>
            {
                var need = await move.Open(number, version, cancel);
                if (!NeedMoves.Open.Contains(need.State))
                    throw new RuleBroken("needs.move-not-allowed");
                if (need.ParentId is not null)
                    throw new RuleBroken("needs.part-of-part");
                var wanted = matters.Where(m => !string.IsNullOrWhiteSpace(m)).ToList();
                if (wanted.Count is 0 or > 10)
                    throw new RuleBroken("needs.split-some") { Field = "Matters" };
                var numbers = new List<string>();
                foreach (string matter in wanted)
                    numbers.Add((await Child(need, NeedPart.Split, matter.Trim(), null, null, cancel)).Number);
                move.Note(need, "split", string.Join(", ", numbers), forRequester: true);
                need.Version++;
                db.Record("need.split", $"need:{need.Number}", after: new { numbers });
                await db.SaveChangesAsync(cancel);
            },
            cancel
        );

    private async Task<Receipt> Child(
        Need parent,
        NeedPart part,
        string text,
        Unit? handler,
        DateOnly? on,
        CancellationToken cancel
    )
    {
        string title = text.Split('\n')[0];
        var receipt = (
            await register.Write(
                [
                    new(
                        Plain.Cut(title, 60),
                        text,
                        parent.UnitId,
                        parent.UnitPath,
                        parent.Channel,
                        parent.ReceivedAt,
                        parent.FirstReceiver,
                        parent.CategoryId,
                        parent.Place,
                        Urgency: parent.Urgency,
                        Major: parent.Major,
                        ParentId: parent.Id,
                        Part: part
                    )
                    {
                        By = db.Acting,
                    },
                ],
                cancel
            )
        )[0];
        var child = await db
            .Needs.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .SingleAsync(n => n.Id == receipt.Id, cancel);
        child.AboutUnitId = parent.AboutUnitId;
        if (handler is null)
            return receipt;
        (child.Kind, child.PromisedOn) = (NeedKind.Promised, on);
        await dispatch.Send(child, handler.Id, null, text, cancel);
        return receipt;
    }
}

/// <summary>One unit's share of a joint matter, with its own date.</summary>
internal sealed record PartWanted(int UnitId, string What, DateOnly? On);

/// <param name="PromisedOn">For promised matters.</param>
/// <param name="UpperOffice">For reported matters.</param>
/// <param name="Missing">For supplements: everything that is missing, told at once.</param>
/// <param name="Parts">For joint matters, two at least.</param>
internal sealed record TriageDecision(
    NeedKind Kind,
    int? CategoryId,
    Urgency Urgency,
    bool Major = false,
    DateOnly? PromisedOn = null,
    string? UpperOffice = null,
    string? Missing = null,
    IReadOnlyList<PartWanted>? Parts = null,
    int? AboutUnitId = null
);
