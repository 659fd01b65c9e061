using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Modular.Kernel.Plugins;
using Modular.Kernel.Rules;
using Modular.Kernel.Statistics;
using Modular.Kernel.Tables;

namespace Modular.Tools;

internal static class Scoring
{
    private static readonly JsonSerializerOptions Pretty = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static async Task<int> Run(Call call, CancellationToken cancel)
    {
        string from = call.Place(0),
            to = call.Place(1),
            id = call.Needed("method");
        string? parameters = call.Named("parameters") is { } file ? await File.ReadAllTextAsync(file, cancel) : null;
        var rows = Read(from);
        using var plugins = new PluginsOnly(call);
        var method = plugins.Find(PluginKind.Method, id);
        var input = Methods.Canonical(rows, []);
        long began = Stopwatch.GetTimestamp();
        var said = await plugins.Run(method, "compute", parameters, input, null, cancel);
        if (call.Flag("timing"))
            await Timing(input, said, Stopwatch.GetElapsedTime(began).TotalSeconds);
        var answer = said.Method ?? throw new PluginFailed("plugin.nonsense");
        var computed = Methods.Ranked(input, answer);
        await SheetFiles.Replace(
            to,
            async stream =>
            {
                await using var text = new StreamWriter(stream, new UTF8Encoding(false));
                await text.WriteLineAsync("subject,score,rank,lower,upper,n");
                foreach (var s in computed.Subjects)
                    await text.WriteLineAsync(
                        string.Join(
                            ',',
                            SheetFiles.Quote(s.Subject),
                            Text(s.Score),
                            s.Rank?.ToString(CultureInfo.InvariantCulture),
                            Text(s.Lower),
                            Text(s.Upper),
                            s.N.ToString(CultureInfo.InvariantCulture)
                        )
                    );
            }
        );
        await SheetFiles.Replace(
            Path.ChangeExtension(to, ".report.json"),
            stream =>
                JsonSerializer.SerializeAsync(
                    stream,
                    new
                    {
                        method = method.Description.Id,
                        method.Description.Version,
                        sha256 = method.Hash,
                        parameters = parameters is null
                            ? new Dictionary<string, JsonElement>()
                            : JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(parameters),
                        computed.InputDigest,
                        warnings = computed.Warnings.Select(w => w.En),
                        raters = computed.Raters.Select(r => new
                        {
                            r.Rater,
                            r.Effect,
                            r.N,
                        }),
                        computed.Details,
                    },
                    Pretty,
                    cancel
                )
        );
        foreach (var warning in computed.Warnings)
            await Console.Error.WriteLineAsync("warning: " + warning.En);
        return 0;
    }

