using System.Globalization;
using System.Text;
using System.Text.Json;
using Modular.Kernel.Plugins;
using Modular.Kernel.Tables;
using Modular.Plugins.Contract;

namespace Modular.Tools;

internal static class Clustering
{
    private static readonly JsonSerializerOptions Pretty = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task<int> Run(Call call, CancellationToken cancel)
    {
        string from = call.Place(0, "INPUT.csv"), to = call.Place(1, "OUTPUT.csv");
        int? topics = call.Named("topics") is null or "auto" ? null : call.Number("topics", 0);
        if (topics < 1) throw new WrongCall("--topics is a whole number from 1, or auto.");
        var (ids, texts) = Read(from);
        await Console.Error.WriteLineAsync($"{ids.Count} texts read");
        using var plugins = new PluginsOnly(call);
        var plugin = await plugins.Find(PluginKind.Clusterer, call.Named("clusterer") ?? "spherical-kmeans", cancel);
        var result = (await plugins.Run(plugin, "cluster", null, null, new(ids, texts, topics, call.Number("seed", 1)), cancel)).Cluster ?? throw new PluginFailed("plugin.nonsense");
        if (result.TopicOf.Count != ids.Count) throw new PluginFailed("plugin.nonsense");
        await SheetFiles.Replace(to, async stream =>
        {
            await using var text = new StreamWriter(stream, new UTF8Encoding(false));
            await text.WriteLineAsync("id,topic");
            for (int i = 0; i < ids.Count; i++) await text.WriteLineAsync($"{SheetFiles.Quote(ids[i])},{(result.TopicOf[i] < 0 ? "" : result.TopicOf[i].ToString(CultureInfo.InvariantCulture))}");
        });
        await SheetFiles.Replace(Path.ChangeExtension(to, ".topics.json"), stream => JsonSerializer.SerializeAsync(stream, new
        {
            clusterer = plugin.Description.Id,
            plugin.Description.Version,
            sha256 = plugin.Hash,
            topics = result.Topics.Select((t, i) => new { topic = i, t.Name, t.KeyWords, t.Size, representatives = t.Representatives.Select(r => ids[r]) }),
        }, Pretty, cancel));
        await Console.Error.WriteLineAsync($"{result.Topics.Count} topics");
        return 0;
    }

    internal static (List<string> Ids, List<string> Texts) Read(string file)
    {
        if (!File.Exists(file)) throw new WrongCall($"There is no file {file}.");
        using var stream = File.OpenRead(file);
        using var sheet = Sheet.Open(stream);
        int Column(string name) => sheet.Headings.ToList().FindIndex(h => string.Equals(h, name, StringComparison.OrdinalIgnoreCase));
        int id = Column("id"), text = Column("text"), title = Column("title");
        if (id < 0 || text < 0) throw new SheetRefused("sheet.column-missing", id < 0 ? "id" : "text", string.Join(", ", sheet.Headings));
        var (ids, texts) = (new List<string>(), new List<string>());
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in sheet.Rows())
        {
            string Cell(int at) => at >= 0 && at < row.Cells.Length ? row.Cells[at] : "";
            if (!seen.Add(Cell(id))) throw new WrongCall($"Row {row.Number}: id {Cell(id)} stands twice.");
            ids.Add(Cell(id));
            texts.Add(title < 0 ? Cell(text) : Cell(title) + "\n" + Cell(text));
        }

        return (ids, texts);
    }
}

internal static class SheetFiles
{
    /// <summary>Written beside and moved over, so that a refusal leaves no half file.</summary>
    public static async Task Replace(string file, Func<Stream, Task> write)
    {
        string half = file + ".part";
        await using (var stream = File.Create(half)) await write(stream);
        File.Move(half, file, overwrite: true);
    }

    public static string Quote(string text) => text.AsSpan().ContainsAny('"', ',', '\n') ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
