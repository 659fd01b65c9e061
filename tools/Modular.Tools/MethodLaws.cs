using System.Diagnostics;
using System.Runtime.CompilerServices;
using Modular.Kernel.Plugins;
using Modular.Kernel.Rules;
using Modular.Plugins.Contract;

namespace Modular.Tools;

/// <summary>
/// The laws every appraisal method keeps: what it says of itself, the same answer every time, names and order that
/// change
/// nothing but names, a reason instead of a fault, time.
/// </summary>
/// <param name="ask">Asks the plugin.</param>
/// <param name="elsewhere">Asks it in another process: what depends on the process shows.</param>
internal sealed class MethodLaws(
    string id,
    Func<RunnerRequest, CancellationToken, Task<RunnerAnswer>> ask,
    Func<RunnerRequest, CancellationToken, Task<RunnerAnswer>> elsewhere,
    string? parameters,
    IReadOnlyList<ScoreRow>? own
)
{
    private const int Raters = 12,
        Subjects = 8;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);
    private readonly IReadOnlyList<ScoreRow> _rows = own ?? Probe();

    /// <summary>What the method says of itself, once it has said it.</summary>
    public PluginDescription? Description { get; private set; }

    /// <summary>Ends early where nothing further could be asked.</summary>
    public async IAsyncEnumerable<Verdict> Run([EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var verdict in All(cancel))
        {
            yield return verdict;
            // One that does not end would take the limit for every law.
            if (verdict.Fault?.StartsWith("plugin.too-long", StringComparison.Ordinal) == true)
                yield break;
        }
    }

    private async IAsyncEnumerable<Verdict> All([EnumeratorCancellation] CancellationToken cancel)
    {
        yield return await Of(
            "it says who it is, under the name of its folder, in both languages",
            () => SaysWhoItIs(cancel)
        );
        if (Description is not { } description)
            yield break;
        Computation? first = null;
        yield return await Of(
            "it computes its input and gives a reason with every result",
            async () =>
            {
                first = await Compute(ask, _rows, cancel);
                return first.Subjects.FirstOrDefault(s => s.Reasons.Count == 0 || s.Reasons.Any(Lacks)) is { } silent
                    ? $"no reason in both languages for {silent.Subject}"
                    : null;
            }
        );
        if (first is null)
            yield break;
        yield return await Of(
            "the same input gives the same result",
            async () => Differs(first, await Compute(elsewhere, _rows, cancel), n => n)
        );
        yield return await Of(
            "the order of rows changes nothing",
            async () => Differs(first, await Compute(ask, [.. _rows.Reverse()], cancel), n => n)
        );
        // One list for both: who rates may be rated too, under one name.
        var turned = Turned(_rows.SelectMany(r => new[] { r.Rater, r.Subject }));
        ScoreRow[] renamed = [.. _rows.Select(r => r with { Rater = turned[r.Rater], Subject = turned[r.Subject] })];
        yield return await Of(
            "other names in another order change only the names",
            async () => Differs(first, await Compute(ask, renamed, cancel), n => turned[n])
        );
        yield return await Of(
            "without any score it gives a reason and no fault",
            () => NoScore(cancel),
            mayRefuse: true
        );
        yield return await Of(
            "parameters that are nonsense are refused and no fault",
            () => Nonsense(description, cancel)
        );
        yield return await Of($"200,000 values within {Longest.TotalSeconds} s", () => Many(cancel));
    }

    private static async Task<Verdict> Of(string name, Func<Task<string?>> law, bool mayRefuse = false)
    {
        try
        {
            return new(name, await law());
        }
        catch (Exception problem) when (problem is PluginFailed or RuleBroken)
        {
            return new(name, problem.Message);
        }
        catch (NotComputableException refused)
        {
            return new(name, mayRefuse ? null : "it refused: " + refused.Reason.En);
        }
    }

    private async Task<string?> SaysWhoItIs(CancellationToken cancel)
    {
        var answer = await ask(new("describe", "", "", null), cancel);
        var d = Description = answer.Description ?? throw new PluginFailed("plugin.nonsense");
        if (answer.Kind != nameof(PluginKind.Method))
            return "it is no appraisal method";
        if (d.Id != id)
            return $"its id {d.Id} is not the folder's name";
        if (!Version.TryParse(d.Version, out _))
            return $"its version {d.Version} is no version";
        if (d.Parameters.SelectMany(p => new[] { p.Name, p.Help }).Append(d.Name).Append(d.Summary).Any(Lacks))
            return "a sentence lacks a language";
        return
            d.Parameters.FirstOrDefault(p =>
                p.Kind is ParameterKind.Choice or ParameterKind.ChoicePerCriterion && p.Choices is not { Count: > 0 }
            )
                is { } empty
            ? $"the choice {empty.Key} offers nothing"
            : null;
    }

    private async Task<string?> NoScore(CancellationToken cancel)
    {
        var answer = await ask(new("compute", "", "", parameters, Methods.Canonical([], ["s00", "s01"])), cancel);
        return answer.Method?.Subjects.Any(s => s.Score is not null && s.Reasons.Count == 0) == true
            ? "it scores what nobody scored"
            : null;
    }

    private async Task<string?> Nonsense(PluginDescription description, CancellationToken cancel)
    {
        foreach (var p in description.Parameters)
            try
            {
                await ask(new("compute", "", "", $"{{\"{p.Key}\":\"\\u2603\"}}", Methods.Canonical(_rows, [])), cancel);
            }
            catch (PluginFailed fault)
            {
                return $"{p.Key}: {fault.Message}";
            }
            catch (NotComputableException)
            {
                // As it should.
            }

        return null;
    }

    private async Task<string?> Many(CancellationToken cancel)
    {
        if (own is not null)
            return null;
        ScoreRow[] rows =
        [
            .. from r in Enumerable.Range(0, 4000)
            from s in Enumerable.Range(0, 25)
            from c in new[] { "c1", "c2" }
            select new ScoreRow($"r{r}", $"s{s}", c, 1 + (r * 7 + s * r + s / 3 + c[1]) % 5, null),
        ];
        long began = Stopwatch.GetTimestamp();
        await Compute(ask, rows, cancel);
        var took = Stopwatch.GetElapsedTime(began);
        return took > Longest ? $"it took {took.TotalSeconds:0.0} s" : null;
    }

    private async Task<Computation> Compute(
        Func<RunnerRequest, CancellationToken, Task<RunnerAnswer>> asked,
        IReadOnlyList<ScoreRow> rows,
        CancellationToken cancel
    )
    {
        var input = Methods.Canonical(rows, []);
        var answer = await asked(new("compute", "", "", parameters, input), cancel);
        return Methods.Ranked(input, answer.Method ?? throw new PluginFailed("plugin.nonsense"));
    }

    /// <summary>
    /// Grades 1 to 5 of everybody for everything: the shape most methods take. Others are checked by <c>--input</c>.
    /// </summary>
    private static List<ScoreRow> Probe()
    {
        var random = new Random(11);
        return
        [
            .. from r in Enumerable.Range(0, Raters)
            from s in Enumerable.Range(0, Subjects)
            from c in new[] { "c1", "c2" }
            select new ScoreRow($"r{r:00}", $"s{s:00}", c, 1 + random.Next(5), null),
        ];
    }

    private static bool Lacks(Message message) =>
        string.IsNullOrWhiteSpace(message.Zh) || string.IsNullOrWhiteSpace(message.En);

    /// <summary>Other names, whose order is the other way round.</summary>
    private static Dictionary<string, string> Turned(IEnumerable<string> names)
    {
        string[] sorted = [.. names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return sorted
            .Select((name, i) => (name, New: $"z{sorted.Length - i:000000}"))
            .ToDictionary(n => n.name, n => n.New, StringComparer.Ordinal);
    }

    private static string? Differs(Computation one, Computation other, Func<string, string> named)
    {
        var there = other.Subjects.ToDictionary(s => s.Subject, StringComparer.Ordinal);
        foreach (var s in one.Subjects)
        {
            if (!there.TryGetValue(named(s.Subject), out var same))
                return $"{s.Subject} is missing";
            if ((s.Score, s.Rank, s.N) != (same.Score, same.Rank, same.N))
                return $"{s.Subject} had {s.Score} at place {s.Rank} and has {same.Score} at place {same.Rank}";
        }

        return null;
    }
}

/// <summary>A law and what broke it, or null where it is kept.</summary>
internal sealed record Verdict(string Law, string? Fault);
