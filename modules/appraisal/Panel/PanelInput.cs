using Microsoft.EntityFrameworkCore;
using Modular.Appraisal.Data;
using Modular.Appraisal.Domain;
using Modular.Kernel.Plugins;

namespace Modular.Appraisal.Panel;

/// <summary>What the judges gave, as it goes to the method.</summary>
internal static class PanelInput
{
    /// <summary>
    /// Scores by the codes people know, each in per cent of its criterion's scale, so that lines of different length
    /// count alike; places as they are. Left out: abstentions, exclusions, what was given before somebody was replaced,
    /// and what nobody assigned.
    /// </summary>
    public static async Task<RoundInput> Of(AppraisalDb db, Round round, bool whole, CancellationToken cancel)
    {
        long id = round.Id;
        var criteria = await db
            .Criteria.AsNoTracking()
            .Where(c => c.RoundId == id)
            .ToDictionaryAsync(c => c.Place, cancel);
        var subjects = await db
            .Subjects.AsNoTracking()
            .Where(s => s.RoundId == id)
            .ToDictionaryAsync(s => s.SubjectId, s => s.Code, cancel);
        var raters = await Raters(db, id, cancel);
        var away = (
            await db
                .Abstentions.AsNoTracking()
                .Where(a => a.RoundId == id)
                .Select(a => new { a.AccountId, a.SubjectId })
                .ToListAsync(cancel)
        )
            .Select(a => (a.AccountId, a.SubjectId))
            .ToHashSet();
        if (!whole)
            away.UnionWith(
                (
                    await db
                        .Exclusions.AsNoTracking()
                        .Where(a => a.RoundId == id)
                        .Select(a => new { a.AccountId, a.SubjectId })
                        .ToListAsync(cancel)
                ).Select(a => (a.AccountId, a.SubjectId))
            );
        var assigned =
            round.Readers == 0
                ? null
                : (
                    await db
                        .Assignments.AsNoTracking()
                        .Where(a => a.RoundId == id)
                        .Select(a => new { a.AccountId, a.SubjectId })
                        .ToListAsync(cancel)
                )
                    .Select(a => (a.AccountId, a.SubjectId))
                    .ToHashSet();
        var scores = await db.Scores.AsNoTracking().Where(s => s.RoundId == id).ToListAsync(cancel);
        bool places = round.MethodId == RoundScale.Ranking;
        return new(
            [
                .. scores
                    .Where(s =>
                        !away.Contains((s.AccountId, s.SubjectId))
                        && assigned?.Contains((s.AccountId, s.SubjectId)) != false
                        && raters.ContainsKey(s.AccountId)
                        && subjects.ContainsKey(s.SubjectId)
                    )
                    .Select(s => new ScoreRow(
                        raters[s.AccountId],
                        subjects[s.SubjectId],
                        criteria[s.Criterion].Name,
                        places ? s.ValueMicro / 1e6 : RoundScale.Percent(s.ValueMicro, criteria[s.Criterion]),
                        null
                    )),
            ],
            [.. subjects.Values]
        );
    }

    /// <summary>Judges who count, by names that differ where two are called alike.</summary>
    public static async Task<Dictionary<long, string>> Raters(AppraisalDb db, long id, CancellationToken cancel) =>
        (await db.Panel.AsNoTracking().Where(p => p.RoundId == id && p.ReplacedById == null).ToListAsync(cancel))
            .GroupBy(p => p.Name)
            .SelectMany(g =>
                g.OrderBy(p => p.AccountId).Select((p, i) => (p.AccountId, Name: i == 0 ? p.Name : $"{p.Name} {i + 1}"))
            )
            .ToDictionary(p => p.AccountId, p => p.Name);
}
