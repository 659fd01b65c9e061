using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Modular.Appraisal.Data;
using Modular.Appraisal.Domain;
using Modular.Kernel.Access;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Privacy;
using Modular.Kernel.Rules;
using Modular.Kernel.Secrets;
using Modular.Kernel.Units;

namespace Modular.Appraisal.Appeals;

/// <summary>
/// Objections and appeals: filed within the days the result is open to them, decided by another unit than the appraised
/// and the appraiser.
/// </summary>
internal sealed class HandleAppeals(
    AppraisalDb db,
    UnitDirectory units,
    ConflictOfInterest conflicts,
    PersonalData personal,
    TimeProvider clock
)
{
    public const int TextLength = 2000;

    /// <summary>By the appraised unit, or one above it.</summary>
    public async Task<long> File(long roundId, long? subjectId, string? text, CancellationToken cancel)
    {
        var (round, subject) = await Open(roundId, subjectId, cancel);
        var unit = subject?.UnitId is { } id ? (await units.Tree(cancel)).Find(id) : null;
        if (
            db.Acting.AccountId is not { } me
            || !db.Acting.May(AppraisalModule.Appeal)
            || unit is null
            || !unit.Path.StartsWith(db.ScopePath ?? "-", StringComparison.Ordinal)
        )
            throw new NotFound();
        // A second click is not a second objection; the same words on another subject, a later edition or after a
        // withdrawal are.
        int withdrawn = await db.Appeals.CountAsync(
            a => a.RoundId == roundId && a.AccountId == me && a.State == AppealState.Withdrawn,
            cancel
        );
        byte[] same = SHA256.HashData(
            Encoding.UTF8.GetBytes($"{me}:{roundId}:{round.Edition}:{subjectId}:{withdrawn}:{text?.Trim()}")
        );
        return await Keep(round, subject, me, db.Acting.Name, null, same, text, cancel);
    }

    /// <returns>The code by which the decision is read, shown once.</returns>
    public async Task<string> FileByResident(
        long roundId,
        long? subjectId,
        string? name,
        string? contact,
        string? text,
        string? code,
        CancellationToken cancel,
        Consent? consent = null
    )
    {
        var (round, subject) = await Open(roundId, subjectId, cancel);
        if (string.IsNullOrWhiteSpace(name) || name.Trim().Length > 40)
            throw new RuleBroken("ballots.name-needed") { Field = "Name" };
        if (string.IsNullOrWhiteSpace(contact) || contact.Trim().Length > 60)
            throw new RuleBroken("appeals.contact") { Field = "Contact" };
        if (!round.Public)
            throw new NotFound();
        // The code comes with the form: the same form sent twice is one objection with one code.
        if (code is not { Length: 26 })
            throw new RuleBroken("ballots.form-wrong");
        await Keep(
            round,
            subject,
            null,
            name.Trim(),
            personal.Seal(contact.Trim()),
            SecretCode.Hash(code),
            text,
            cancel,
            consent
        );
        return code;
    }

    public async Task<(Appeal Appeal, Round Round)?> ByCode(string code, CancellationToken cancel)
    {
        byte[] hash = SecretCode.Hash(code);
        return await db.Appeals.AsNoTracking().SingleOrDefaultAsync(a => a.Code == hash, cancel) is { } found
            ? (found, await All.SingleAsync(r => r.Id == found.RoundId, cancel))
            : null;
    }

    /// <summary>
    /// Those the acting unit is to decide, and those on rounds within its scope: what waits for it first, then the
    /// newest.
    /// </summary>
    /// <param name="state">Only those that stand so; null for all.</param>
    public async Task<IReadOnlyList<AppealLine>> List(AppealState? state, CancellationToken cancel)
    {
        int unit = db.Acting.UnitId ?? 0;
        var own = await db.Rounds.Select(r => r.Id).ToListAsync(cancel);
        // Without their long texts: all of them are read.
        var found = await db
            .Appeals.AsNoTracking()
            .Where(a => a.DeciderUnitId == unit || own.Contains(a.RoundId))
            .Where(a => state == null || a.State == state)
            .OrderByDescending(a => a.Id)
            .Select(a => new
            {
                a.Id,
                a.RoundId,
                a.Name,
                a.On,
                a.State,
                a.DeciderUnitId,
                a.DecidedOn,
            })
            .ToListAsync(cancel);
        var ids = found.Select(a => a.RoundId).Distinct().ToList();
        var titles = await All.Where(r => ids.Contains(r.Id))
            .Select(r => new { r.Id, r.Title })
            .ToDictionaryAsync(r => r.Id, r => r.Title, cancel);
        return
        [
            .. found
                .Select(a => new AppealLine(
                    a.Id,
                    titles[a.RoundId],
                    a.Name,
                    a.On,
                    a.State,
                    a.DeciderUnitId,
                    a.DecidedOn,
                    a.DeciderUnitId == unit && a.State == AppealState.Assigned
                ))
                .OrderByDescending(a => a.Mine),
        ];
    }

    public async Task<AppealView> Show(long id, CancellationToken cancel)
    {
        var appeal =
            await db.Appeals.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, cancel) ?? throw new NotFound();
        bool runs =
                db.Acting.May(AppraisalModule.Read) && await db.Rounds.AnyAsync(r => r.Id == appeal.RoundId, cancel),
            decides = db.Acting.May(AppraisalModule.Decide) && appeal.DeciderUnitId is { } d && d == db.Acting.UnitId,
            filed = appeal.AccountId is { } by && by == db.Acting.AccountId;
        if (!runs && !decides && !filed)
            throw new NotFound();
        var round = await All.SingleAsync(r => r.Id == appeal.RoundId, cancel);
        var subject = appeal.SubjectId is { } s
            ? await db
                .Subjects.AsNoTracking()
                .SingleOrDefaultAsync(x => x.RoundId == round.Id && x.SubjectId == s, cancel)
            : null;
        var tree = await units.Tree(cancel);
        var concerned = await Concerned(round, subject, cancel);
        return new(
            appeal,
            round,
            subject,
            appeal.DeciderUnitId is { } u ? tree.Name(u) : null,
            runs && db.Acting.May(AppraisalModule.Run) && appeal.State is AppealState.Filed or AppealState.Assigned,
            decides && db.Acting.May(AppraisalModule.Decide) && appeal.State == AppealState.Assigned,
            [
                .. tree.All.Where(x =>
                    x.State == UnitState.Active
                    && x.Kind is UnitKind.District or UnitKind.Town or UnitKind.Department
                    && MayDecide(tree, round, concerned, x)
                ),
            ]
        )
        {
            Contact = await Contact(appeal, runs, decides, cancel),
        };
    }

    public async Task Assign(long id, int version, int unitId, CancellationToken cancel)
    {
        var (appeal, round, subject) = await Get(id, version, cancel);
        if (!db.Acting.May(AppraisalModule.Run) || !await db.Rounds.AnyAsync(r => r.Id == round.Id, cancel))
            throw new NotFound();
        if (appeal.State is not (AppealState.Filed or AppealState.Assigned))
            throw new RuleBroken("appeals.decided");
        var tree = await units.Tree(cancel);
        if (
            tree.Find(unitId) is not { State: UnitState.Active } unit
            || !MayDecide(tree, round, await Concerned(round, subject, cancel), unit)
        )
            throw new RuleBroken("appeals.not-that-unit") { Field = "Unit" };
        (appeal.State, appeal.DeciderUnitId) = (AppealState.Assigned, unitId);
        db.Notify("rounds.appeal", unitId, AppraisalModule.Decide, $"/appeals/{id}", round.Title);
        db.Record("appeal.assigned", $"appeal:{id}", after: new { Unit = unit.Name });
        await db.SaveChangesAsync(cancel);
    }

    public async Task Decide(long id, int version, bool upheld, string? reasons, CancellationToken cancel)
    {
        var (appeal, round, subject) = await Get(id, version, cancel);
        if (!db.Acting.May(AppraisalModule.Decide) || appeal.DeciderUnitId is not { } unit || unit != db.Acting.UnitId)
            throw new NotFound();
        if (appeal.State != AppealState.Assigned)
            throw new RuleBroken("appeals.decided");
        if (string.IsNullOrWhiteSpace(reasons))
            throw new RuleBroken("appeals.reasons") { Field = "Decision" };
        long me = db.Acting.AccountId ?? 0;
        // Not by those who made the result, nor by those it is about.
        if (
            round.ComputedById == me
            || round.PublishedBy == db.Acting.Name
            || await db.Panel.AnyAsync(p => p.RoundId == round.Id && p.AccountId == me, cancel)
        )
            throw new RuleBroken("appeals.own-work");
        if (
            await conflicts.Between(
                [me],
                [.. (await Concerned(round, subject, cancel)).Select(JudgedSubjects.AsJudged)],
                cancel
            )
            is [{ } near, ..]
        )
            throw new RuleBroken("appeals.conflict", near.Detail);
        // Whoever objected reads the decision by code; how to reach them is not needed any more.
        appeal.Contact = null;
        (appeal.State, appeal.Decision, appeal.DecidedBy, appeal.DecidedOn) = (
            upheld ? AppealState.Upheld : AppealState.Rejected,
            reasons.Trim(),
            db.Acting.Name,
            clock.Today()
        );
        db.Notify("rounds.decided", round.UnitId, AppraisalModule.Run, $"/appeals/{id}", round.Title);
        if (appeal.AccountId is { } by)
            db.NotifyPerson("rounds.decided", by, $"/appeals/{id}", round.Title);
        db.Record("appeal.decided", $"appeal:{id}", after: new { appeal.State });
        await db.SaveChangesAsync(cancel);
    }

    public async Task Withdraw(long id, int version, CancellationToken cancel)
    {
        // Whose it is comes first: what is wrong with the form is nobody else's business.
        if (
            db.Acting.AccountId is not { } me
            || !await db.Appeals.AnyAsync(a => a.Id == id && a.AccountId == me, cancel)
        )
            throw new NotFound();
        var (appeal, _, _) = await Get(id, version, cancel);
        if (appeal.State is not (AppealState.Filed or AppealState.Assigned))
            throw new RuleBroken("appeals.decided");
        appeal.State = AppealState.Withdrawn;
        db.Record("appeal.withdrawn", $"appeal:{id}");
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>
    /// Neither who appraised nor who was appraised, nor what belongs to or directly leads the latter.
    /// </summary>
    private static bool MayDecide(UnitTree tree, Round round, IReadOnlyList<Subject> concerned, Unit decider) =>
        decider.Id != round.UnitId
        && concerned.All(subject =>
            subject.UnitId is not { } id
            || tree.Find(id) is not { } appraised
            || (
                !decider.Path.StartsWith(appraised.Path, StringComparison.Ordinal)
                && (appraised.ParentId != decider.Id || decider.Kind == UnitKind.District)
            )
        );

    /// <summary>An objection to the round as a whole concerns everybody in it.</summary>
    private async Task<IReadOnlyList<Subject>> Concerned(Round round, Subject? subject, CancellationToken cancel) =>
        subject is not null
            ? [subject]
            : await db.Subjects.AsNoTracking().Where(s => s.RoundId == round.Id).ToListAsync(cancel);

    /// <summary>How to reach a resident, for who deals with it while it is open; each look is recorded.</summary>
    private async Task<string?> Contact(Appeal appeal, bool runs, bool decides, CancellationToken cancel)
    {
        if (appeal.Contact is not { } kept || !((runs && db.Acting.May(AppraisalModule.Run)) || decides))
            return null;
        db.Record("appeal.contact-read", $"appeal:{appeal.Id}");
        await db.SaveChangesAsync(cancel);
        return personal.Open(kept);
    }

    private IQueryable<Round> All => db.Rounds.IgnoreQueryFilters([ModuleDb.ScopeFilter]).AsNoTracking();

    private async Task<(Round, Subject?)> Open(long roundId, long? subjectId, CancellationToken cancel)
    {
        var round =
            await All.SingleOrDefaultAsync(r => r.Id == roundId && r.State == RoundState.Published, cancel)
            ?? throw new NotFound();
        if (round.AppealUntil is not { } until || until < clock.Today())
            throw new RuleBroken("appeals.too-late", round.AppealUntil ?? clock.Today());
        var subject = subjectId is { } id
            ? await db
                .Subjects.AsNoTracking()
                .SingleOrDefaultAsync(s => s.RoundId == roundId && s.SubjectId == id, cancel)
                ?? throw new NotFound()
            : null;
        return (round, subject);
    }

    /// <param name="code">Admits one: what comes with a code that is there already is that objection.</param>
    private async Task<long> Keep(
        Round round,
        Subject? subject,
        long? account,
        string name,
        string? contact,
        byte[] code,
        string? text,
        CancellationToken cancel,
        Consent? consent = null
    )
    {
        if (string.IsNullOrWhiteSpace(text) || text.Trim().Length is < 5 or > TextLength)
            throw new RuleBroken("appeals.text", TextLength) { Field = "Text" };
        if (await Known() is { } known)
            return known;
        var appeal = new Appeal
        {
            Id = Ids.Next(clock),
            RoundId = round.Id,
            SubjectId = subject?.SubjectId,
            Edition = round.Edition,
            AccountId = account,
            Name = name,
            Contact = contact,
            Code = code,
            Text = text.Trim(),
            On = clock.Today(),
            ConsentVersion = consent?.Version,
            ConsentAt = consent?.At,
        };
        db.Appeals.Add(appeal);
        db.Notify("rounds.appeal", round.UnitId, AppraisalModule.Run, $"/appeals/{appeal.Id}", round.Title);
        db.Record("appeal.filed", $"appeal:{appeal.Id}", after: new { Round = round.Id, Subject = subject?.Code });
        try
        {
            await db.SaveChangesAsync(cancel);
            return appeal.Id;
        }
        catch (DbUpdateException problem) when (!Outage.Is(problem))
        {
            // Filed at the same moment.
            db.Discard();
            if (await Known() is not { } first)
                throw;
            return first;
        }

        Task<long?> Known() =>
            db.Appeals.Where(a => a.Code == code).Select(a => (long?)a.Id).SingleOrDefaultAsync(cancel);
    }

    private async Task<(Appeal, Round, Subject?)> Get(long id, int version, CancellationToken cancel)
    {
        var appeal = await db.Appeals.SingleOrDefaultAsync(a => a.Id == id, cancel) ?? throw new NotFound();
        if (appeal.Version != version)
            throw new RuleBroken("rule.changed-meanwhile");
        var round = await All.SingleAsync(r => r.Id == appeal.RoundId, cancel);
        return (
            appeal,
            round,
            appeal.SubjectId is { } s
                ? await db
                    .Subjects.AsNoTracking()
                    .SingleOrDefaultAsync(x => x.RoundId == round.Id && x.SubjectId == s, cancel)
                : null
        );
    }
}

/// <param name="Subject">Null where it is against the round as a whole.</param>
/// <param name="MayAssign">The reader runs the round; <paramref name="MayDecide"/>: decides it.</param>
internal sealed record AppealView(
    Appeal Appeal,
    Round Round,
    Subject? Subject,
    string? Decider,
    bool MayAssign,
    bool MayDecide,
    IReadOnlyList<Unit> Deciders
)
{
    /// <summary>How to reach a resident; null once it is decided, and for others than who deal with it.</summary>
    public string? Contact { get; init; }
}
