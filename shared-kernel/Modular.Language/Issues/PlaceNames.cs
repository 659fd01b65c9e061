using Modular.Language.Places;

namespace Modular.Language.Issues;

/// <summary>
/// The place a request speaks of: the stretch of text whose grams belong most to names of places. A stretch ends where
/// the collection shows that what follows is no part of the name (varying neighbours, in the way of Z. Harris, From
/// phoneme to morpheme, 1955, by counts of positions).
/// </summary>
internal static class PlaceNames
{
    private const float Belongs = 0.4f;

    /// <summary>A pair nobody else uses, at a place where names stand.</summary>
    private const double SeenOnce = 2;
    private const int Shortest = 2,
        Longest = 24;
    private const double Recorded = 900;

    /// <summary>A name with its ending is what a reader looks for.</summary>
    private const double Ended = 1.1;

    public static string Of(MarkedText record, MarkedText title, MarkedText body, Vocabulary vocabulary)
    {
        var best = (Score: 0.0, Name: "");
        // What was written down as the place is the place.
        if (record.Text.Length is >= Shortest and <= Longest)
        {
            var (from, to) = PlaceForm.Of(record.Text, 0, record.Text.Length) ?? (0, record.Text.Length);
            best = (Recorded, record.Written[from..to].Trim());
        }

        // Titles and records say it best; of a text its first sentences.
        foreach (var (text, weight, most) in new[] { (record, 2.0, 200), (title, 2.0, 200), (body, 1.0, 400) })
        {
            int end = Math.Min(most, text.Text.Length);
            for (int i = 0; i < end; )
            {
                int known = i;
                while (known < end && text.Known[known])
                    known++;
                if (known > i)
                {
                    // A name of the register stands before everything found.
                    if (1000 + weight + known - i > best.Score)
                        best = (1000 + weight + known - i, text.Written[i..known]);
                    i = known;
                    continue;
                }

                var (to, score) = Stretch(text, i, end, vocabulary);
                if (
                    to - i >= Shortest
                    && score * weight > best.Score
                    && Whole(text, i, to) is { Length: >= Shortest } name
                )
                    // What had to be taken from it did not speak for it.
                    if (score * weight * Math.Min(1, (double)name.Length / (to - i)) is var left && left > best.Score)
                        best = (left, name);
                i = Math.Max(to, i + 1);
            }
        }

        return best.Name;
    }

    /// <summary>
    /// With what the marks say belongs to it on both sides: a station's name may end with a word of the list of
    /// problems.
    /// </summary>
    private static string Whole(MarkedText text, int from, int to)
    {
        for (
            int k = 0;
            k < 2 && from > 0 && text.Place[from - 1] && text.Place[from] && TextForm.Han(text.Text[from - 1]);
            k++
        )
            from--;
        for (
            int k = 0;
            k < 4 && to < text.Text.Length && text.Place[to] && text.Place[to - 1] && TextForm.Han(text.Text[to]);
            k++
        )
            to++;
        return PlaceForm.Of(text.Text, from, to) is { } form ? text.Written[form.From..form.To].Trim() : "";
    }

    private static (int To, double Score) Stretch(MarkedText text, int from, int end, Vocabulary vocabulary)
    {
        string t = text.Text;
        int to = from;
        double score = 0;
        for (int i = from; i < end && i - from < Longest; i++)
        {
            if (
                i + 1 < end
                && TextForm.Han(t[i])
                && TextForm.Han(t[i + 1])
                && !PlaceWords.Grammar.Contains(t[i])
                && !PlaceWords.Grammar.Contains(t[i + 1])
                && Belonging(text, i, vocabulary) is var belongs and > 0
            )
                score += belongs;
            // Letters and figures inside a name: A7, 3.
            else if (TextForm.Plain(t[i]) && (i + 1 < end && (TextForm.Plain(t[i + 1]) || text.Place[i + 1])))
                score += 0.1;
            else
            {
                // The second character of the last pair still belongs to it.
                to = i > from && TextForm.Han(t[i]) && score > 0 ? i + 1 : i;
                break;
            }

            to = i + 1;
        }

        return (to, score);
    }

    /// <summary>
    /// What a pair of characters says for a name: by the collection where it knows the pair, else by where it stands.
    /// </summary>
    private static double Belonging(MarkedText text, int i, Vocabulary vocabulary)
    {
        if (vocabulary.Find(Grams.Pair(text.Text[i], text.Text[i + 1]), out int gram))
            return vocabulary.Placeness[gram] >= Belongs ? vocabulary.Idf[gram] * vocabulary.Placeness[gram] : 0;
        return text.Place[i] && text.Place[i + 1] && !(text.Problem[i] && text.Problem[i + 1]) ? SeenOnce : 0;
    }

    /// <summary>What most of them call it: each name counts for all that contain it; the longer says more.</summary>
    public static string Common(IReadOnlyList<string> names)
    {
        var counts = names
            .Where(n => n.Length > 1)
            .GroupBy(n => n, StringComparer.Ordinal)
            .Select(g => (Name: g.Key, Count: g.Count()))
            .OrderByDescending(g => g.Count)
            .ThenBy(g => g.Name, StringComparer.Ordinal)
            .Take(40)
            .ToList();
        return counts.Count == 0
            ? ""
            : counts
                .Select(c =>
                    (
                        c.Name,
                        Score: (Ends(c.Name) ? Ended : 1)
                            * Math.Log(1 + c.Name.Length)
                            * (
                                c.Count
                                + counts
                                    .Where(o => o.Name != c.Name && o.Name.Contains(c.Name, StringComparison.Ordinal))
                                    .Sum(o => o.Count)
                            )
                    )
                )
                .OrderByDescending(c => c.Score)
                .ThenBy(c => c.Name, StringComparer.Ordinal)
                .First()
                .Name;
    }

    private static bool Ends(string name)
    {
        var endings = PlaceWords.Endings.GetAlternateLookup<ReadOnlySpan<char>>();
        for (int l = Math.Min(PlaceWords.LongestEnding, name.Length - 1); l > 0; l--)
            if (endings.Contains(name.AsSpan(name.Length - l)))
                return true;
        return false;
    }
}
