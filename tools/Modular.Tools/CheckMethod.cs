using System.Diagnostics;
using Modular.Kernel.Plugins;
using Modular.Plugins.Contract;

namespace Modular.Tools;

/// <summary>
/// Runs the laws every appraisal method keeps against a built folder, in the runner and from a copy, as the product would: what it says of itself, the
/// same answer every time, names and order that change nothing but names, a reason instead of a fault, time.
/// </summary>
internal static class CheckMethod
{
    private const int Raters = 12, Subjects = 8;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    public static async Task<int> Run(Call call, CancellationToken cancel)
    {
        string folder = Path.GetFullPath(call.Place(1, "FOLDER"));
        if (!Directory.Exists(folder)) throw new WrongCall($"There is no folder {folder}.");
        using var plugins = new PluginsOnly(call);
        int failed = 0;
        async Task Law(string name, Func<Task<string?>> law, bool mayRefuse = false)
        {
            string? fault;
            try
            {
                fault = await law();
            }
            catch (Exception problem) when (problem is PluginFailed or NotComputableException or Kernel.Rules.RuleBroken)
            {
                fault = problem is not NotComputableException refused ? problem.Message : mayRefuse ? null : "it refused: " + refused.Reason.En;
            }

            if (fault is not null) failed++;
            await Console.Out.WriteLineAsync($"{(fault is null ? "ok    " : "FAILED")} {name}{(fault is null ? "" : ": " + fault)}");
        }

        UsablePlugin? method = null;
        await Law("it says who it is, under the name of its folder, in both languages", async () =>
        {
            method = await plugins.Look(folder, cancel);
            var d = method.Description;
            if (method.Kind != PluginKind.Method) return "it is no appraisal method";
            if (d.Id != Path.GetFileName(folder)) return $"its id {d.Id} is not the folder's name";
            if (!Version.TryParse(d.Version, out _)) return $"its version {d.Version} is no version";
            foreach (var message in d.Parameters.SelectMany(p => new[] { p.Name, p.Help }).Append(d.Name).Append(d.Summary))
                if (string.IsNullOrWhiteSpace(message.Zh) || string.IsNullOrWhiteSpace(message.En)) return "a sentence lacks a language";
            foreach (var p in d.Parameters.Where(p => p.Kind is ParameterKind.Choice or ParameterKind.ChoicePerCriterion))
                if (p.Choices is not { Count: > 0 }) return $"the choice {p.Key} offers nothing";
            return null;
        });
        if (method is null) return 1;
        string? parameters = call.Named("parameters") is { } file ? await File.ReadAllTextAsync(file, cancel) : null;
        var rows = call.Named("input") is { } own ? Scoring.Read(own) : Probe(r => $"r{r:00}", s => $"s{s:00}");
        async Task<Computation> Compute(IReadOnlyList<ScoreRow> given)
        {
            var input = Methods.Canonical(given, []);
            var answer = await plugins.Run(method, "compute", parameters, input, null, cancel);
            if (answer.NotComputable is { } reason) throw new NotComputableException(reason);
            return Methods.Ranked(input, answer.Method ?? throw new PluginFailed("plugin.nonsense"));
        }

        Computation? first = null;
        await Law("it computes its input and gives a reason with every result", async () =>
        {
            first = await Compute(rows);
            return first.Subjects.FirstOrDefault(s => s.Reasons.Count == 0 || s.Reasons.Any(r => string.IsNullOrWhiteSpace(r.Zh) || string.IsNullOrWhiteSpace(r.En))) is { } silent ? $"no reason in both languages for {silent.Subject}" : null;
        });
        if (first is null) return 1;
        await Law("the same input gives the same result", async () => Differs(first, await Compute(rows), n => n));
        await Law("the order of rows changes nothing", async () => Differs(first, await Compute([.. rows.AsEnumerable().Reverse()]), n => n));
        await Law("other names in another order change only the names", async () =>
            Differs(first, await Compute([.. rows.Select(r => r with { Rater = "z" + Turned(r.Rater), Subject = "z" + Turned(r.Subject) })]), n => "z" + Turned(n)));
        await Law("without any score it gives a reason and no fault", async () =>
        {
            var input = Methods.Canonical([], ["s00", "s01"]);
            var answer = await plugins.Run(method, "compute", parameters, input, null, cancel);
            return answer.Method?.Subjects.Any(s => s.Score is not null && s.Reasons.Count == 0) == true ? "it scores what nobody scored" : null;
        }, mayRefuse: true);
        await Law("parameters that are nonsense are refused and no fault", async () =>
        {
            foreach (var p in method.Description.Parameters)
                try
                {
                    await plugins.Run(method, "compute", $"{{\"{p.Key}\":\"\\u2603\"}}", Methods.Canonical(rows, []), null, cancel);
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
        });
        await Law($"200,000 values within {Longest.TotalSeconds} s", async () =>
        {
            if (call.Named("input") is not null) return null;
            long began = Stopwatch.GetTimestamp();
            await Compute([.. from r in Enumerable.Range(0, 4000) from s in Enumerable.Range(0, 25) from c in new[] { "c1", "c2" } select new ScoreRow($"r{r}", $"s{s}", c, 1 + (r * 7 + s * r + s / 3 + c[1]) % 5, null)]);
            var took = Stopwatch.GetElapsedTime(began);
            return took > Longest ? $"it took {took.TotalSeconds:0.0} s" : null;
        });
        await Console.Out.WriteLineAsync(failed == 0 ? $"{method.Description.Id} {method.Description.Version} keeps the laws." : $"{failed} laws broken.");
        return failed == 0 ? 0 : 1;
    }

    /// <summary>Grades 1 to 5 of everybody for everything: the shape most methods take. Others are checked by <c>--input</c>.</summary>
    private static List<ScoreRow> Probe(Func<int, string> rater, Func<int, string> subject)
    {
        var random = new Random(11);
        return [.. from r in Enumerable.Range(0, Raters) from s in Enumerable.Range(0, Subjects) from c in new[] { "c1", "c2" } select new ScoreRow(rater(r), subject(s), c, 1 + random.Next(5), null)];
    }

    /// <summary>Names whose order is another one.</summary>
    private static string Turned(string name) => string.Concat(name.Reverse());

    private static string? Differs(Computation one, Computation other, Func<string, string> named)
    {
        var there = other.Subjects.ToDictionary(s => s.Subject, StringComparer.Ordinal);
        foreach (var s in one.Subjects)
        {
            if (!there.TryGetValue(named(s.Subject), out var same)) return $"{s.Subject} is missing";
            if ((s.Score, s.Rank, s.N) != (same.Score, same.Rank, same.N)) return $"{s.Subject} had {s.Score} at place {s.Rank} and has {same.Score} at place {same.Rank}";
        }

        return null;
    }
}
