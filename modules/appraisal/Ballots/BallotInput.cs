using Microsoft.EntityFrameworkCore;
using Modular.Appraisal.Data;
using Modular.Appraisal.Domain;
using Modular.Kernel.Plugins;
using Modular.Kernel.Rules;
using Modular.Plugins.Contract;

namespace Modular.Appraisal.Ballots;

/// <summary>What of the opened ballots goes to a method, and what of its result may be shown.</summary>
internal static class BallotInput
{
    /// <summary>
    /// Answers by ballots numbered in the order of their random keys. A subject with fewer ballots than the least is
    /// left out altogether, so that no figure anywhere rests on them.
    /// </summary>
    public static async Task<RoundInput> Of(AppraisalDb db, Round round, CancellationToken cancel)
    {
        var box = await db.Boxes.AsNoTracking().SingleAsync(b => b.RoundId == round.Id, cancel);
        var criteria = await db
            .Criteria.AsNoTracking()
            .Where(c => c.RoundId == round.Id)
            .OrderBy(c => c.Place)
            .ToListAsync(cancel);
        var subjects = await db
            .Subjects.AsNoTracking()
            .Where(s => s.RoundId == round.Id)
            .OrderBy(s => s.Code)
            .Select(s => s.Code)
            .ToListAsync(cancel);
        var ballots = (await db.Ballots.AsNoTracking().Where(b => b.RoundId == round.Id).ToListAsync(cancel))
            .OrderBy(b => Convert.ToHexString(b.Key), StringComparer.Ordinal)
            .Select(b => b.Answers)
            .ToList();
        if (ballots.Count < box.Minimum)
            throw new RuleBroken("ballots.too-few", box.Minimum);
        // Grades count from 0 for the method that takes their order only.
        bool grades = round.MethodId == Grades.Median;
        var rows = new List<ScoreRow>();
        for (int s = 0; s < subjects.Count; s++)
        {
            if (ballots.Count(b => Answered(b, s, criteria.Count)) < box.Minimum)
                continue;
            for (int b = 0; b < ballots.Count; b++)
            for (int c = 0; c < criteria.Count; c++)
                if (ballots[b][s * criteria.Count + c] is > 0 and var step)
                    rows.Add(
                        new(
                            $"b{b + 1:000000}",
                            subjects[s],
                            criteria[c].Name,
                            step - 1 + (grades ? 0 : criteria[c].Least),
                            null
                        )
                    );
        }

        return new(rows, subjects);
    }

    /// <summary>
    /// How often each mark was given, by subject and the first line of the paper, for a screen after the close. Null
    /// for a subject with too few ballots or where all are alike.
    /// </summary>
    public static async Task<IReadOnlyList<(string Subject, IReadOnlyList<int>? Marks)>> Tally(
        AppraisalDb db,
        Round round,
        BallotBox box,
        IReadOnlyList<Criterion> criteria,
        IReadOnlyList<Subject> subjects,
        CancellationToken cancel
    )
    {
        if (
            round.State is RoundState.Draft or RoundState.Recruiting or RoundState.Frozen or RoundState.Open
            || box.Cast < box.Minimum
        )
            return [];
        var ballots = await db
            .Ballots.AsNoTracking()
            .Where(b => b.RoundId == round.Id)
            .Select(b => b.Answers)
            .ToListAsync(cancel);
        return
        [
            .. subjects.Select(
                (subject, s) =>
                {
                    int[] marks = new int[criteria[0].Most - criteria[0].Least + 1];
                    foreach (byte[] ballot in ballots)
                        if (ballot[s * criteria.Count] is > 0 and var step)
                            marks[step - 1]++;
                    return (
                        subject.Title,
                        marks.Sum() < box.Minimum || marks.Count(m => m > 0) < 2 ? null : (IReadOnlyList<int>)marks
                    );
                }
            ),
        ];
    }

    /// <summary>
    /// Where only the half is told: its end in per cent, to propose an outcome by; null where nothing is.
    /// </summary>
    public static double? Half(Ranked withheld) =>
        withheld.Reasons.Any(r => r.En == Texts.AllAlikeHigh.En) ? 100
        : withheld.Reasons.Any(r => r.En == Texts.AllAlikeLow.En) ? 0
        : null;

