using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Modular.Kernel.Plugins;
using Modular.Kernel.Tables;
using Modular.Plugins.Contract;

namespace Modular.Tools;

internal static class Clustering
{
    /// <summary>
    /// What a request is about stands in its first characters; a million of them shall fit into memory.
    /// </summary>
    private const int ReadOfEach = 3000,
        Many = 200_000,
        ReadOfMany = 500;

    private static readonly JsonSerializerOptions Pretty = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static async Task<int> Run(Call call, CancellationToken cancel)
    {
        string from = call.Place(0),
            to = call.Place(1);
        int? topics = Wanted(call.Named("topics"));
        var watch = Stopwatch.StartNew();
        var (ids, titles, texts) = ReadColumns(from);
        await Console.Error.WriteLineAsync($"{ids.Count} texts read");
        using var plugins = new PluginsOnly(call);
        string id = call.Named("clusterer") ?? "topics";
        string? parameters = call.Named("fields") is { } fields
            ? $"{{\"fields\":{double.Parse(fields, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture)}}}"
            : null;
        int seed = call.Number("seed", 1);
        var (request, names) =
            id == "spherical-kmeans"
                ? (
                    new RunnerRequest(
                        "cluster",
                        "",
                        "",
                        null,
                        Cluster: new(ids, [.. titles.Zip(texts, (a, b) => a + "\n" + b)], topics, seed)
                    ),
                    []
                )
                : await Topics(call, parameters, ids, titles, texts, topics, seed, cancel);
        var (plugin, answer) = await plugins.FindAndRun(PluginKind.Clusterer, id, request, cancel);
        var result = answer.Topics ?? Plain(answer.Cluster);
        if (result.TopicOf.Count != ids.Count)
            throw new PluginFailed("plugin.nonsense");
        var said = Names(result, names);
        string Id(int t) => said[t];
        await SheetFiles.Replace(
            to,
            async stream =>
            {
                await using var text = new StreamWriter(stream, new UTF8Encoding(false));
                await text.WriteLineAsync("id,topic,x,y");
                for (int i = 0; i < ids.Count; i++)
                    await text.WriteLineAsync(
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{SheetFiles.Quote(ids[i])},{(result.TopicOf[i] < 0 ? "" : SheetFiles.Quote(Id(result.TopicOf[i])))},{Place(result.X, i)},{Place(result.Y, i)}"
                        )
                    );
            }
        );
        await SheetFiles.Replace(
            Path.ChangeExtension(to, ".topics.json"),
            stream =>
                JsonSerializer.SerializeAsync(
                    stream,
                    new
                    {
                        clusterer = plugin.Description.Id,
                        plugin.Description.Version,
                        sha256 = plugin.Hash,
                        result.Stability,
                        topics = result.Topics.Select(
                            (t, i) =>
                                new
                                {
                                    topic = Id(i),
                                    t.Name,
                                    t.KeyWords,
                                    t.Size,
                                    t.Stability,
                                    before = t.Before < 0 ? (int?)null : t.Before,
                                    t.X,
                                    t.Y,
                                    representatives = t.Representatives.Select(r => ids[r]),
                                }
                        ),
                    },
                    Pretty,
                    cancel
                )
        );
        await Console.Error.WriteLineAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{result.Topics.Count} topics, {result.TopicOf.Count(t => t < 0)} texts in none, stability "
                    + $"{result.Stability:0.00}; {watch.Elapsed.TotalSeconds:0.0} s,"
                    + $" {answer.Seconds:0.0} s and {answer.PeakBytes >> 20} MB in the plugin"
            )
        );
        return 0;
    }

    private static int? Wanted(string? topics) =>
        topics is null or "auto" ? null
        : int.TryParse(topics, CultureInfo.InvariantCulture, out int number) && number > 0 ? number
        : throw WrongCall.Of("tools.wrong.topics");

    /// <summary>A topic that was there before keeps its name; a new one gets the next number nobody has.</summary>
    private static List<string> Names(TopicsResult result, List<string> before)
    {
        var used = new HashSet<string>(before, StringComparer.Ordinal);
        int next = 0;
        return
        [
            .. result.Topics.Select(t =>
            {
                if (t.Before >= 0 && t.Before < before.Count)
                    return before[t.Before];
                while (!used.Add(next.ToString(CultureInfo.InvariantCulture)))
                    next++;
                return next.ToString(CultureInfo.InvariantCulture);
            }),
        ];
    }

    private static string Place(IReadOnlyList<double> places, int i) =>
        i < places.Count && double.IsFinite(places[i])
            ? places[i].ToString("0.####", CultureInfo.InvariantCulture)
            : "";

    private static async Task<(RunnerRequest, List<string> Names)> Topics(
        Call call,
        string? parameters,
        List<string> ids,
        List<string> titles,
        List<string> texts,
        int? topics,
        int seed,
        CancellationToken cancel
    )
    {
        var place = ids.Select((id, i) => (id, i)).ToDictionary(p => p.id, p => p.i, StringComparer.Ordinal);
        var kept = new List<string>();
        int Kept(string name)
        {
            int at = kept.IndexOf(name);
            if (at >= 0)
                return at;
            kept.Add(name);
            return kept.Count - 1;
        }

        int[] pinned = [];
        var notIn = new List<int>();
        if (call.Named("pinned") is { } decisions)
        {
            pinned = [.. Enumerable.Repeat(-1, ids.Count)];
            foreach (var (id, cells) in Rows(decisions, "topic", "not"))
                if (place.TryGetValue(id, out int at))
                {
                    if (cells[0].Length > 0)
                        pinned[at] = Kept(cells[0]);
                    else if (cells[1].Length > 0)
                        notIn.AddRange([at, Kept(cells[1])]);
                }
        }

        int decided = kept.Count;
        var named = kept.ToList();
        int[] before = [];
        double[] x = [],
            y = [];
        if (call.Named("before") is { } last)
        {
            (before, x, y) = (
                [.. Enumerable.Repeat(-1, ids.Count)],
                [.. Enumerable.Repeat(double.NaN, ids.Count)],
                [.. Enumerable.Repeat(double.NaN, ids.Count)]
            );
            var rows = Rows(last, "topic", "x", "y").ToList();
            var names = rows.Select(r => r.Cells[0])
                .Where(t => t.Length > 0 && !kept.Contains(t))
                .Distinct(StringComparer.Ordinal)
                .OrderBy(t => t.Length)
                .ThenBy(t => t, StringComparer.Ordinal)
                .Select((t, i) => (t, i))
                .ToDictionary(p => p.t, p => kept.Count + p.i, StringComparer.Ordinal);
            named.AddRange(names.OrderBy(n => n.Value).Select(n => n.Key));
            foreach (var (id, cells) in rows)
                if (cells[0].Length > 0 && place.TryGetValue(id, out int at))
                {
                    before[at] = kept.IndexOf(cells[0]) is var k and >= 0 ? k : names[cells[0]];
                    if (
                        double.TryParse(cells[1], CultureInfo.InvariantCulture, out double px)
                        && double.TryParse(cells[2], CultureInfo.InvariantCulture, out double py)
                    )
                        (x[at], y[at]) = (px, py);
                }
        }

        string[] known = call.Named("known") is { } file
            ? [.. (await File.ReadAllLinesAsync(file, cancel)).Select(l => l.Trim()).Where(l => l.Length > 0)]
            : [];
        var input = new TopicsInput(ids, titles, texts, known, topics, seed, decided, pinned, notIn, before, x, y);
        return (new("topics", "", "", parameters) { Topics = input }, named);
    }

    private static TopicsResult Plain(ClusterResult? result) =>
        result is null
            ? throw new PluginFailed("plugin.nonsense")
            : new(
                result.TopicOf,
                result.Closeness,
                [],
                [],
                [
                    .. result.Topics.Select(t => new TopicFound(
                        t.Name,
                        t.KeyWords,
                        t.Size,
                        t.Representatives,
                        -1,
                        null,
                        0,
                        0
                    )),
                ],
                null
            );

    /// <summary>
    /// Rows of a csv with a column <c>id</c>, and of the named columns what stands there or an empty text.
    /// </summary>
    private static IEnumerable<(string Id, string[] Cells)> Rows(string file, params string[] columns)
    {
        if (!File.Exists(file))
            throw WrongCall.NoFile(file);
        using var stream = File.OpenRead(file);
        using var sheet = Sheet.Open(stream);
        int Column(string name) =>
            sheet.Headings.ToList().FindIndex(h => string.Equals(h, name, StringComparison.OrdinalIgnoreCase));
        int id = Column("id");
        if (id < 0)
            throw new SheetRefused("sheet.column-missing", "id", string.Join(", ", sheet.Headings));
        int[] at = [.. columns.Select(Column)];
        foreach (var row in sheet.Rows())
        {
            string Cell(int c) => c >= 0 && c < row.Cells.Length ? row.Cells[c].Trim() : "";
            yield return (Cell(id), [.. at.Select(Cell)]);
        }
    }

    internal static (List<string> Ids, List<string> Texts) Read(string file)
    {
        var (ids, titles, texts) = ReadColumns(file);
        return (ids, [.. titles.Zip(texts, (a, b) => a.Length == 0 ? b : a + "\n" + b)]);
    }

    internal static (List<string> Ids, List<string> Titles, List<string> Texts) ReadColumns(string file)
    {
        if (!File.Exists(file))
            throw WrongCall.NoFile(file);
        using var stream = File.OpenRead(file);
        using var sheet = Sheet.Open(stream);
        int Column(string name) =>
            sheet.Headings.ToList().FindIndex(h => string.Equals(h, name, StringComparison.OrdinalIgnoreCase));
        int id = Column("id"),
            text = Column("text"),
            title = Column("title");
        if (id < 0 || text < 0)
            throw new SheetRefused("sheet.column-missing", id < 0 ? "id" : "text", string.Join(", ", sheet.Headings));
        var (ids, titles, texts) = (new List<string>(), new List<string>(), new List<string>());
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in sheet.Rows())
        {
            string Cell(int at) => at >= 0 && at < row.Cells.Length ? row.Cells[at] : "";
            if (!seen.Add(Cell(id)))
                throw WrongCall.Of("tools.wrong.id-twice", row.Number, Cell(id));
            ids.Add(Cell(id));
            titles.Add(title < 0 ? "" : Cell(title));
            int most = ids.Count > Many ? ReadOfMany : ReadOfEach;
            texts.Add(Cell(text) is var whole && whole.Length > most ? whole[..most] : whole);
        }

        return (ids, titles, texts);
    }
}

internal static class SheetFiles
{
    /// <summary>Written beside and moved over, so that a refusal leaves no half file.</summary>
    public static async Task Replace(string file, Func<Stream, Task> write)
    {
        string half = file + ".part";
        await using (var stream = File.Create(half))
            await write(stream);
        File.Move(half, file, overwrite: true);
    }

    public static string Quote(string text) =>
        text.AsSpan().ContainsAny('"', ',', '\n')
            ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : text;
}
