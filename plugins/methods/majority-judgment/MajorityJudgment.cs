using Modular.Plugins.Contract;

namespace Modular.Methods.MajorityJudgment;

/// <summary>
/// Each ballot grades each subject; the median grade counts (the lower one for an even number), ties are broken by
/// taking median grades away one by one (M. Balinski and R. Laraki, Majority Judgment, 2011). The score is the median
/// grade, the place comes from the whole comparison.
/// </summary>
public sealed class MajorityJudgment : IAppraisalMethod
{
    public PluginDescription Describe() =>
        new(
            "majority-judgment",
            "1.0.0",
            "Modular",
            Texts.Name,
            Texts.Summary,
            [
                new("grades", ParameterKind.Integer, Texts.Grades, Texts.GradesHelp, "6", Minimum: 2, Maximum: 20),
                new(
                    "defaultGrade",
                    ParameterKind.Integer,
                    Texts.Default,
                    Texts.DefaultHelp,
                    null,
                    Minimum: 0,
                    Maximum: 19
                ),
            ]
        );

    public MethodResult Compute(MethodInput input, ParameterValues parameters)
    {
        int grades = parameters.Integer("grades", 6),
            preset = parameters.Integer("defaultGrade", -1);
        if (grades < 2 || preset >= grades)
            throw new NotComputableException(Texts.BadGrades(grades));
        int k = input.Subjects.Count;
        long[][] tallies = [.. Enumerable.Range(0, k).Select(_ => new long[grades])];
        for (int i = 0; i < input.Value.Count; i++)
        {
            double value = input.Value[i];
            if (value < 0 || value >= grades || value != Math.Floor(value))
                throw new NotComputableException(
                    Texts.OutOfScale(input.Raters[input.Rater[i]], input.Subjects[input.Subject[i]], value, grades)
                );
            tallies[input.Subject[i]][(int)value]++;
        }

        long[] cast = [.. tallies.Select(t => t.Sum())];
        long most = cast.Length == 0 ? 0 : cast.Max();
        if (most == 0)
            throw new NotComputableException(Texts.NoBallots);
        var warnings = new List<Message>();
        if (cast.Any(n => n != most))
        {
            if (preset < 0)
                throw new NotComputableException(
                    Texts.Unequal(input.Subjects[Array.IndexOf(cast, cast.Min())], cast.Min(), most)
                );
            for (int s = 0; s < k; s++)
                if (cast[s] < most)
                {
                    warnings.Add(Texts.Filled(input.Subjects[s], most - cast[s], preset));
                    tallies[s][preset] += most - cast[s];
                }
        }

        var sequences = tallies.Select(Medians).ToList();
        int[] order =
        [
            .. Enumerable
                .Range(0, k)
                .OrderDescending(Comparer<int>.Create((a, b) => Compare(sequences[a], sequences[b]))),
        ];
        int[] rank = new int[k];
        for (int i = 0; i < k; i++)
            rank[order[i]] =
                i > 0 && Compare(sequences[order[i]], sequences[order[i - 1]]) == 0 ? rank[order[i - 1]] : i + 1;
        var subjects = Enumerable
            .Range(0, k)
            .Select(s => new SubjectResult(
                input.Subjects[s],
                sequences[s][0].Grade,
                null,
                null,
                (int)cast[s],
                [Texts.Explained(sequences[s][0].Grade, tallies[s], most)]
            )
            {
                Rank = rank[s],
            })
            .ToList();
        return new(
            subjects,
            [],
            warnings,
            new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["medians"] = Table.Named(input.Subjects, s => sequences[s][0].Grade),
                ["tallies"] = Table.Named(input.Subjects, s => tallies[s]),
            }
        );
    }

    /// <summary>The grades taken away one after another as medians, in runs of the same grade.</summary>
    private static List<(int Grade, long Times)> Medians(long[] tally)
    {
        long[] left = [.. tally];
        var runs = new List<(int Grade, long Times)>();
        long n = left.Sum();
        // Position of the lower median among those left moves by half a ballot each time, so the grade is found by
        // walking from the last one.
        int grade = 0;
        long below = 0;
        for (; n > 0; n--)
        {
            long median = (n - 1) / 2;
            while (below > median)
                below -= left[--grade];
            while (below + left[grade] <= median)
                below += left[grade++];
            left[grade]--;
            if (runs.Count > 0 && runs[^1].Grade == grade)
                runs[^1] = (grade, runs[^1].Times + 1);
            else
                runs.Add((grade, 1));
        }

        return runs;
    }

    private static int Compare(List<(int Grade, long Times)> a, List<(int Grade, long Times)> b)
    {
        int i = 0,
            j = 0;
        long atA = 0,
            atB = 0;
        while (i < a.Count && j < b.Count)
        {
            if (a[i].Grade != b[j].Grade)
                return a[i].Grade.CompareTo(b[j].Grade);
            long step = Math.Min(a[i].Times - atA, b[j].Times - atB);
            (atA, atB) = (atA + step, atB + step);
            if (atA == a[i].Times)
                (i, atA) = (i + 1, 0);
            if (atB == b[j].Times)
                (j, atB) = (j + 1, 0);
        }

        return 0;
    }
}
