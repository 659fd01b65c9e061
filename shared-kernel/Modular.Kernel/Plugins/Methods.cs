using Modular.Kernel.Rules;
using Modular.Plugins.Contract;

namespace Modular.Kernel.Plugins;

/// <summary>
/// What is the same for every method: canonical input, refusals, ranks, and a look at whether the answer makes sense.
/// </summary>
public sealed class Methods(PluginCatalogue catalogue)
{
    /// <exception cref="RuleBroken">A row is not acceptable; the message names it.</exception>
    /// <exception cref="NotComputableException">The method says why it cannot.</exception>
    /// <exception cref="PluginFailed">The plugin misbehaved.</exception>
    public async Task<Computation> Compute(
        UsablePlugin method,
        IReadOnlyList<ScoreRow> rows,
        IReadOnlyList<string> subjects,
        string? parameters,
        CancellationToken cancel
    )
    {
        var input = Canonical(rows, subjects);
        var answer =
            (await catalogue.Run(method, "compute", parameters, input, null, cancel)).Method
            ?? throw new PluginFailed("plugin.nonsense");
        return Ranked(input, answer);
    }

    /// <summary>
    /// The same scores by other panels, all in one process: for looking at how firm a result is, never a result itself.
    /// </summary>
    /// <param name="panels">Each the names of its raters; one drawn twice stands there twice.</param>
    /// <returns>The subjects in the order of the results, and a result for each panel.</returns>
    public async Task<(IReadOnlyList<string> Subjects, IReadOnlyList<PanelResult> Panels)> Resample(
        UsablePlugin method,
        IReadOnlyList<ScoreRow> rows,
        IReadOnlyList<string> subjects,
        string? parameters,
        IReadOnlyList<IReadOnlyList<string>> panels,
        CancellationToken cancel
    )
    {
        var input = Canonical(rows, subjects);
        var places = input.Raters.Select((r, i) => (r, i)).ToDictionary(r => r.r, r => r.i, StringComparer.Ordinal);
        var answer = (
            await catalogue.Run(
                method,
                "resample",
                parameters,
                input,
                null,
                cancel,
                [.. panels.Select(p => (IReadOnlyList<int>)[.. p.Select(r => places[r])])]
            )
        ).Panels;
        return answer is not null && answer.Count == panels.Count
            ? (input.Subjects, answer)
            : throw new PluginFailed("plugin.nonsense");
    }

    /// <summary>Looks at the answer, rounds, and gives ranks.</summary>
    /// <exception cref="PluginFailed">The answer makes no sense.</exception>
    public static Computation Ranked(MethodInput input, MethodResult answer) =>
        new(Rank(input, answer), answer.Raters, answer.Warnings, answer.Details, Digest(input));

    /// <summary>
    /// Names sorted ordinally, rows by (rater, subject, criterion, side): the order of arrival changes nothing.
    /// </summary>
    public static MethodInput Canonical(IReadOnlyList<ScoreRow> rows, IReadOnlyList<string> allSubjects)
    {
        var (raters, subjects, criteria, sides) = (new Names(), new Names(), new Names(), new Names());
        int[] rater = new int[rows.Count],
            subject = new int[rows.Count],
            criterion = new int[rows.Count],
            side = new int[rows.Count];
        foreach (string name in allSubjects)
            subjects.Add(name);
        for (int i = 0; i < rows.Count; i++)
        {
            var row = rows[i];
            if (!double.IsFinite(row.Value))
                throw new RuleBroken("score.not-finite", i + 1);
            if (string.Equals(row.Rater, row.Subject, StringComparison.Ordinal))
                throw new RuleBroken("score.self", i + 1, row.Rater);
            (rater[i], subject[i], criterion[i], side[i]) = (
                raters.Add(row.Rater),
                subjects.Add(row.Subject),
                criteria.Add(row.Criterion),
                sides.Add(row.Side ?? "")
            );
        }

        foreach (
            var (names, column) in new[] { (raters, rater), (subjects, subject), (criteria, criterion), (sides, side) }
        )
            names.Sort(column);
        long[] keys = new long[rows.Count];
        int[] order = new int[rows.Count];
        checked
        {
            for (int i = 0; i < keys.Length; i++)
                (keys[i], order[i]) = (
                    (((long)rater[i] * subjects.Count + subject[i]) * criteria.Count + criterion[i]) * sides.Count
                        + side[i],
                    i
                );
        }

        Array.Sort(keys, order);
        for (int i = 1; i < keys.Length; i++)
            if (keys[i] == keys[i - 1])
            {
                int later = Math.Max(order[i], order[i - 1]);
                throw new RuleBroken(
                    "score.twice",
                    later + 1,
                    rows[later].Rater,
                    rows[later].Subject,
                    rows[later].Criterion
                );
            }

        bool sided = sides.Sorted is not ([] or [""]);
        return new(
            raters.Sorted,
            subjects.Sorted,
            criteria.Sorted,
            In(order, rater),
            In(order, subject),
            In(order, criterion),
            Array.ConvertAll(order, i => rows[i].Value),
            sided ? Array.ConvertAll(order, i => rows[i].Side ?? "") : []
        );
    }

