using Microsoft.EntityFrameworkCore;
using Modular.Appraisal.Data;
using Modular.Appraisal.Domain;
using Modular.Kernel.Plugins;

namespace Modular.Appraisal.Ledger;

/// <summary>Every event of the ledger as a row of its own, by its number and day.</summary>
internal static class LedgerInput
{
    public static async Task<RoundInput> Of(AppraisalDb db, Round round, CancellationToken cancel)
    {
        var subjects = await db
            .Subjects.AsNoTracking()
            .Where(s => s.RoundId == round.Id)
            .ToDictionaryAsync(s => s.SubjectId, s => s.Code, cancel);
        var events = await db
            .PointEvents.AsNoTracking()
            .Where(p => p.RoundId == round.Id)
            .OrderBy(p => p.Id)
            .ToListAsync(cancel);
        return new(
            [
                .. events.Select(
                    (e, i) => new ScoreRow($"e{i + 1:000000}", subjects[e.SubjectId], "points", e.Points, null)
                ),
            ],
            [.. subjects.Values]
        );
    }
}
