using Microsoft.EntityFrameworkCore;
using Modular.Appraisal.Data;
using Modular.Appraisal.Domain;
using Modular.Contracts.Appraisal;
using Modular.Kernel.Rules;

namespace Modular.Appraisal.Panel;

/// <summary>Judged by people known by name, at the desk or on the spot.</summary>
internal sealed class PanelKind(AppraisalDb db) : IRoundKind
{
    public IReadOnlyList<RoundKind> Kinds => [RoundKind.Panel, RoundKind.SiteVisit];

    public bool MayReopen => true;

    public bool MayChangeMethod => true;

    public bool InPerCent => true;

    /// <summary>The judges are told; projects at the desk are in appraisal from now on.</summary>
    public async Task Opening(Round round, CancellationToken cancel)
    {
        if (await db.PanelDraws.AnyAsync(d => d.RoundId == round.Id && d.Key == null, cancel))
            throw new RuleBroken("ballots.draw-first");
        var judges = await db
            .Panel.Where(p => p.RoundId == round.Id && p.ReplacedById == null)
            .Select(p => p.AccountId)
            .ToListAsync(cancel);
        foreach (long account in judges)
            db.NotifyPerson(
                "rounds.assigned",
                account,
                $"/scoring/{round.Id}",
                round.Title,
                round.ClosesOn is { } on ? Kernel.Texts.Words.ShortDate(on) : "-"
            );
        if (round.OnTheSpot)
            return;
        foreach (var subject in await db.Subjects.Where(s => s.RoundId == round.Id).ToListAsync(cancel))
            db.Tell(new SubjectTaken(round.Id, subject.Kind, subject.SubjectId));
    }

    public Task<RoundInput> Input(Round round, bool whole, CancellationToken cancel) =>
        PanelInput.Of(db, round, whole, cancel);
}
