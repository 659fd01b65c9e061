using Modular.Kernel.Rules;
using Modular.Plugins.Contract;

namespace Modular.Kernel.Plugins;

/// <summary>One score on its way into a method.</summary>
public sealed record ScoreRow(string Rater, string Subject, string Criterion, double Value, string? Side);

/// <summary>A subject's computed place. Score and bounds are rounded to 1e-6 before ranks are given; equal scores share a rank.</summary>
public sealed record Ranked(string Subject, double? Score, int? Rank, double? Lower, double? Upper, int N, IReadOnlyList<Message> Reasons);

public sealed record Computation(
    IReadOnlyList<Ranked> Subjects, IReadOnlyList<RaterStatistic> Raters, IReadOnlyList<Message> Warnings, IReadOnlyDictionary<string, object?> Details, string InputDigest);

/// <summary>What is the same for every method: canonical input, refusals, ranks, and a look at whether the answer makes sense.</summary>
public sealed class Methods(PluginCatalogue catalogue)
{
    /// <exception cref="RuleBroken">A row is not acceptable; the message names it.</exception>
    /// <exception cref="NotComputableException">The method says why it cannot.</exception>
    /// <exception cref="PluginFailed">The plugin misbehaved.</exception>
    public async Task<Computation> Compute(UsablePlugin method, IReadOnlyList<ScoreRow> rows, IReadOnlyList<string> subjects, string? parameters, CancellationToken cancel)
    {
        var input = Canonical(rows, subjects);
        var answer = (await catalogue.Run(method, "compute", parameters, input, null, cancel)).Method ?? throw new PluginFailed("plugin.nonsense");
        return Ranked(input, answer);
    }

    /// <summary>Looks at the answer, rounds, and gives ranks.</summary>
    /// <exception cref="PluginFailed">The answer makes no sense.</exception>
    public static Computation Ranked(MethodInput input, MethodResult answer) => new(Rank(input, answer), answer.Raters, answer.Warnings, answer.Details, Digest(input));

    /// <summary>Names sorted ordinally, rows by (rater, subject, criterion, side): the order of arrival changes nothing.</summary>
    public static MethodInput Canonical(IReadOnlyList<ScoreRow> rows, IReadOnlyList<string> allSubjects)
    {
        var raters = Sorted(rows.Select(r => r.Rater));
        var subjects = Sorted(rows.Select(r => r.Subject).Concat(allSubjects));
        var criteria = Sorted(rows.Select(r => r.Criterion));
        var seen = new HashSet<(string, string, string, string?)>();
        for (int i = 0; i < rows.Count; i++)
        {
            var row = rows[i];
            if (!double.IsFinite(row.Value)) throw new RuleBroken("score.not-finite", i + 1);
            if (string.Equals(row.Rater, row.Subject, StringComparison.Ordinal)) throw new RuleBroken("score.self", i + 1, row.Rater);
            if (!seen.Add((row.Rater, row.Subject, row.Criterion, row.Side))) throw new RuleBroken("score.twice", i + 1, row.Rater, row.Subject, row.Criterion);
        }

        var (ofRater, ofSubject, ofCriterion) = (Index(raters), Index(subjects), Index(criteria));
        var ordered = rows.OrderBy(r => r.Rater, StringComparer.Ordinal).ThenBy(r => r.Subject, StringComparer.Ordinal)
            .ThenBy(r => r.Criterion, StringComparer.Ordinal).ThenBy(r => r.Side, StringComparer.Ordinal).ToList();
        bool sided = rows.Any(r => !string.IsNullOrEmpty(r.Side));
        return new(raters, subjects, criteria, ordered.ConvertAll(r => ofRater[r.Rater]), ordered.ConvertAll(r => ofSubject[r.Subject]),
            ordered.ConvertAll(r => ofCriterion[r.Criterion]), ordered.ConvertAll(r => r.Value), sided ? ordered.ConvertAll(r => r.Side ?? "") : []);
    }

    public static string Digest(MethodInput input) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(input, RunnerJson.Options)));

    private static List<Ranked> Rank(MethodInput input, MethodResult answer)
    {
        var results = answer.Subjects.ToLookup(s => s.Subject, StringComparer.Ordinal);
        foreach (string subject in input.Subjects)
            if (results[subject].Count() != 1) throw new PluginFailed("plugin.subject-missing", subject);
        if (answer.Subjects.Count != input.Subjects.Count) throw new PluginFailed("plugin.subject-unknown");
        foreach (var each in answer.Subjects)
            if (new[] { each.Score, each.Lower, each.Upper }.Any(v => v is { } number && !double.IsFinite(number))) throw new PluginFailed("plugin.not-a-number", each.Subject);
        var rounded = input.Subjects.Select(s => results[s].Single())
            .Select(s => (Result: s, Score: Round(s.Score))).OrderByDescending(s => s.Score ?? double.NegativeInfinity).ThenBy(s => s.Result.Subject, StringComparer.Ordinal).ToList();
        return rounded.ConvertAll(s => new Ranked(s.Result.Subject, s.Score, s.Score is null ? null : 1 + rounded.Count(o => o.Score > s.Score),
            Round(s.Result.Lower), Round(s.Result.Upper), s.Result.N, s.Result.Reasons));
    }

    private static double? Round(double? value) => value is { } number ? Math.Round(number, 6, MidpointRounding.AwayFromZero) + 0.0 : null;

    private static List<string> Sorted(IEnumerable<string> names) => [.. names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static Dictionary<string, int> Index(List<string> names) => names.Select((name, i) => (name, i)).ToDictionary(p => p.name, p => p.i, StringComparer.Ordinal);
}
