using System.Globalization;
using System.Text;
using System.Text.Json;
using Modular.Kernel.Calendar;
using Modular.Kernel.Plugins;
using Modular.Kernel.Tables;
using Modular.Plugins.Contract;

namespace Modular.Tools;

/// <summary>
/// Hot issues of a file: the same problem at the same place by several people. The same plugin as in the web.
/// </summary>
internal static class HotIssuesCommand
{
    private static readonly JsonSerializerOptions Pretty = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static async Task<int> Run(Call call, CancellationToken cancel)
    {
        string from = call.Place(0),
            to = call.Place(1);
        string[] known = call.Named("known") is { } places
            ? [.. File.ReadLines(Existing(places)).Select(l => l.Trim()).Where(l => l.Length > 0)]
            : [];
        var input = Read(from) with { KnownPlaces = known };
        var at = input.Ids.Select((id, i) => (id, i)).ToDictionary(p => p.id, p => p.i, StringComparer.Ordinal);
        input = input with { Together = Pairs(call.Named("together"), at), Apart = Pairs(call.Named("apart"), at) };
        await Console.Error.WriteLineAsync($"{input.Ids.Count} texts read");
        using var plugins = new PluginsOnly(call);
        var (plugin, answer) = await plugins.FindAndRun(
            PluginKind.IssueFinder,
            call.Named("finder") ?? "hot-issues",
            new("issues", "", "", null) { Issues = input },
            cancel
        );
        var result = answer.Issues ?? throw new PluginFailed("plugin.nonsense");
        if (result.IssueOf.Count != input.Ids.Count)
            throw new PluginFailed("plugin.nonsense");
        await SheetFiles.Replace(
            to,
            async stream =>
            {
                await using var text = new StreamWriter(stream, new UTF8Encoding(false));
                await text.WriteLineAsync("id,issue");
                for (int i = 0; i < input.Ids.Count; i++)
                    await text.WriteLineAsync(
                        $"{SheetFiles.Quote(input.Ids[i])},{(result.IssueOf[i] < 0 ? "" : result.IssueOf[i].ToString(CultureInfo.InvariantCulture))}"
                    );
            }
        );
        await SheetFiles.Replace(
            Path.ChangeExtension(to, ".issues.json"),
            stream =>
                JsonSerializer.SerializeAsync(
                    stream,
                    new
                    {
                        finder = plugin.Description.Id,
                        plugin.Description.Version,
                        sha256 = plugin.Hash,
                        issues = result.Issues.Select(
                            (issue, i) =>
                                new
                                {
                                    issue = i,
                                    issue.Place,
                                    issue.ProblemWords,
                                    issue.Size,
                                    issue.People,
                                    first = Day(issue.FirstDay),
                                    last = Day(issue.LastDay),
                                    issue.Heat,
                                    issue.Parts,
                                    representatives = issue.Representatives.Select(r => input.Ids[r]),
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
                $"{result.Issues.Count} issues; {answer.Seconds:0.0} s, {answer.PeakBytes >> 20} MB in the plugin"
            )
        );
        return 0;
    }

    private static string? Day(int day) =>
        day < 0 ? null : DateOnly.FromDayNumber(day + Epoch).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static readonly int Epoch = new DateOnly(1970, 1, 1).DayNumber;

    private static IssueInput Read(string file)
    {
        using var stream = File.OpenRead(Existing(file));
        using var sheet = Sheet.Open(stream);
        int Column(string name) =>
            sheet.Headings.ToList().FindIndex(h => string.Equals(h, name, StringComparison.OrdinalIgnoreCase));
        int id = Column("id"),
            text = Column("text"),
            title = Column("title"),
            place = Column("place"),
            person = Column("person"),
            date = Column("date");
        if (id < 0 || text < 0)
            throw new SheetRefused("sheet.column-missing", id < 0 ? "id" : "text", string.Join(", ", sheet.Headings));
        List<string> ids = [],
            texts = [],
            titles = [],
            places = [],
            persons = [];
        var days = new List<int>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in sheet.Rows())
        {
            string Cell(int at) => at >= 0 && at < row.Cells.Length ? row.Cells[at] : "";
            if (!seen.Add(Cell(id)))
                throw WrongCall.Of("tools.wrong.id-twice", row.Number, Cell(id));
            ids.Add(Cell(id));
            texts.Add(Cell(text));
            if (title >= 0)
                titles.Add(Cell(title));
            if (place >= 0)
                places.Add(Cell(place));
            if (person >= 0)
                persons.Add(Cell(person).Trim());
            if (date >= 0)
                days.Add(CellDate.TryParse(Cell(date), out var instant) ? instant.LocalDate().DayNumber - Epoch : -1);
        }

        return new(ids, titles, texts, places, persons, days, [], [], [], [], [], -1);
    }

    /// <summary>Pairs of ids in the first two columns.</summary>
    private static List<int> Pairs(string? file, Dictionary<string, int> at)
    {
        var pairs = new List<int>();
        if (file is null)
            return pairs;
        using var stream = File.OpenRead(Existing(file));
        using var sheet = Sheet.Open(stream);
        foreach (var row in sheet.Rows())
            for (int c = 0; c < 2; c++)
                pairs.Add(
                    c < row.Cells.Length && at.TryGetValue(row.Cells[c], out int index)
                        ? index
                        : throw WrongCall.Of("tools.wrong.pair", file, row.Number)
                );
        return pairs;
    }

    private static string Existing(string file) => File.Exists(file) ? file : throw WrongCall.NoFile(file);
}