    /// <summary>SHA-256 over the names as JSON, then the columns as little-endian bytes.</summary>
    public static string Digest(MethodInput input)
    {
        using var hash = System.Security.Cryptography.IncrementalHash.CreateHash(
            System.Security.Cryptography.HashAlgorithmName.SHA256
        );
        hash.AppendData(
            System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(
                new object[]
                {
                    input.Raters,
                    input.Subjects,
                    input.Criteria,
                    input.Side.Count == 0 ? Array.Empty<string>() : input.Side,
                },
                RunnerJson.Options
            )
        );
        foreach (var column in new[] { input.Rater, input.Subject, input.Criterion })
            hash.AppendData(ColumnConverter<int>.Bytes(column));
        hash.AppendData(ColumnConverter<double>.Bytes(input.Value));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static int[] In(int[] order, int[] column) => Array.ConvertAll(order, i => column[i]);

    /// <summary>Names as they come get numbers; sorted, the numbers follow.</summary>
    private sealed class Names
    {
        private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

        public IReadOnlyList<string> Sorted { get; private set; } = [];

        public int Count => _places.Count;

        public int Add(string name)
        {
            ref int place = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(
                _places,
                name,
                out bool known
            );
            if (!known)
                place = _places.Count - 1;
            return place;
        }

        public void Sort(int[] column)
        {
            string[] sorted = [.. _places.Keys.Order(StringComparer.Ordinal)];
            int[] to = new int[sorted.Length];
            for (int i = 0; i < sorted.Length; i++)
                to[_places[sorted[i]]] = i;
            for (int i = 0; i < column.Length; i++)
                column[i] = to[column[i]];
            Sorted = sorted;
        }
    }

    private static List<Ranked> Rank(MethodInput input, MethodResult answer)
    {
        var results = new Dictionary<string, SubjectResult>(StringComparer.Ordinal);
        foreach (var each in answer.Subjects)
        {
            if (!results.TryAdd(each.Subject, each))
                throw new PluginFailed("plugin.subject-missing", each.Subject);
            if (new[] { each.Score, each.Lower, each.Upper }.Any(v => v is { } number && !double.IsFinite(number)))
                throw new PluginFailed("plugin.not-a-number", each.Subject);
        }

        foreach (string subject in input.Subjects)
            if (!results.ContainsKey(subject))
                throw new PluginFailed("plugin.subject-missing", subject);
        if (answer.Subjects.Count != input.Subjects.Count)
            throw new PluginFailed("plugin.subject-unknown");
        // A method whose order is not that of its scores gives the places itself, for all it could score.
        bool placed = answer.Subjects.Any(s => s.Rank is not null);
        if (placed && answer.Subjects.Any(s => (s.Score is null) != (s.Rank is null) || s.Rank < 1))
            throw new PluginFailed("plugin.nonsense");
        var rounded = input
            .Subjects.Select(s => results[s])
            .Select(s => (Result: s, Score: Round(s.Score)))
            .OrderBy(s => placed ? s.Result.Rank ?? int.MaxValue : 0)
            .ThenByDescending(s => s.Score ?? double.NegativeInfinity)
            .ThenBy(s => s.Result.Subject, StringComparer.Ordinal)
            .ToList();
        var ranked = new List<Ranked>(rounded.Count);
        for (int i = 0; i < rounded.Count; i++)
        {
            var (result, score) = rounded[i];
            int? rank =
                score is null ? null
                : placed ? result.Rank
                : i > 0 && rounded[i - 1].Score == score ? ranked[i - 1].Rank
                : i + 1;
            ranked.Add(
                new(result.Subject, score, rank, Round(result.Lower), Round(result.Upper), result.N, result.Reasons)
            );
        }

        return ranked;
    }

    private static double? Round(double? value) =>
        value is { } number ? Math.Round(number, 6, MidpointRounding.AwayFromZero) + 0.0 : null;
}

/// <summary>One score on its way into a method.</summary>
public readonly record struct ScoreRow(string Rater, string Subject, string Criterion, double Value, string? Side);

/// <summary>
/// A subject's computed place. Score and bounds are rounded to 1e-6 before ranks are given; equal scores share a rank.
/// </summary>
public sealed record Ranked(
    string Subject,
    double? Score,
    int? Rank,
    double? Lower,
    double? Upper,
    int N,
    IReadOnlyList<Message> Reasons
);

public sealed record Computation(
    IReadOnlyList<Ranked> Subjects,
    IReadOnlyList<RaterStatistic> Raters,
    IReadOnlyList<Message> Warnings,
    IReadOnlyDictionary<string, object?> Details,
    string InputDigest
);
