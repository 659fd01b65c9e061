namespace Modular.Matrix.Tests;

/// <summary>Of every kind of thing one of community A1 or its town, and one of B1 or its town.</summary>
internal sealed class Things
{
    private readonly Dictionary<string, Thing[]> _known = new(StringComparer.Ordinal);

    public static async Task<Things> Find(MatrixHost host)
    {
        var things = new Things();
        foreach (string[] parts in Lines("objects.tsv"))
        {
            var rows = (await host.Store.Rows(parts[1]))
                .Select(r =>
                    r.Select(v => Convert.ToString(v, System.Globalization.CultureInfo.InvariantCulture)!).ToArray()
                )
                .Select(r => new Thing(r[..^1], r[^1]))
                .ToList();
            Thing Of(string community, string town) =>
                rows.Find(t => t.Path == host.Units[community].Path)
                ?? rows.Find(t => t.Path == host.Units[town].Path)
                ?? rows.Find(t => t.Path == "/1/")
                ?? throw new InvalidOperationException(
                    $"There is no {parts[0]} of {community} or {town}: let Seeds.cs lay one."
                );
            things._known[parts[0]] = [Of(Seeds.A1, Seeds.A), Of(Seeds.B1, Seeds.B)];
        }

        return things;
    }

    public Thing[] Of(Line line) => line.Thing is { } kind ? _known[kind] : [Thing.None];

    public Thing First(string kind) => _known[kind][0];

    private static IEnumerable<string[]> Lines(string file) => Line.Read(file);
}