    /// <summary>What was stored before sentences were looked at.</summary>
    public static Computation Told(Computation stored) =>
        stored with
        {
            Warnings = [.. stored.Warnings.Where(Aggregate)],
            Raters = [],
            Details = new Dictionary<string, object?>(StringComparer.Ordinal),
            Subjects = [.. stored.Subjects.Select(s => s with { Reasons = [.. s.Reasons.Where(Aggregate)] })],
        };

    private static bool Answered(byte[] ballot, int subject, int criteria) =>
        ballot.AsSpan(subject * criteria, criteria).IndexOfAnyExcept((byte)0) >= 0;

    /// <summary>No figures about single ballots; where all gave the same, only the half it lies in.</summary>
    public static Computation Shown(
        Round round,
        Computation computed,
        IReadOnlyList<ScoreRow> rows,
        IReadOnlyList<Criterion> criteria
    )
    {
        // Grades went in counted from 0: people read them on the scale of the paper, and its words and not the
        // method's.
        if (round.MethodId == Grades.Median)
            computed = computed with
            {
                Subjects =
                [
                    .. computed.Subjects.Select(s =>
                        s with
                        {
                            Score = s.Score + criteria[0].Least,
                            Lower = s.Lower + criteria[0].Least,
                            Upper = s.Upper + criteria[0].Least,
                            Reasons = [],
                        }
                    ),
                ],
            };
        return Withheld(round, computed, rows, criteria);
    }

    private static Computation Withheld(
        Round round,
        Computation computed,
        IReadOnlyList<ScoreRow> rows,
        IReadOnlyList<Criterion> criteria
    )
    {
        var same = rows.GroupBy(r => r.Subject, StringComparer.Ordinal)
            .Where(g =>
                g.GroupBy(r => r.Criterion, StringComparer.Ordinal)
                    .All(c => c.Select(r => r.Value).Distinct().Count() == 1)
            )
            .Select(g => g.Key)
            .ToHashSet(StringComparer.Ordinal);
        var middle = criteria.ToDictionary(
            c => c.Name,
            c => (c.Least + c.Most) / 2.0 - (round.MethodId == Grades.Median ? c.Least : 0),
            StringComparer.Ordinal
        );
        var upper = rows.Where(r => same.Contains(r.Subject))
            .GroupBy(r => r.Subject, StringComparer.Ordinal)
            .ToDictionary(
                g => g.Key,
                g => g.Average(r => r.Value - middle.GetValueOrDefault(r.Criterion)) >= 0,
                StringComparer.Ordinal
            );
        return computed with
        {
            Raters = [],
            Warnings = [.. computed.Warnings.Where(Aggregate)],
            Subjects = Placed(
                computed.Subjects.Select(s =>
                    same.Contains(s.Subject)
                        ? s with
                        {
                            Score = null,
                            Rank = null,
                            Lower = null,
                            Upper = null,
                            Reasons = [upper[s.Subject] ? Texts.AllAlikeHigh : Texts.AllAlikeLow],
                        }
                        : s with
                        {
                            Reasons = [.. s.Reasons.Where(Aggregate)],
                        }
                )
            ),
            Details = new Dictionary<string, object?>(StringComparer.Ordinal),
        };
    }

    /// <summary>
    /// Places among those that are shown: a gap, or the line where one stands, would tell where the withheld lies.
    /// </summary>
    private static List<Ranked> Placed(IEnumerable<Ranked> subjects)
    {
        var all = subjects.ToList();
        int[] ranks = [.. all.Where(s => s.Rank is not null).Select(s => s.Rank!.Value)];
        return
        [
            .. all.Select(s => s.Rank is { } own ? s with { Rank = 1 + ranks.Count(r => r < own) } : s)
                .OrderBy(s => s.Rank ?? int.MaxValue)
                .ThenBy(s => s.Subject, StringComparer.Ordinal),
        ];
    }

    /// <summary>
    /// A sentence that names a ballot shows that ballot, and by its number the same one under every subject.
    /// </summary>
    private static bool Aggregate(Message said) => !Named(said.Zh) && !Named(said.En);

    private static bool Named(string text) =>
        System.Text.RegularExpressions.Regex.IsMatch(
            text,
            @"b\d{6}",
            System.Text.RegularExpressions.RegexOptions.NonBacktracking
        );
}
