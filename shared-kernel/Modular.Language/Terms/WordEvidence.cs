using Modular.Language.Places;

namespace Modular.Language.Terms;

/// <summary>
/// What the collection says of a run. The same words around it count once, so that a sentence copied by many proves no
/// more than one. What stands beside it is counted in sixteen buckets a side; a beginning or end is always another.
/// </summary>
internal sealed class WordEvidence
{
    private const int Around = 3;
    private const double Clean = 0.7,
        OneSided = 0.5,
        OfNames = 0.4,
        Verbal = 0.3;

    private readonly int[] _left = new int[16],
        _right = new int[16];
    private readonly ulong[] _seen = new ulong[8];
    private int _all,
        _clean,
        _distinct,
        _placed,
        _verbal;

    public void Note(JoinedRuns joined, int at, int length)
    {
        _all++;
        if (!joined.Edge[at] || !joined.Edge[at + length])
            return;
        _clean++;
        var (text, end) = (joined.Text, at + length);
        uint hash = 2166136261;
        for (int i = at - 1; i >= 0 && i >= at - Around && text[i] != 0; i--)
            hash = (hash ^ text[i]) * 16777619;
        hash *= 16777619;
        for (int i = end; i < end + Around && text[i] != 0; i++)
            hash = (hash ^ text[i]) * 16777619;
        hash = (hash ^ hash >> 15) * 2654435761 >> 23;
        if ((_seen[hash >> 6] & 1UL << (int)(hash & 63)) != 0)
            return;
        _seen[hash >> 6] |= 1UL << (int)(hash & 63);
        _distinct++;
        char left = at == 0 ? '\0' : text[at - 1],
            right = text[end];
        _left[left == 0 ? _distinct & 15 : left * 31 >> 2 & 15]++;
        _right[right == 0 ? _distinct & 15 : right * 31 >> 2 & 15]++;
        bool placed = true;
        for (int i = at; i < end; i++)
            placed &= joined.Place[i];
        if (placed)
            _placed++;
        if (Lexicon.Shipped.Denies.Contains(left) || Lexicon.Shipped.Lasts.Contains(right))
            _verbal++;
    }

    public bool Enough(Shape shape) =>
        _clean >= Clean * _all
        && _distinct >= (shape == Shape.Unknown ? 10 : 4)
        && _left.Max() <= OneSided * _distinct
        && _right.Max() <= OneSided * _distinct
        && (shape != Shape.Unknown || (_placed < OfNames * _distinct && _verbal < Verbal * _distinct));
}

/// <summary>The CJK runs of some texts, each ended by a zero, with what is known of every character.</summary>
internal sealed class JoinedRuns
{
    public char[] Text { get; }

    /// <summary>Whether no known word reaches over the place before this character.</summary>
    public bool[] Edge { get; }

    /// <summary>Whether it stands where names of places stand.</summary>
    public bool[] Place { get; }

    public JoinedRuns(string[] texts, int read)
    {
        var none = new KnownNames([]);
        var parts = new (List<char> Text, List<bool> Edge, List<bool> Place)[texts.Length];
        Parallel.For(
            0,
            texts.Length,
            t =>
            {
                var marked = MarkedText.Of(texts[t], read, title: false, record: false, none);
                parts[t] = ([], [], []);
                foreach (var (begin, end, cjk) in Runs.Of(marked.Text))
                {
                    if (!cjk)
                        continue;
                    var run = marked.Text.AsSpan(begin, end - begin);
                    parts[t].Text.AddRange(run);
                    parts[t].Text.Add('\0');
                    parts[t].Edge.AddRange(WordMiner.Edges(run));
                    parts[t].Place.AddRange(marked.Place.AsSpan(begin, end - begin));
                    parts[t].Place.Add(false);
                }
            }
        );
        Text = [.. parts.SelectMany(p => p.Text)];
        Edge = [.. parts.SelectMany(p => p.Edge)];
        Place = [.. parts.SelectMany(p => p.Place)];
    }
}
