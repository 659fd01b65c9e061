using Microsoft.EntityFrameworkCore;
using Modular.Appraisal.Ballots;
using Modular.Appraisal.Data;
using Modular.Appraisal.Ledger;
using Modular.Appraisal.Rounds;
using Modular.Appraisal.Survey;
using Modular.Appraisal.TwoWay;
using Modular.Kernel.Plugins;

namespace Modular.Appraisal.Results;

/// <summary>What of a round goes to its method: one place for every kind.</summary>
internal static class RoundRows
{
    /// <summary>The method that takes places and not marks.</summary>
    public const string Ranking = "schulze";

    /// <param name="whole">With what was excluded, to show both.</param>
    public static Task<(IReadOnlyList<ScoreRow> Rows, IReadOnlyList<string> Subjects)> Of(
        AppraisalDb db,
        Round round,
        CancellationToken cancel,
        bool whole = false
    ) =>
        round.Kind switch
        {
            RoundKind.Ballot => BallotRows.Of(db, round, cancel),
            RoundKind.TwoWay => TwoWayInput.Of(db, round, cancel),
            RoundKind.Questionnaire => SurveyInput.Of(db, round, cancel),
            RoundKind.Composite => CompositeInput.Of(db, round, cancel),
            RoundKind.Points => LedgerInput.Of(db, round, cancel),
            _ => ByPanel(db, round, whole, cancel),
        };

    /// <summary>
    /// Scores by the codes people know, each in per cent of its criterion's scale, so that lines of different length
    /// count alike; places as they are. Left out: abstentions, exclusions, what was given before somebody was replaced,
    /// and what nobody assigned.
    /// </summary>
    private static async Task<(IReadOnlyList<ScoreRow> Rows, IReadOnlyList<string> Subjects)> ByPanel(
        AppraisalDb db,
        Round round,
        bool whole,
        CancellationToken cancel
    )
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
        bool places = round.MethodId == Ranking;
        return (
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
                        places ? s.ValueMicro / 1e6 : Percent(s.ValueMicro, criteria[s.Criterion]),
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

    /// <summary>Scores in per cent do not leave the scale, and neither do their intervals.</summary>
    public static Computation Within(Round round, Computation computed) =>
        round.Kind is not (RoundKind.Panel or RoundKind.SiteVisit or RoundKind.TwoWay or RoundKind.Composite)
        || round.MethodId is Ranking or "entropy-topsis"
            ? computed
            : computed with
            {
                Subjects =
                [
                    .. computed.Subjects.Select(s =>
                        s with
                        {
                            Lower = s.Lower is { } low ? Math.Clamp(low, Math.Min(0, s.Score ?? 0), 100) : null,
                            Upper = s.Upper is { } high ? Math.Clamp(high, 0, Math.Max(100, s.Score ?? 0)) : null,
                        }
                    ),
                ],
            };

    public static double Percent(long micro, Criterion criterion) =>
        (micro - criterion.Least * 1_000_000L) / ((criterion.Most - criterion.Least) * 10_000.0);
}
