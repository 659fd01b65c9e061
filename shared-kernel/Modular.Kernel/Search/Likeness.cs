using System.Collections.Concurrent;

namespace Modular.Kernel.Search;

/// <param name="Score">Cosine of the weighted words, 0 to 1.</param>
public readonly record struct Alike(long Id, double Score);

/// <summary>
/// Finds texts alike while somebody types. Every text is kept as its most telling words (character pairs weighted by sublinear term
/// frequency times inverse document frequency; G. Salton and C. Buckley, Term-weighting approaches in automatic text retrieval, 1988), normalised,
/// in an inverted index. Memory: about 200 bytes a text. Reading is concurrent, adding takes a lock.
/// </summary>
public sealed class Likeness
{
    private const int Telling = 28;
    private const int Asked = 64;
    private const int MostRead = 4000;

    private readonly Lock _turn = new();
    private readonly ConcurrentDictionary<string, Posting> _words = new(StringComparer.Ordinal);
    private readonly HashSet<long> _known = [];
    private long[] _ids = new long[1024];
    private volatile int _count;

    private sealed class Posting
    {
        public int Texts;
        public int Length;
        public (int Text, float Weight)[] Rows = [];
    }

    public int Count => _count;

    /// <summary>Adds a text; a known id is left as it is.</summary>
    public void Add(long id, string text)
    {
        var words = Counted(text);
        lock (_turn)
        {
            if (!_known.Add(id)) return;
            int at = _count;
            if (at == _ids.Length) Array.Resize(ref _ids, at * 2);
            _ids[at] = id;
            foreach (string word in words.Keys) _words.GetOrAdd(word, _ => new()).Texts++;
            var telling = Weighted(words, at + 1).OrderByDescending(w => w.Weight).ThenBy(w => w.Word, StringComparer.Ordinal).Take(Telling).ToList();
            double norm = Math.Sqrt(telling.Sum(w => w.Weight * w.Weight));
            foreach (var (word, weight) in telling)
            {
                var posting = _words[word];
                if (posting.Length == posting.Rows.Length)
                {
                    var larger = new (int, float)[Math.Max(2, posting.Length * 2)];
                    posting.Rows.CopyTo(larger, 0);
                    posting.Rows = larger;
                }

                posting.Rows[posting.Length] = (at, (float)(weight / norm));
                Volatile.Write(ref posting.Length, posting.Length + 1);
            }

            _count = at + 1;
        }
    }

    /// <summary>The most alike, best first; at least <paramref name="least"/> alike.</summary>
    public IReadOnlyList<Alike> Find(string text, int most, double least = 0)
    {
        int count = _count;
        if (count == 0) return [];
        var telling = Weighted(Counted(text), count).OrderByDescending(w => w.Weight).Take(Asked).ToList();
        double norm = Math.Sqrt(telling.Take(Telling).Sum(w => w.Weight * w.Weight));
        if (norm == 0) return [];
        var scores = new Dictionary<int, double>();
        foreach (var (word, weight) in telling)
        {
            if (!_words.TryGetValue(word, out var posting)) continue;
            int length = Volatile.Read(ref posting.Length);
            var rows = posting.Rows;
            // A word that stands in very many texts tells little and costs most; its newest texts are enough.
            for (int i = Math.Max(0, Math.Min(length, rows.Length) - Math.Max(MostRead, count / 20)); i < length && i < rows.Length; i++)
            {
                ref double score = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(scores, rows[i].Text, out _);
                score += rows[i].Weight * weight / norm;
            }
        }

        return [.. scores.Where(s => s.Value >= least && s.Key < count).OrderByDescending(s => s.Value).ThenByDescending(s => s.Key).Take(most).Select(s => new Alike(_ids[s.Key], Math.Min(1, s.Value)))];
    }

    private IEnumerable<(string Word, double Weight)> Weighted(Dictionary<string, int> words, int count)
    {
        foreach (var (word, times) in words)
        {
            int texts = _words.TryGetValue(word, out var posting) ? Math.Max(1, posting.Texts) : 1;
            double weight = (1 + Math.Log(times)) * Math.Log(1 + (double)count / texts);
            if (weight > 0) yield return (word, weight);
        }
    }

    private static Dictionary<string, int> Counted(string text)
    {
        var words = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (string token in Bigrams.InOrder(text.Length > 2000 ? text[..2000] : text))
            System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(words, token, out _)++;
        return words;
    }
}
