using Microsoft.EntityFrameworkCore;
using Modular.Contracts.Needs;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Secrets;
using Modular.Kernel.Texts;
using Modular.Kernel.Units;
using Modular.Needs.Data;
using Modular.Needs.Domain;

namespace Modular.Needs.Handling;

/// <summary>The everyday moves of one need by those who handle it.</summary>
internal sealed class HandleNeed(
    NeedsDb db,
    MoveNeed move,
    TellFollowers followers,
    KeepRules rules,
    UnitDirectory units,
    PersonalData personal,
    TimeProvider clock
)
{
    private const int LeastToDecline = 10;

    /// <summary>
    /// Asks the requester for something; the clock stands still from tomorrow until the reply. A supplement is asked
    /// for once, with everything that is missing.
    /// </summary>
    public Task AskRequester(string number, int version, string question, CancellationToken cancel) =>
        move.Move(
            number,
            version,
            "asked-requester",
            async need =>
            {
                question = MoveNeed.Needed(question, "Question", 2000);
                if (
                    need.Kind == NeedKind.Supplement
                    && await db.Events.AnyAsync(e => e.NeedId == need.Id && e.What == "asked-requester", cancel)
                )
                    throw new RuleBroken("needs.supplement-once") { Field = "Question" };
                db.Pauses.Add(
                    new()
                    {
                        Id = Ids.Next(clock),
                        NeedId = need.Id,
                        FromDay = clock.Today().AddDays(1),
                        By = db.Acting.Name,
                        Why = Plain.Cut(question, 300),
                    }
                );
                return new(question);
            },
            cancel
        );

    public Task RequesterReplied(string number, int version, string reply, CancellationToken cancel) =>
        move.Move(
            number,
            version,
            "requester-replied",
            async need =>
            {
                await move.EndPauses(need, cancel);
                return new(MoveNeed.Needed(reply, "Reply"));
            },
            cancel
        );

    /// <summary>The requester replied on the tracking page, by code.</summary>
    public async Task RequesterRepliedByCode(Need found, string reply, CancellationToken cancel)
    {
        var need = await db.Needs.IgnoreQueryFilters([ModuleDb.ScopeFilter]).SingleAsync(n => n.Id == found.Id, cancel);
        await move.Move(
            need,
            "requester-replied",
            async _ =>
            {
                await move.EndPauses(need, cancel);
                return new(MoveNeed.Needed(reply, "Comment", 2000));
            },
            cancel,
            byRequester: true
        );
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>
    /// Tells the requester the outcome. Nothing closes without one; a joint matter not before its parts have theirs.
    /// </summary>
    public Task Answer(string number, int version, string outcome, CancellationToken cancel) =>
        move.Move(
            number,
            version,
            "answered",
            async need =>
            {
                if (
                    await db
                        .Needs.IgnoreQueryFilters([ModuleDb.ScopeFilter])
                        .AnyAsync(
                            n => n.ParentId == need.Id && n.Part == NeedPart.Joint && NeedMoves.Open.Contains(n.State),
                            cancel
                        )
                )
                    throw new RuleBroken("needs.parts-open");
                await NotOwnCase(need, cancel);
                await move.EndPauses(need, cancel);
                (need.Outcome, need.AnsweredAt) = (MoveNeed.Needed(outcome, "Outcome"), clock.GetUtcNow());
                First(need);
                db.Tell(new NeedAnswered(need.Id, need.UnitId));
                return new(outcome);
            },
            cancel
        );

    /// <summary>The reason is told to the requester face to face or by phone, and recorded.</summary>
    public Task Decline(string number, int version, string reason, bool told, CancellationToken cancel) =>
        move.Move(
            number,
            version,
            "declined",
            async need =>
            {
                await NotOwnCase(need, cancel);
                reason = MoveNeed.Needed(reason, "Reason");
                if (reason.Length < LeastToDecline)
                    throw new RuleBroken("needs.decline-short", LeastToDecline) { Field = "Reason" };
                if (!told)
                    throw new RuleBroken("needs.decline-not-told") { Field = "Told" };
                (need.Outcome, need.AnsweredAt, need.ClosedAt) = (reason, clock.GetUtcNow(), clock.GetUtcNow());
                First(need);
                db.Tell(new NeedAnswered(need.Id, need.UnitId));
                return new(reason);
            },
            cancel
        );

    public Task Close(string number, int version, CancellationToken cancel) =>
        move.Move(
            number,
            version,
            "closed",
            need =>
            {
                if (string.IsNullOrWhiteSpace(need.Outcome))
                    throw new RuleBroken("needs.close-without-outcome");
                need.ClosedAt = clock.GetUtcNow();
                return new Said(null);
            },
            cancel
        );

    public async Task Reopen(string number, int version, string reason, CancellationToken cancel)
    {
        var promised = await rules.Get(cancel);
        await move.Move(
            number,
            version,
            "reopened",
            need =>
            {
                // A new round: its own count, its own rating.
                (need.ClosedAt, need.SatisfiedAt, need.PromisedOn, need.ExtendedDays, need.LimitDays, need.ClockFrom) =
                    (null, null, null, 0, promised.ReworkDays, clock.Today());
                (need.Escalation, need.EscalatedOn, need.RiskToldOn) = (0, null, null);
                need.RatingRound++;
                return new Said(MoveNeed.Needed(reason, "Reason"));
            },
            cancel
        );
    }

    /// <summary>Joins a duplicate to another need; who asked follows the other one from now on.</summary>
    public Task Merge(string number, int version, string intoNumber, CancellationToken cancel) =>
        move.Move(
            number,
            version,
            "merged",
            async need =>
            {
                if (string.IsNullOrWhiteSpace(intoNumber))
                    throw new RuleBroken("needs.number-needed") { Field = "Into" };
                var into =
                    await db.Needs.SingleOrDefaultAsync(n => n.Number == intoNumber.Trim(), cancel)
                    ?? throw new RuleBroken("needs.merge-unknown", intoNumber) { Field = "Into" };
                if (into.Id == need.Id || into.State == NeedState.Merged)
                    throw new RuleBroken("needs.merge-itself") { Field = "Into" };
                if (
                    await db
                        .Needs.IgnoreQueryFilters([ModuleDb.ScopeFilter])
                        .AnyAsync(n => n.ParentId == need.Id, cancel)
                )
                    throw new RuleBroken("needs.merge-has-parts") { Field = "Into" };
                await move.EndPauses(need, cancel);
                (need.MergedIntoId, need.ClosedAt) = (into.Id, clock.GetUtcNow());
                // So that two needs joined to each other at the same moment do not both end.
                into.Version++;
                db.Tell(new NeedNoLongerOffered(need.Id));
                move.Note(into, "took-in", need.Number, forRequester: false);
                return new(into.Number);
            },
            cancel
        );

    /// <summary>Takes a mistaken merge back.</summary>
    public Task Unmerge(string number, int version, CancellationToken cancel) =>
        move.Move(
            number,
            version,
            "unmerged",
            need =>
            {
                (need.MergedIntoId, need.ClosedAt) = (null, null);
                return new Said(null);
            },
            cancel
        );

    /// <summary>A reported matter: the named office above was urged once more.</summary>
    public async Task Urge(string number, int version, string note, CancellationToken cancel)
    {
        var need = await move.Open(number, version, cancel);
        if (need.Kind != NeedKind.Reported || !NeedMoves.Open.Contains(need.State))
            throw new RuleBroken("needs.urge-not-reported");
        need.UrgedOn = clock.Today();
        move.Note(need, "urged", $"{need.UpperOffice}: {MoveNeed.Needed(note, "Reason", 500)}", forRequester: true);
        db.Record("need.urged", $"need:{need.Number}", after: new { need.UpperOffice });
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Who a complaint is about does not answer it.</summary>
    private async Task NotOwnCase(Need need, CancellationToken cancel)
    {
        var tree = await units.Tree(cancel);
        if (db.Acting.UnitId is { } unit && tree.Find(unit) is { } acting)
            OwnCase.Check(need, acting, tree);
    }

    private void First(Need need)
    {
        if (need.FirstAnsweredAt is not null)
            return;
        (need.FirstAnsweredAt, need.FirstInTime) = (need.AnsweredAt, need.DueOn is not { } due || clock.Today() <= due);
    }

    /// <summary>Shows the full phone number and writes down who looked.</summary>
    public async Task<string?> RevealPhone(string number, CancellationToken cancel)
    {
        var need =
            await db.Needs.AsNoTracking().SingleOrDefaultAsync(n => n.Number == number, cancel) ?? throw new NotFound();
        db.Record("need.phone-read", $"need:{need.Number}");
        await db.SaveChangesAsync(cancel);
        return personal.Open(need.RequesterPhone);
    }

    /// <summary>Gives out a new query code, for requests that came by file or phone; the old one ends.</summary>
    public async Task<string> NewCode(string number, int version, CancellationToken cancel)
    {
        var need = await move.Open(number, version, cancel);
        // Who handles it must not hold the requester's word: a code already given out, or an answer already there, is
        // the unit above's to renew.
        bool above = db.Acting.IsSystem || db.Acting.May(NeedsModule.Supervise);
        if (!db.Acting.IsSystem && !need.UnitPath.StartsWith(db.ScopePath ?? "-", StringComparison.Ordinal))
            throw new RuleBroken("needs.code-not-handler");
        if (!above && (need.CodeHash is not null || need.State is NeedState.Answered or NeedState.Closed))
            throw new RuleBroken("needs.code-supervisor");
        move.Note(need, "code-given", null, forRequester: true);
        string code = SecretCode.New();
        need.CodeHash = SecretCode.Hash(code);
        db.Record("need.code-given", $"need:{need.Number}");
        await db.SaveChangesAsync(cancel);
        return code;
    }

    /// <summary>What the public list shows of it; both empty takes it off again.</summary>
    public async Task Publish(string number, int version, string? title, string? answer, CancellationToken cancel)
    {
        var need = await move.Open(number, version, cancel);
        (title, answer) = (
            string.IsNullOrWhiteSpace(title) ? null : title.Trim(),
            string.IsNullOrWhiteSpace(answer) ? null : answer.Trim()
        );
        if (
            (title is null && answer is not null)
            || (title is not null && answer is null && need.FirstAnsweredAt is not null)
        )
            throw new RuleBroken("needs.publish-both") { Field = title is null ? "PublicTitle" : "PublicAnswer" };
        if (title is not null && need.Visibility != Visibility.PublicSummary)
            throw new RuleBroken("needs.publish-not-wished") { Field = "PublicTitle" };
        if (answer is not null && need.FirstAnsweredAt is null)
            throw new RuleBroken("needs.publish-unanswered") { Field = "PublicAnswer" };
        if (
            (title + answer) is { } shown
            && personal.OpenOrPlain(need.RequesterName) is { Length: > 1 } name
            && shown.Contains(name, StringComparison.Ordinal)
        )
            throw new RuleBroken("needs.publish-names") { Field = "PublicAnswer" };
        bool fresh = answer is not null && need.PublicAnswer is null;
        (need.PublicTitle, need.PublicAnswer) = (title, answer);
        if (fresh)
            await followers.Published(need, cancel);
        db.Record(title is null ? "need.unpublished" : "need.published", $"need:{need.Number}", after: new { title });
        await db.SaveChangesAsync(cancel);
    }
}