    /// <summary>
    /// Beside one plain pass that adds the values up by subject: what reading the same numbers costs at the least.
    /// </summary>
    private static async Task Timing(Plugins.Contract.MethodInput input, RunnerAnswer said, double all)
    {
        double plain = double.MaxValue,
            sum = 0;
        for (int time = 0; time < 5; time++)
        {
            long began = Stopwatch.GetTimestamp();
            double[] sums = new double[input.Subjects.Count];
            int[] subject = (int[])input.Subject;
            double[] value = (double[])input.Value;
            for (int i = 0; i < value.Length; i++)
                sums[subject[i]] += value[i];
            plain = Math.Min(plain, Stopwatch.GetElapsedTime(began).TotalSeconds);
            sum += sums.Sum();
        }

        await Console.Error.WriteLineAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{input.Value.Count} values: method {said.Seconds:0.000} s, with start and pipe {all:0.000} "
                    + $"s, runner {said.PeakBytes >> 20} MB, plain pass {plain:0.0000} s, ratio "
                    + $"{said.Seconds / plain:0} ({sum:0})"
            )
        );
    }

    public static async Task<int> List(Call call, CancellationToken cancel)
    {
        using var plugins = new PluginsOnly(call);
        foreach (var (folder, plugin, fault) in plugins.All())
        {
            if (plugin is null)
            {
                await Console.Out.WriteLineAsync($"{folder}: cannot be used: {fault!.Message}");
                continue;
            }

            var d = plugin.Description;
            await Console.Out.WriteLineAsync(
                $"{d.Id} {d.Version} ({plugin.Kind}, {d.Author}) {plugin.Hash[..16]}\n  {d.Name.Zh} / "
                    + $"{d.Name.En}: {d.Summary.En}"
            );
            foreach (var p in d.Parameters)
            {
                string choices = p.Choices is null ? "" : $", one of {string.Join('|', p.Choices.Keys)}";
                await Console.Out.WriteLineAsync(
                    $"  --{p.Key}: {p.Kind}, default {p.Default ?? "none"}{choices}. {p.Name.En}. {p.Help.En}"
                );
            }
        }

        return 0;
    }

    /// <summary>How far raters agree, as JSON on standard output.</summary>
    public static async Task<int> Agreement(Call call, CancellationToken cancel)
    {
        var rows = Read(call.Place(0), "rater", "subject", "value");
        if (rows.GroupBy(r => (r.Rater, r.Subject)).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new RuleBroken(
                "score.twice",
                rows.FindLastIndex(r => (r.Rater, r.Subject) == twice.Key) + 2,
                twice.Key.Rater,
                twice.Key.Subject,
                ""
            );
        var a = Kernel.Statistics.Agreement.Of(rows.ConvertAll(r => new Rating(r.Rater, r.Subject, r.Value)));
        await Console.Out.WriteLineAsync(
            JsonSerializer
                .Serialize(
                    new
                    {
                        krippendorff = new[] { "nominal", "ordinal", "interval", "ratio" }.ToDictionary(
                            n => n,
                            n => a.Krippendorff.TryGetValue(n, out double v) ? v : (double?)null
                        ),
                        icc = Kernel.Statistics.Agreement.Forms.ToDictionary(
                            f => f,
                            f => a.Icc.TryGetValue(f, out var e) ? e.Value : (double?)null
                        ),
                        iccIntervals = a
                            .Icc.Where(e => e.Value.Lower is not null)
                            .ToDictionary(e => e.Key, e => new[] { e.Value.Lower, e.Value.Upper }),
                        fleiss = a.Fleiss,
                        kendallW = a.KendallW,
                        kendallP = a.KendallP,
                        why = a.Why,
                    },
                    Pretty
                )
                .AsMemory(),
            cancel
        );
        return 0;
    }

    /// <summary>A public draw by a published key.</summary>
    public static async Task<int> Draw(Call call, CancellationToken cancel)
    {
        string key = call.Needed("key"),
            digest = call.Named("digest") ?? "sha256";
        if (digest is not ("sha256" or "md5"))
            throw WrongCall.Of("tools.wrong.digest", digest);
        int pool = call.Number("pool", 0);
        await Console.Out.WriteLineAsync(
            string.Join(' ', PublicDraw.Run(key, pool, call.Number("take", pool), digest == "md5")).AsMemory(),
            cancel
        );
        return 0;
    }

    public static List<ScoreRow> Read(string file, params string[] columns)
    {
        if (!File.Exists(file))
            throw WrongCall.NoFile(file);
        if (columns.Length == 0)
            columns = ["rater", "subject", "criterion", "value"];
        using var stream = File.OpenRead(file);
        using var sheet = Sheet.Open(stream);
        var places = new[] { "rater", "subject", "criterion", "value", "side" }.ToDictionary(
            n => n,
            n => sheet.Headings.ToList().FindIndex(h => string.Equals(h, n, StringComparison.OrdinalIgnoreCase))
        );
        // A million rows name a few thousand people and things.
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        string Same(string text)
        {
            ref string? known = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(
                names,
                text,
                out _
            );
            return known ??= text;
        }

        foreach (string needed in columns)
            if (places[needed] < 0)
                throw new SheetRefused("sheet.column-missing", needed, string.Join(", ", sheet.Headings));
        var rows = new List<ScoreRow>();
        foreach (var row in sheet.Rows())
        {
            string Cell(string name) =>
                places[name] >= 0 && places[name] < row.Cells.Length ? row.Cells[places[name]] : "";
            if (Cell("value").Length == 0)
                continue;
            if (
                !double.TryParse(Cell("value"), NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
                || !double.IsFinite(value)
            )
                throw new RuleBroken("score.not-finite", row.Number);
            rows.Add(
                new(
                    Same(Cell("rater")),
                    Same(Cell("subject")),
                    Same(Cell("criterion")),
                    value,
                    Cell("side") is { Length: > 0 } side ? Same(side) : null
                )
            );
        }

        return rows;
    }

    private static string Text(double? value) => value?.ToString("0.######", CultureInfo.InvariantCulture) ?? "";
}
