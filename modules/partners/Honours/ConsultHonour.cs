using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Modular.Contracts.Appraisal;
using Modular.Contracts.Partners;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Files;
using Modular.Kernel.Rules;
using Modular.Kernel.Units;
using Modular.Partners.Data;

namespace Modular.Partners.Honours;

/// <summary>
/// Honours consultation (U10): no proposal goes on before the community has said what it thinks of it.
/// </summary>
internal sealed class ConsultHonour(
    PartnersDb db,
    UnitDirectory units,
    FileStore files,
    TimeProvider clock,
    IPartnerQuestions partners,
    IAppraisalQuestions? appraisal = null
)
{
    private const int LeastDays = 1;

    /// <summary>Those within the reader's scope, as proposer or as the community asked.</summary>
    public async Task<List<Honour>> List(HonourState? state, CancellationToken cancel)
    {
        var below = (await units.Tree(cancel)).Under(db.ScopePath).Select(u => u.Id).ToList();
        return await db
            .Honours.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .AsNoTracking()
            .Where(h =>
                (below.Contains(h.UnitId) || below.Contains(h.CommunityId)) && (state == null || h.State == state)
            )
            .OrderBy(h => h.State)
            .ThenByDescending(h => h.Id)
            .ToListAsync(cancel);
    }

    public async Task<HonourView> Show(long id, CancellationToken cancel)
    {
        var tree = await units.Tree(cancel);
        var honour = await Find(id, cancel);
        bool own = Within(tree, honour.UnitId),
            asked = Within(tree, honour.CommunityId);
        if (!own && !asked)
            throw new NotFound();
        var record =
            appraisal is null ? []
            : honour.Person is { } person ? await appraisal.OfName(person, cancel)
            : await appraisal.OfUnit(honour.CandidateUnitId, cancel);
        var today = clock.Today();
        return new(
            honour,
            tree.Name(honour.UnitId),
            honour.Person is null
                ? tree.Name(honour.CandidateUnitId)
                : $"{honour.Person} ({tree.Name(honour.CandidateUnitId)})",
            tree.Name(honour.CommunityId),
            await db.Evidence.AsNoTracking().Where(e => e.HonourId == id).OrderBy(e => e.Id).ToListAsync(cancel),
            record,
            honour.Person is null
                ? (await partners.Records([honour.CandidateUnitId], today.AddYears(-1), today, cancel)).FirstOrDefault()
                : null,
            asked && honour.State == HonourState.Asked && honour.CommunityId == db.Acting.UnitId,
            own && honour.State is HonourState.Asked or HonourState.Answered
        );
    }

    public async Task<long> Propose(
        int candidateUnit,
        string? person,
        string? name,
        string? grounds,
        int community,
        DateOnly? answerBy,
        CancellationToken cancel
    )
    {
        var tree = await units.Tree(cancel);
        if (db.Acting.UnitId is not { } proposer || tree.Find(proposer) is not { } own)
            throw new NotFound();
        if (
            tree.Find(candidateUnit) is not { State: UnitState.Active } candidate
            || !candidate.Path.StartsWith(db.ScopePath ?? "-", StringComparison.Ordinal)
        )
            throw new RuleBroken("partners.unit-needed") { Field = "CandidateUnit" };
        if (tree.Find(community) is not { State: UnitState.Active, Kind: UnitKind.Community or UnitKind.Town })
            throw new RuleBroken("partners.honour.itself") { Field = "Community" };
        // It would be asked about its own, or by itself.
        if (candidateUnit == community || proposer == community)
            throw new RuleBroken("partners.honour.itself") { Field = "Community" };
        if (answerBy is not { } by || by < clock.Today().AddDays(LeastDays))
            throw new RuleBroken("partners.honour.by-past") { Field = "AnswerBy" };
        var honour = new Honour
        {
            Id = Ids.Next(clock),
            UnitId = own.Id,
            UnitPath = own.Path,
            Name = Needed(name, "Name", 60),
            CandidateUnitId = candidateUnit,
            Person = string.IsNullOrWhiteSpace(person) ? null : person.Trim(),
            Grounds = Needed(grounds, "Grounds", 1000),
            CommunityId = community,
            AnswerBy = by,
            ProposedBy = db.Acting.Name,
            ProposedById = db.Acting.AccountId,
            ProposedAt = clock.GetUtcNow(),
        };
        db.Honours.Add(honour);
        db.Notify(
            "partners.honour-asked",
            community,
            PartnersModule.Meet,
            $"/partners/honours/{honour.Id}",
            honour.Name,
            Kernel.Texts.Words.ShortDate(by)
        );
        db.Record(
            "honour.proposed",
            $"honour:{honour.Id}",
            after: new
            {
                honour.Name,
                candidate = candidate.Code,
                community,
            }
        );
        await db.SaveChangesAsync(cancel);
        return honour.Id;
    }

    public async Task Answer(
        long id,
        int version,
        Opinion? opinion,
        string? text,
        IReadOnlyList<IFormFile>? evidence,
        CancellationToken cancel
    )
    {
        var honour = await Get(id, version, cancel);
        if (
            honour.CommunityId != db.Acting.UnitId
            || (honour.ProposedById is { } proposedBy && proposedBy == db.Acting.AccountId)
        )
            throw new NotFound();
        if (honour.State != HonourState.Asked)
            throw new RuleBroken("partners.honour.not-now");
        if (opinion is not { } said)
            throw new RuleBroken("partners.honour.choose") { Field = "Opinion" };
        string why = Needed(text, "Text", 1000);
        var saved = await files.Save(evidence, cancel);
        (honour.State, honour.Opinion, honour.OpinionText, honour.OpinionBy, honour.OpinionAt) = (
            HonourState.Answered,
            said,
            why,
            db.Acting.Name,
            clock.GetUtcNow()
        );
        db.Evidence.AddRange(
            saved.Select(f => new Evidence
            {
                Id = Ids.Next(clock),
                HonourId = id,
                Hash = f.Hash,
                FileName = f.Name,
                Type = f.Type,
            })
        );
        if (honour.ProposedById is { } by)
            db.NotifyPerson("partners.honour-answered", by, $"/partners/honours/{id}", honour.Name);
        db.Record("honour.answered", $"honour:{id}", after: new { honour.Opinion, Evidence = saved.Count });
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>
    /// Goes on to be honoured: only after the community answered, and against its word only with a reason.
    /// </summary>
    public async Task PutUp(long id, int version, string? reason, CancellationToken cancel)
    {
        var honour = await Own(id, version, cancel);
        if (honour.State == HonourState.Asked)
            throw new RuleBroken("partners.honour.unanswered");
        if (honour.State != HonourState.Answered)
            throw new RuleBroken("partners.honour.not-now");
        if (honour.Opinion != Opinion.Support && string.IsNullOrWhiteSpace(reason))
            throw new RuleBroken("partners.honour.against") { Field = "Reason" };
        Decide(honour, HonourState.PutUp, reason);
        db.Notify(
            "partners.honour-decided",
            honour.CommunityId,
            PartnersModule.Meet,
            $"/partners/honours/{id}",
            honour.Name
        );
        db.Record("honour.put-up", $"honour:{id}", after: new { honour.Opinion, honour.Decision });
        await db.SaveChangesAsync(cancel);
    }

    public async Task Drop(long id, int version, string? reason, CancellationToken cancel)
    {
        var honour = await Own(id, version, cancel);
        if (honour.State is not (HonourState.Asked or HonourState.Answered))
            throw new RuleBroken("partners.honour.not-now");
        Decide(honour, HonourState.Dropped, Needed(reason, "Reason", 500));
        db.Notify(
            "partners.honour-decided",
            honour.CommunityId,
            PartnersModule.Meet,
            $"/partners/honours/{id}",
            honour.Name
        );
        db.Record("honour.dropped", $"honour:{id}");
        await db.SaveChangesAsync(cancel);
    }

    public async Task<IActionResult> File(long id, long file, HttpResponse response, CancellationToken cancel)
    {
        await Show(id, cancel);
        var found =
            await db.Evidence.AsNoTracking().SingleOrDefaultAsync(e => e.Id == file && e.HonourId == id, cancel)
            ?? throw new NotFound();
        return files.Serve(found.Hash, found.FileName, found.Type, response);
    }

    private void Decide(Honour honour, HonourState state, string? reason) =>
        (honour.State, honour.Decision, honour.DecidedBy, honour.DecidedAt) = (
            state,
            string.IsNullOrWhiteSpace(reason) ? null : reason.Trim(),
            db.Acting.Name,
            clock.GetUtcNow()
        );

    private bool Within(UnitTree tree, int unit) =>
        tree.Find(unit) is { } found && found.Path.StartsWith(db.ScopePath ?? "-", StringComparison.Ordinal);

    private async Task<Honour> Find(long id, CancellationToken cancel) =>
        await db
            .Honours.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .AsNoTracking()
            .SingleOrDefaultAsync(h => h.Id == id, cancel)
        ?? throw new NotFound();

    private async Task<Honour> Get(long id, int version, CancellationToken cancel)
    {
        var honour =
            await db.Honours.IgnoreQueryFilters([ModuleDb.ScopeFilter]).SingleOrDefaultAsync(h => h.Id == id, cancel)
            ?? throw new NotFound();
        return honour.Version == version ? honour : throw new RuleBroken("rule.changed-meanwhile");
    }

    /// <summary>By who proposed it: within the proposer's scope.</summary>
    private async Task<Honour> Own(long id, int version, CancellationToken cancel)
    {
        var honour = await Get(id, version, cancel);
        return Within(await units.Tree(cancel), honour.UnitId) ? honour : throw new NotFound();
    }

    private static string Needed(string? text, string field, int most) =>
        !string.IsNullOrWhiteSpace(text) && text.Trim().Length <= most
            ? text.Trim()
            : throw new RuleBroken("partners.honour.words", most) { Field = field };
}

/// <param name="MayAnswer">The reader acts for the community that is asked.</param>
/// <param name="MayDecide">The reader acts for who proposed.</param>
internal sealed record HonourView(
    Honour Honour,
    string Proposer,
    string Candidate,
    string Community,
    IReadOnlyList<Evidence> Evidence,
    IReadOnlyList<AppraisalRecord> Record,
    PartnerRecord? Claims,
    bool MayAnswer,
    bool MayDecide
);
