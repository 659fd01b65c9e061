namespace Modular.Language.Places;

/// <summary>
/// A text with its characters marked: those that stand where names of places stand, and those of words that tell of a
/// problem. Names are looked for backwards from their endings, a common rule of thumb for Chinese names, which finds
/// where a name ends; where it begins, and names without an ending, are left to the statistics of the whole collection.
/// </summary>
internal sealed class MarkedText
{
    private const int LongestName = 8;
    private const int AfterDivision = 4;
    private const int LongestRecorded = 24;
    private const int DivisionsInTitle = 12;

    public required string Text { get; init; }

    /// <summary>The same as it was written, where that has the same length; for showing.</summary>
    public required string Written { get; init; }

    public required bool[] Place { get; init; }
    public required bool[] Known { get; init; }
    public required bool[] Problem { get; init; }
    public required List<WordAt> Words { get; init; }

    /// <param name="title">Titles name the place right after the district.</param>
    /// <param name="record">What the record says of the place: all of it is place.</param>
    public static MarkedText Of(string written, int most, bool title, bool record, KnownNames known)
    {
        string text = TextForm.Of(written, most);
        string shown = TextForm.Head(written, most).ToString();
        var marked = new MarkedText
        {
            Text = text,
            Written = shown.Length == text.Length ? shown : text,
            Place = new bool[text.Length],
            Known = new bool[text.Length],
            Problem = new bool[text.Length],
            Words = [],
        };
        if (record)
            Array.Fill(marked.Place, true);
        else
        {
            marked.FindWords();
            marked.FindNames(title);
        }

        if (!known.None)
            marked.FindKnown(known);
        return marked;
    }

    private void FindWords()
    {
        for (int i = 0; i + 1 < Text.Length; i++)
        {
            int word = ProblemWords.At(Text.AsSpan(i));
            if (word < 0)
                continue;
            int length = ProblemWords.Words[word].Length;
            Words.Add(new(word, i));
            Array.Fill(Problem, true, i, length);
            // The last character may begin the next word.
            i += length > 2 ? length - 2 : 0;
        }
    }

    private void FindNames(bool title)
    {
        for (int begin = 0; begin < Text.Length; begin++)
        {
            if (!InRun(Text[begin]))
                continue;
            int end = begin + 1;
            while (end < Text.Length && InRun(Text[end]))
                end++;
            for (int e = begin + 1; e <= end; e++)
            {
                if (PlaceWords.Last.Contains(Text[e - 1]))
                    Backwards(begin, e);
                if (PlaceWords.Divisions.Contains(Text[e - 1]))
                    Forwards(begin, e, end, title);
            }

            begin = end;
        }
    }

    private static bool InRun(char c) => TextForm.Han(c) || TextForm.Plain(c);

    private void Backwards(int begin, int end)
    {
        int length = 0;
        var endings = PlaceWords.Endings.GetAlternateLookup<ReadOnlySpan<char>>();
        for (int l = Math.Min(PlaceWords.LongestEnding, end - begin); l > 0 && length == 0; l--)
            if (endings.Contains(Text.AsSpan(end - l, l)))
                length = l;
        if (length == 0)
            return;
        var breaks = PlaceWords.Breaks.GetAlternateLookup<ReadOnlySpan<char>>();
        int ending = end - length,
            k = ending;
        while (
            k > begin
            && ending - k < LongestName
            && !PlaceWords.Stops.Contains(Text[k - 1])
            && !(k - 2 >= begin && breaks.Contains(Text.AsSpan(k - 2, 2)))
            && !(k < ending && PlaceWords.Bounds.Contains(Text[k - 1]))
        )
            k--;
        int core = ending - k;
        if (core >= 1 && (length > 1 || core >= 2))
            Array.Fill(Place, true, k, end - k);
    }

    /// <summary>
    /// What follows a division (a city, a district), in the title near its beginning or after a masked name such as A7.
    /// </summary>
    private void Forwards(int begin, int after, int end, bool title)
    {
        int name = after - 1;
        while (name > begin && char.IsAsciiDigit(Text[name - 1]))
            name--;
        bool masked = name > begin && char.IsAsciiLetter(Text[name - 1]);
        if (!masked && !(title && after - 1 > begin && after - 2 < DivisionsInTitle && TextForm.Han(Text[after - 2])))
            return;
        var breaks = PlaceWords.Breaks.GetAlternateLookup<ReadOnlySpan<char>>();
        for (
            int k = after;
            k < end
                && k < after + AfterDivision
                && !PlaceWords.Stops.Contains(Text[k])
                && !(k + 2 <= end && breaks.Contains(Text.AsSpan(k, 2)));
            k++
        )
            Place[k] = true;
    }

    /// <summary>What the record calls the place is the place wherever it stands, whatever it ends with.</summary>
    public void MarkName(string name)
    {
        if (name.Length is < 2 or > LongestRecorded)
            return;
        for (
            int at = Text.IndexOf(name, StringComparison.Ordinal);
            at >= 0;
            at = Text.IndexOf(name, at + name.Length, StringComparison.Ordinal)
        )
            Array.Fill(Place, true, at, name.Length);
    }

    private void FindKnown(KnownNames known)
    {
        for (int i = 0; i + 1 < Text.Length; i++)
        {
            if (known.At(Text.AsSpan(i)) is not { } name)
                continue;
            Array.Fill(Place, true, i, name.Length);
            Array.Fill(Known, true, i, name.Length);
            i += name.Length - 1;
        }
    }
}

/// <summary>A word of the list of problems, where it stands.</summary>
internal readonly record struct WordAt(int Word, int At);
