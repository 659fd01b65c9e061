using Microsoft.EntityFrameworkCore;
using Modular.Contracts.Appraisal;
using Modular.Kernel.Data;
using Modular.Kernel.Facts;
using Modular.Kernel.Texts;
using Modular.Needs.Data;
using Modular.Needs.Domain;
using Modular.Needs.Rating;

namespace Modular.Needs.Facts;

/// <summary>
/// Residents rated finished needs together and were not satisfied with this one: it goes back, as after a requester's
/// own bad rating.
/// </summary>
internal sealed class JudgedByResidents(SendBack sendBack, KeepRules rules, Words words)
    : IFactHandler<SubjectJudged, NeedsDb>
{
    public async Task Handle(SubjectJudged fact, NeedsDb db, CancellationToken cancel)
    {
        if (fact.SubjectKind != "need" || fact.Outcome is not ("rework" or "correct"))
            return;
        var need = await db
            .Needs.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .SingleOrDefaultAsync(n => n.Id == fact.SubjectId, cancel);
        // It may be in somebody's hands again already; then there is nothing to send back.
        if (need is null || need.Outcome is null || !NeedMoves.All.Allowed(need.State, "reworked"))
            return;
        // Nor what was answered again since the round was set up: that answer nobody rated.
        if (need.AnsweredAt > Ids.Time(fact.RoundId))
            return;
        await sendBack.Send(
            need,
            words.Zh("needs.judged.rework"),
            perfunctory: fact.Outcome == "correct",
            await rules.Get(cancel),
            cancel
        );
    }
}
