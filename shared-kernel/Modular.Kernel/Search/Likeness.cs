using Modular.Language.Issues;

namespace Modular.Kernel.Search;

/// <summary>
/// Finds texts that tell of the same problem at the same place while somebody types. Reading is concurrent, adding
/// takes a lock.
/// </summary>
public sealed class Likeness
{
    private readonly Lock _turn = new();
    private readonly TypedIndex _texts = new();
    private readonly HashSet<long> _known = [];
    private long[] _ids = new long[1024];

    public int Count => _texts.Count;

    /// <summary>Adds a text, its title in the first line; a known id is left as it is.</summary>
    public void Add(long id, string text)
    {
        lock (_turn)
        {
            if (!_known.Add(id))
                return;
            int at = _texts.Count;
            if (at == _ids.Length)
                Array.Resize(ref _ids, at * 2);
            _ids[at] = id;
            _texts.Add(text);
        }
    }

    /// <summary>The most alike, best first; at least <paramref name="least"/> alike.</summary>
    public IReadOnlyList<Alike> Find(string text, int most, double least = 0)
    {
        // The numbers of texts are read after what was found among them: they are written before a text can be found.
        var found = _texts.Find(text, most, least);
        long[] ids = _ids;
        return [.. found.Select(f => new Alike(ids[f.Text], f.Score, f.Place))];
    }
}

/// <param name="Score">Likeness of place and of problem together, 0 to 1.</param>
/// <param name="Place">Whether both speak of one place, of two, or it cannot be told.</param>
public readonly record struct Alike(long Id, double Score, PlaceOfTwo Place = PlaceOfTwo.Unknown);
