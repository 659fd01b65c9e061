using Modular.Plugins.Contract;

namespace Modular.Methods.Schulze;

/// <summary>
/// Ranking from ranked ballots by strongest paths (M. Schulze, A new monotonic, clone-independent, reversal symmetric,
/// and Condorcet-consistent single-winner election method, 2011), link strength by winning votes. A tie is a result.
/// Work: ballots x ranked x subjects + subjects cubed.
/// </summary>
public sealed class Schulze : IAppraisalMethod
{
    private const int MostSubjects = 1000;
    private const int ListedPaths = 60;

    public PluginDescription Describe() => new("schulze", "1.0.0", "Modular", Texts.Name, Texts.Summary, []);

    public MethodResult Compute(MethodInput input, ParameterValues parameters)
    {
        int k = input.Subjects.Count;
        if (k > MostSubjects)
            throw new NotComputableException(Texts.TooMany(k, MostSubjects));
        if (input.Value.Count == 0)
            throw new NotComputableException(Texts.NoBallots);
        double[] value = Table.Doubles(input.Value);
        int[] rater = Table.Ints(input.Rater),
            subject = Table.Ints(input.Subject),
            criterion = Table.Ints(input.Criterion);
        long[][] prefers = [.. Enumerable.Range(0, k).Select(_ => new long[k])];
        long[] borda = new long[k];
        int[] ballotsOf = new int[k];
        long ballots = 0;
        double[] place = new double[k];
        for (int i = 0; i < value.Length; )
        {
            int end = i;
            while (end < value.Length && rater[end] == rater[i])
                end++;
            // With several criteria each is a ballot of its own.
            foreach (int c in criterion.AsSpan(i, end - i).ToArray().Distinct())
            {
                Array.Fill(place, double.PositiveInfinity);
                for (int e = i; e < end; e++)
                {
                    if (criterion[e] != c)
                        continue;
                    if (value[e] < 1)
                        throw new NotComputableException(
                            Texts.BadPlace(input.Raters[rater[e]], input.Subjects[subject[e]], value[e])
                        );
                    place[subject[e]] = value[e];
                    ballotsOf[subject[e]]++;
                }

                ballots++;
                for (int a = 0; a < k; a++)
                {
                    if (double.IsPositiveInfinity(place[a]))
                        continue;
                    long[] row = prefers[a];
                    for (int b = 0; b < k; b++)
                        if (place[a] < place[b])
                        {
                            row[b]++;
                            borda[a]++;
                        }
                }
            }

            i = end;
        }

        long[][] paths = Strongest(prefers, k);
        var (rank, wins) = (new int[k], new int[k]);
        for (int a = 0; a < k; a++)
        {
            rank[a] = 1;
            for (int b = 0; b < k; b++)
            {
                if (a == b)
                    continue;
                if (paths[b][a] > paths[a][b])
                    rank[a]++;
                if (paths[a][b] > paths[b][a])
                    wins[a]++;
            }
        }

        var subjects = Enumerable
            .Range(0, k)
            .Select(s => new SubjectResult(
                input.Subjects[s],
                wins[s],
                null,
                null,
                ballotsOf[s],
                [Texts.Explained(wins[s], rank[s] - 1, k, ballots)]
            )
            {
                Rank = rank[s],
            })
            .ToList();
        var details = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["borda"] = Table.Named(input.Subjects, s => borda[s]),
            ["ballots"] = ballots,
        };
        if (k <= ListedPaths)
        {
            details["paths"] = Table.Named(
                input.Subjects,
                a => Table.Named(input.Subjects, b => a == b ? null : paths[a][b])
            );
            details["prefers"] = Table.Named(
                input.Subjects,
                a => Table.Named(input.Subjects, b => a == b ? null : prefers[a][b])
            );
        }

        return new(subjects, [], rank.Distinct().Count() < k ? [Texts.Ties] : [], details);
    }

    /// <summary>Widest paths between all pairs (R. W. Floyd, 1962).</summary>
    private static long[][] Strongest(long[][] prefers, int k)
    {
        long[][] paths =
        [
            .. Enumerable
                .Range(0, k)
                .Select(a =>
                    Enumerable
                        .Range(0, k)
                        .Select(b => a != b && prefers[a][b] > prefers[b][a] ? prefers[a][b] : 0)
                        .ToArray()
                ),
        ];
        for (int via = 0; via < k; via++)
        {
            long[] through = paths[via];
            for (int a = 0; a < k; a++)
            {
                long first = paths[a][via];
                if (first == 0 || a == via)
                    continue;
                long[] row = paths[a];
                for (int b = 0; b < k; b++)
                    if (b != a)
                        row[b] = Math.Max(row[b], Math.Min(first, through[b]));
            }
        }

        return paths;
    }
}
