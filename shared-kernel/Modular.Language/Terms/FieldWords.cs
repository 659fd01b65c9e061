using System.Runtime.InteropServices;

namespace Modular.Language.Terms;

/// <summary>
/// The fields of a local government's work and words residents use for them: general knowledge that ships with the
/// product, so that texts about one office's work are near each other even where they share no word. It leans and never
/// decides: a text without such words is placed by its neighbours.
/// </summary>
public sealed class FieldWords
{
    private const double TitleWeight = 2;

    /// <summary>Line by line of the resource: class, field, words separated by spaces.</summary>
    public static FieldWords Shipped { get; } = new(Resource("fields"));

    private readonly Dictionary<string, int> _words = new(StringComparer.Ordinal);
    private readonly HashSet<uint> _beginnings = [];
    private readonly List<int[]> _classesOf = [];
    private readonly List<string[]> _fieldsOf = [];
    private readonly int _longest;

    public IReadOnlyList<string> Classes { get; }

    private FieldWords(IReadOnlyList<string> lines)
    {
        var rows = lines.Select(l => l.Split('\t')).Where(r => r.Length == 3).ToList();
        Classes = [.. rows.Select(r => r[0]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var classes = Classes.Select((c, i) => (c, i)).ToDictionary(p => p.c, p => p.i, StringComparer.Ordinal);
        var listed = rows.SelectMany(r =>
            r[2]
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Where(w => w.Length > 1)
                .Select(w => (Word: w.ToUpperInvariant(), Class: classes[r[0]], Field: r[1]))
        );
        foreach (var word in listed.GroupBy(w => w.Word, StringComparer.Ordinal))
        {
            _words[word.Key] = _classesOf.Count;
            _classesOf.Add([.. word.Select(w => w.Class)]);
            _fieldsOf.Add([.. word.Select(w => w.Field)]);
            _beginnings.Add(Beginning(word.Key[0], word.Key[1]));
            _longest = Math.Max(_longest, word.Key.Length);
        }
    }

    /// <summary>How often each field's words stand in a text, the telling ones more.</summary>
    /// <returns>
    /// n x classes, each row a share of what it knows: it adds up to one where a text has as many field words as half
    /// of the texts, to less with fewer.
    /// </returns>
    public float[][] Shares(IReadOnlyList<string> titles, IReadOnlyList<string> texts, IReadOnlyList<int> which)
    {
        int n = which.Count;
        var hits = new (int Word, float Times)[n][];
        Parallel.For(0, n, i => hits[i] = Hits(titles.Count == 0 ? "" : titles[which[i]], texts[which[i]]));
        int[] frequency = new int[_classesOf.Count];
        foreach (var own in hits)
        foreach (var (word, _) in own)
            frequency[word]++;
        float[][] result = new float[n][];
        float[] totals = new float[n];
        for (int i = 0; i < n; i++)
        {
            result[i] = new float[Classes.Count];
            foreach (var (word, times) in hits[i])
            foreach (int c in _classesOf[word])
                result[i][c] += times * (MathF.Log((1f + n) / (1f + frequency[word])) + 0.3f) / _classesOf[word].Length;
            totals[i] = result[i].Sum();
        }

        float half = totals.Order().ElementAtOrDefault(n / 2);
        if (half <= 0)
            half = 1;
        for (int i = 0; i < n; i++)
        for (int c = 0; c < Classes.Count; c++)
            result[i][c] /= Math.Max(totals[i], half);
        return result;
    }

    /// <summary>
    /// The field of work most of the texts speak of, if at least <paramref name="share"/> of what they say of fields is
    /// said of it; otherwise null.
    /// </summary>
    public string? FieldOf(IEnumerable<(string Title, string Text)> texts, double share)
    {
        var said = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var (title, text) in texts)
        {
            var hits = Hits(title, text);
            double all = hits.Sum(h => h.Item2);
            foreach (var (word, times) in hits)
            foreach (string field in _fieldsOf[word])
                said[field] = said.GetValueOrDefault(field) + times / all / _fieldsOf[word].Length;
        }

        var most = said.OrderByDescending(s => s.Value).ThenBy(s => s.Key, StringComparer.Ordinal).FirstOrDefault();
        return most.Key is not null && most.Value >= share * said.Values.Sum() ? most.Key : null;
    }

    /// <summary>Whether a word is one of the shipped ones.</summary>
    public bool Knows(string word) => _words.ContainsKey(word);

    public IEnumerable<string> Words => _words.Keys;

    private (int, float)[] Hits(string title, string text)
    {
        var counts = new Dictionary<int, (int Title, int Text)>();
        Count(title, (ref (int Title, int Text) c) => c.Title++, counts);
        Count(text, (ref (int Title, int Text) c) => c.Text++, counts);
        return
        [
            .. counts
                .OrderBy(c => c.Key)
                .Select(c =>
                    (
                        c.Key,
                        (float)(
                            (c.Value.Title > 0 ? TitleWeight * (1 + Math.Log(c.Value.Title)) : 0)
                            + (c.Value.Text > 0 ? 1 + Math.Log(c.Value.Text) : 0)
                        )
                    )
                ),
        ];
    }

    private delegate void Add(ref (int Title, int Text) count);

    /// <summary>Longest word first at every place; a word within a longer one does not count again.</summary>
    private void Count(string text, Add add, Dictionary<int, (int, int)> counts)
    {
        var lookup = _words.GetAlternateLookup<ReadOnlySpan<char>>();
        Span<char> upper = stackalloc char[_longest];
        int length = Math.Min(text.Length, Runs.Read);
        for (int i = 0; i + 1 < length; i++)
        {
            if (!_beginnings.Contains(Beginning(char.ToUpperInvariant(text[i]), char.ToUpperInvariant(text[i + 1]))))
                continue;
            for (int l = Math.Min(_longest, length - i); l > 1; l--)
            {
                text.AsSpan(i, l).ToUpperInvariant(upper);
                if (!lookup.TryGetValue(upper[..l], out int word))
                    continue;
                add(ref CollectionsMarshal.GetValueRefOrAddDefault(counts, word, out _));
                i += l - 1;
                break;
            }
        }
    }

    private static uint Beginning(char a, char b) => (uint)a << 16 | b;

    internal static IReadOnlyList<string> Resource(string name)
    {
        using var stream =
            typeof(FieldWords).Assembly.GetManifestResourceStream($"language.{name}")
            ?? throw new InvalidOperationException($"The resource {name} is missing.");
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n').Select(l => l.TrimEnd('\r')).Where(l => l.Length > 0 && l[0] != '#')];
    }
}
