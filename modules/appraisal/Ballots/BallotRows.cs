using Microsoft.EntityFrameworkCore;
using Modular.Appraisal.Data;
using Modular.Appraisal.Rounds;
using Modular.Kernel.Data;
using Modular.Kernel.Plugins;
using Modular.Kernel.Rules;
using Modular.Plugins.Contract;

namespace Modular.Appraisal.Ballots;

/// <summary>What of the opened ballots goes to a method, and what of its result may be shown.</summary>
internal static class BallotRows
{
    /// <summary>
    /// Answers by ballots numbered in the order of their random keys. A subject with fewer ballots than the least is left out altogether, so that
    /// no figure anywhere rests on them.
    /// </summary>
    public static async Task<(IReadOnlyList<ScoreRow> Rows, IReadOnlyList<string> Subjects)> Of(AppraisalDb db, Round round, CancellationToken cancel)
    {
        var box = await db.Boxes.AsNoTracking().SingleAsync(b => b.RoundId == round.Id, cancel);
        var criteria = await db.Criteria.AsNoTracking().Where(c => c.RoundId == round.Id).OrderBy(c => c.Place).ToListAsync(cancel);
        var subjects = await db.Subjects.AsNoTracking().Where(s => s.RoundId == round.Id).OrderBy(s => s.Code).Select(s => s.Code).ToListAsync(cancel);
        var ballots = (await db.Ballots.AsNoTracking().Where(b => b.RoundId == round.Id).ToListAsync(cancel)).OrderBy(b => Convert.ToHexString(b.Key), StringComparer.Ordinal).Select(b => b.Answers).ToList();
        if (ballots.Count < box.Minimum) throw new RuleBroken("ballots.too-few", box.Minimum);
        // Grades count from 0 for the method that takes their order only.
        bool grades = round.MethodId == "majority-judgment";
        var rows = new List<ScoreRow>();
        for (int s = 0; s < subjects.Count; s++)
        {
            if (ballots.Count(b => Answered(b, s, criteria.Count)) < box.Minimum) continue;
            for (int b = 0; b < ballots.Count; b++)
                for (int c = 0; c < criteria.Count; c++)
                    if (ballots[b][s * criteria.Count + c] is > 0 and var step) rows.Add(new($"b{b + 1:000000}", subjects[s], criteria[c].Name, step - 1 + (grades ? 0 : criteria[c].Least), null));
        }

        return (rows, subjects);
    }

    private static bool Answered(byte[] ballot, int subject, int criteria) => ballot.AsSpan(subject * criteria, criteria).IndexOfAnyExcept((byte)0) >= 0;

    /// <summary>No figures about single ballots; where all gave the same, only the half it lies in.</summary>
    public static Computation Shown(Computation computed, IReadOnlyList<ScoreRow> rows, IReadOnlyList<Criterion> criteria)
    {
        var same = rows.GroupBy(r => r.Subject, StringComparer.Ordinal).Where(g => g.GroupBy(r => r.Criterion, StringComparer.Ordinal).All(c => c.Select(r => r.Value).Distinct().Count() == 1)).Select(g => g.Key).ToHashSet(StringComparer.Ordinal);
        var middle = criteria.ToDictionary(c => c.Name, c => (c.Least + c.Most) / 2.0, StringComparer.Ordinal);
        var upper = rows.Where(r => same.Contains(r.Subject)).GroupBy(r => r.Subject, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Average(r => r.Value - middle.GetValueOrDefault(r.Criterion)) >= 0, StringComparer.Ordinal);
        return computed with
        {
            Raters = [],
            Subjects = [.. computed.Subjects.Select(s => same.Contains(s.Subject) ? s with { Score = null, Rank = null, Lower = null, Upper = null, Reasons = [upper[s.Subject] ? Texts.AllAlikeHigh : Texts.AllAlikeLow] } : s)],
            Details = same.Count == 0 ? computed.Details : new Dictionary<string, object?>(StringComparer.Ordinal),
        };
    }
}
