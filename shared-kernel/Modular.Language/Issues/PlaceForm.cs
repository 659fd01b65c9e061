using Modular.Language.Places;
using Modular.Language.Terms;

namespace Modular.Language.Issues;

/// <summary>
/// A stretch that belongs to names, brought to the form a reader would write: no known word is cut, and what is
/// complained of, when and how is no part of it.
/// </summary>
internal static class PlaceForm
{
    private const int Shortest = 2,
        Whole = 3;

    private readonly record struct Part(int From, int To, bool Ends, WordUse? Use, bool Problem)
    {
        public int Length => To - From;
    }

    /// <returns>Where the name begins and ends in the text; nothing where the stretch holds none.</returns>
    public static (int From, int To)? Of(string text, int from, int to)
    {
        var parts = Parts(text, from, to);
        return Longest(text, parts, strict: true) ?? Longest(text, parts, strict: false);
    }

    private static (int From, int To)? Longest(string text, List<Part> parts, bool strict)
    {
        (int From, int To, bool Ends)? best = null;
        for (int begin = 0; begin < parts.Count; )
        {
            int end = begin;
            while (end < parts.Count && Stays(text, parts, end))
                end++;
            if (Named(text, parts, begin, end, strict) is { } name && (best is not { } b || Better(name, b)))
                best = name;
            begin = end + 1;
        }

        return best is { } found ? (found.From, found.To) : null;
    }

    private static bool Better((int From, int To, bool Ends) one, (int From, int To, bool Ends) other) =>
        one.Ends != other.Ends ? one.Ends : one.To - one.From > other.To - other.From;

    /// <summary>The words of the stretch; a word that reaches over its border belongs to it whole.</summary>
    private static List<Part> Parts(string text, int from, int to)
    {
        var parts = new List<Part>();
        (int begin, int end) = (from, to);
        while (begin > 0 && TextForm.Han(text[begin]) && TextForm.Han(text[begin - 1]))
            begin--;
        while (end < text.Length && TextForm.Han(text[end - 1]) && TextForm.Han(text[end]))
            end++;
        for (int i = begin; i < end; )
        {
            int run = i;
            while (run < end && TextForm.Han(text[run]))
                run++;
            foreach (var token in Lexicon.Shipped.Part(text.AsSpan(i, run - i)))
            {
                int at = i + token.At;
                if (at >= to || at + token.Length <= from)
                    continue;
                bool ends = Ends(text, at, token),
                    problem = Problem(text, at, token.Length);
                parts.Add(new(at, at + token.Length, ends, token.Use, problem));
            }

            for (; run < end && !TextForm.Han(text[run]); run++)
                if (run >= from && run < to)
                    parts.Add(new(run, run + 1, false, null, false));
            i = run;
        }

        return parts;
    }

    /// <summary>
    /// A known word ends a name only where it is an ending, or ends with a longer one: one that says a number of
    /// something ends none.
    /// </summary>
    private static bool Ends(string text, int at, Token token)
    {
        var endings = PlaceWords.Endings.GetAlternateLookup<ReadOnlySpan<char>>();
        for (int l = token.Use is null || token.Length == 1 ? 1 : 2; l <= token.Length; l++)
            if (endings.Contains(text.AsSpan(at + token.Length - l, l)))
                return true;
        return false;
    }

    private static bool Problem(string text, int at, int length) =>
        length > 1 && ProblemWords.At(text.AsSpan(at, length)) >= 0;

    /// <summary>
    /// A word that names something stays only on the way to an ending (a vocational college); of grammar some
    /// characters stand in names.
    /// </summary>
    private static bool Stays(string text, List<Part> parts, int at)
    {
        var part = parts[at];
        if (part.Use == WordUse.Never)
            return part.Length == 1 && Lexicon.Shipped.Within.Contains(text[part.From]);
        if (part.Use is null or WordUse.Place || part.Ends)
            return true;
        for (int k = at + 1; k < parts.Count && parts[k].Use != WordUse.Never; k++)
            if ((parts[k].Ends && (parts[k].Length > 1 || !part.Problem)) || parts[k].Use == WordUse.Place)
                return true;
        return false;
    }

    /// <param name="strict">A known word at the beginning is none of the name's; otherwise it may be all it has (a
    /// railway's dwellings).</param>
    private static (int From, int To, bool Ends)? Named(string text, List<Part> parts, int begin, int end, bool strict)
    {
        while (
            begin < end
            && (
                (strict && parts[begin].Use is WordUse.Name or WordUse.Beside && !parts[begin].Ends)
                || PlaceWords.Divisions.Contains(text[parts[begin].From])
            )
        )
            begin++;
        int last = end - 1;
        while (last >= begin && !parts[last].Ends)
            last--;
        // One character behind an ending is the beginning of something else; a house or an entrance is more than the
        // place.
        if (last >= begin && end - last == 2 && parts[end - 1].Length == 1)
            end--;
        while (end > begin)
        {
            bool never = parts[end - 1].Use == WordUse.Never && !parts[end - 1].Ends;
            if (!never && !Numbered(text, parts, begin, ref end))
                break;
            end--;
        }

        if (begin >= end || parts[end - 1].To - parts[begin].From < (strict ? Whole : Shortest))
            return null;
        // Something must be its own: an old estate is no name.
        bool own = false;
        bool numbered = false,
            known = false;
        for (int k = begin; k < end; k++)
        {
            bool first = !strict && k == begin && end - begin > 1;
            own |= Own(text, parts[k]) || (first && parts[k].Use is WordUse.Name or WordUse.Beside);
            numbered |= TextForm.Plain(text[parts[k].From]);
            known |= parts[k].Use is WordUse.Name;
        }

        return own || (numbered && known) ? (parts[begin].From, parts[end - 1].To, parts[end - 1].Ends) : null;
    }

    /// <summary>Takes a house's or an entrance's number from the end of a name that has more than it.</summary>
    private static bool Numbered(string text, List<Part> parts, int begin, ref int end)
    {
        int at = end;
        while (
            at > begin
            && parts[at - 1].Length <= 2
            && TextForm.Han(text[parts[at - 1].From])
            && PlaceWords.Houses.Contains(text[parts[at - 1].From])
        )
            at--;
        int figures = at;
        while (figures > begin && char.IsAsciiDigit(text[parts[figures - 1].From]))
            figures--;
        if (at == end || figures == at || figures == begin)
            return false;
        end = figures + 1;
        return true;
    }

    private static bool Own(string text, Part part)
    {
        char first = text[part.From];
        bool unknown = part.Use is null || (part.Use == WordUse.Never && part.Length == 1);
        return unknown
            && TextForm.Han(first)
            && !Lexicon.Shipped.Heads.Contains(first)
            && !PlaceWords.Endings.Contains(first.ToString());
    }
}
