using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Modular.Kernel.Plugins;
using Modular.Kernel.Tables;
using Modular.Language.Categories;
using Modular.Plugins.Contract;

namespace Modular.Tools;

/// <summary>
/// Learns from labelled requests and suggests for others. Training goes through the plugin; the figures and the
/// suggestions come from the same library.
/// </summary>
internal static class Categorising
{
    private const string Usual = "category-linear";

    private static readonly JsonSerializerOptions Pretty = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static async Task<int> Train(Call call, CancellationToken cancel)
    {
        string from = call.Place(0),
            to = call.Place(1);
        int folds = call.Number("folds", 5),
            seed = call.Number("seed", 1);
        if (folds < 2)
            throw WrongCall.Of("tools.wrong.from", "--folds", 2);
        var rows = Read(from, labelled: true);
        var words = call.Named("words") is { } file ? Words(file) : [];
        string[] names =
        [
            .. rows.Select(r => r.Label)
                .Concat(words.Keys)
                .Where(l => l.Length > 0)
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
        var labelled = rows.Where(r => r.Label.Length > 0).ToList();
        await Console.Error.WriteLineAsync($"{labelled.Count} labelled texts, {names.Length} categories");
        var input = new CategoryInput(
            [.. labelled.Select(r => r.Title)],
            [.. labelled.Select(r => r.Text)],
            [.. labelled.Select(r => Array.BinarySearch(names, r.Label, StringComparer.Ordinal))],
            names,
            [.. names.Select(n => words.GetValueOrDefault(n, ""))]
        );
        using var plugins = new PluginsOnly(call);
        var plugin = plugins.Find(PluginKind.Categoriser, call.Named("categoriser") ?? Usual);
        var answer = await plugins.Run(
            plugin,
            new RunnerRequest("train", "", "", JsonSerializer.Serialize(new { seed })) { Past = input },
            cancel
        );
        var model = answer.Model ?? throw new PluginFailed("plugin.nonsense");
        await SheetFiles.Replace(to, stream => stream.WriteAsync(model.Content, cancel).AsTask());
        // Bands are of our own solver; another categoriser says itself how good it was on what it held out.
        bool own = plugin.Description.Id == Usual;
        var trained = own
            ? CategoryTrainer.Train(
                new(input.Titles, input.Texts, input.Category, input.Names, input.Words),
                seed,
                folds
            )
            : null;
        var quality = trained is null or { HeldOut.Count: 0 }
            ? null
            : HeldOutQuality.Of(trained.HeldOut, input.Category, names.Length);
        if (!own)
            await Console.Error.WriteLineAsync(
                string.Join(
                    ", ",
                    model
                        .Figures.OrderBy(f => f.Key, StringComparer.Ordinal)
                        .Select(f => string.Create(CultureInfo.InvariantCulture, $"{f.Key} {f.Value:0.####}"))
                )
            );
        else if (quality is null)
            await Console.Error.WriteLineAsync("Too few examples to hold any out: names and key words only.");
        else
            await Console.Error.WriteLineAsync(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{folds} folds: macro-F1 {quality.MacroF1:0.0000}, right {quality.Right:0.0000}, among "
                        + $"three {quality.AmongThree:0.0000}, calibration error {quality.Error:0.0000}\n"
                )
                    + string.Join(
                        '\n',
                        quality.Bands.Select(b =>
                            string.Create(
                                CultureInfo.InvariantCulture,
                                $"  said {b.From:0.0}-{b.To:0.0}: {b.Count, 6} texts, mean {b.Said:0.000}, "
                                    + $"right {b.Right:0.000}"
                            )
                        )
                    )
            );
        await Console.Error.WriteLineAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"trained in {answer.Seconds:0.0} s with {answer.PeakBytes >> 20} MB, model "
                    + $"{model.Content.Length / 1024} KB"
            )
        );
        await Console.Out.WriteLineAsync(
            JsonSerializer.Serialize(
                new
                {
                    categoriser = plugin.Description.Id,
                    plugin.Description.Version,
                    sha256 = plugin.Hash,
                    answer.Seconds,
                    modelBytes = model.Content.Length,
                    model.Figures,
                    folds,
                    heldOut = quality is null
                        ? null
                        : new
                        {
                            quality.MacroF1,
                            quality.Right,
                            quality.AmongThree,
                            calibrationError = quality.Error,
                            f1 = names.Select((n, i) => (n, quality.F1[i])).ToDictionary(p => p.n, p => p.Item2),
                            quality.Bands,
                        },
                },
                Pretty
            )
        );
        return 0;
    }

    public static async Task<int> Apply(Call call, CancellationToken cancel)
    {
        string model = call.Place(0),
            from = call.Place(1),
            to = call.Place(2);
        if (!File.Exists(model))
            throw WrongCall.NoFile(model);
        CategorySuggester suggester;
        try
        {
            suggester = CategoryContent.Read(await File.ReadAllBytesAsync(model, cancel));
        }
        catch (ModelDamaged damaged)
        {
            throw new WrongCall(damaged.Message);
        }

        var rows = Read(from, labelled: false);
        long began = Stopwatch.GetTimestamp();
        var found = rows.ConvertAll(r => suggester.Suggest(r.Title, r.Text));
        double each = Stopwatch.GetElapsedTime(began).TotalMilliseconds / Math.Max(1, rows.Count);
        await SheetFiles.Replace(
            to,
            async stream =>
            {
                await using var text = new StreamWriter(stream, new UTF8Encoding(false));
                await text.WriteLineAsync(
                    "id,label,confidence,second,second_confidence,third,third_confidence,known_by"
                );
                for (int i = 0; i < rows.Count; i++)
                {
                    var cells = Enumerable
                        .Range(0, CategorySuggester.Suggested)
                        .SelectMany(s =>
                            s < found[i].Count
                                ? new[]
                                {
                                    SheetFiles.Quote(suggester.Names[found[i][s].Category]),
                                    found[i][s].Confidence.ToString("0.0000", CultureInfo.InvariantCulture),
                                }
                                : ["", ""]
                        );
                    await text.WriteLineAsync(
                        $"{SheetFiles.Quote(rows[i].Id)},{string.Join(',', cells)},{(found[i].Count == 0 ? "" : found[i][0].FromPast ? "past" : "words")}"
                    );
                }
            }
        );
        await Console.Error.WriteLineAsync(
            string.Create(CultureInfo.InvariantCulture, $"{rows.Count} texts, {each:0.000} ms each")
        );
        return 0;
    }

    private static Dictionary<string, string> Words(string file)
    {
        if (!File.Exists(file))
            throw WrongCall.NoFile(file);
        return File.ReadLines(file)
            .Where(l => l.Length > 0 && !l.StartsWith('#'))
            .Select(l => l.Split('\t'))
            .ToDictionary(p => p[0].Trim(), p => p.Length > 1 ? p[1].Trim() : "", StringComparer.Ordinal);
    }

    private sealed record Row(string Id, string Label, string Title, string Text);

    private static List<Row> Read(string file, bool labelled)
    {
        if (!File.Exists(file))
            throw WrongCall.NoFile(file);
        using var stream = File.OpenRead(file);
        using var sheet = Sheet.Open(stream);
        int Column(string name) =>
            sheet.Headings.ToList().FindIndex(h => string.Equals(h, name, StringComparison.OrdinalIgnoreCase));
        int id = Column("id"),
            text = Column("text"),
            title = Column("title"),
            label = Column("label");
        foreach (var (at, name) in new[] { (id, "id"), (text, "text"), (labelled ? label : 0, "label") })
            if (at < 0)
                throw new SheetRefused("sheet.column-missing", name, string.Join(", ", sheet.Headings));
        var rows = new List<Row>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in sheet.Rows())
        {
            string Cell(int at) => at >= 0 && at < row.Cells.Length ? row.Cells[at] : "";
            if (!seen.Add(Cell(id)))
                throw WrongCall.Of("tools.wrong.id-twice", row.Number, Cell(id));
            rows.Add(new(Cell(id), Cell(label).Trim(), Cell(title), Cell(text)));
        }

        return rows;
    }
}
