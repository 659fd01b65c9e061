using Modular.Language.Places;

namespace Modular.Language.Issues;

/// <summary>
/// Pairs of neighbouring CJK characters, and words of other letters and figures with the character after them (58-car,
/// 805-road): the units that texts are compared by. Pairs need no dictionary. A pair is one number; other words are a
/// hash with the highest bit set.
/// </summary>
internal static class Grams
{
    private const uint Basis = 2166136261,
        Prime = 16777619;

    /// <param name="Gram">Its number.</param>
    /// <param name="At">Where it begins.</param>
    /// <param name="Placed">It stands where a name of a place stands.</param>
    /// <param name="Known">It is part of a name the system knows.</param>
    /// <param name="Division">
    /// It ends with the word for a city, a district or another division, or stands right before it.
    /// </param>
    /// <param name="Problem">It is part of a word that tells of a problem.</param>
    public readonly record struct Found(uint Gram, int At, bool Placed, bool Known, bool Division, bool Problem);

    public static uint Pair(char first, char second) => ((uint)(first - '\u3400') << 16) | second;

    public static void Of(MarkedText text, List<Found> into)
    {
        string t = text.Text;
        for (int i = 0; i < t.Length; i++)
        {
            if (TextForm.Han(t[i]))
            {
                if (i + 1 >= t.Length || !TextForm.Han(t[i + 1]))
                    continue;
                if (PlaceWords.Grammar.Contains(t[i]) || PlaceWords.Grammar.Contains(t[i + 1]))
                    continue;
                bool problem = text.Problem[i] && text.Problem[i + 1];
                bool placed = text.Place[i] && text.Place[i + 1] && !problem;
                bool known = text.Known[i] && text.Known[i + 1];
                bool before = i + 2 < t.Length && PlaceWords.Divisions.Contains(t[i + 2]);
                bool division = before || PlaceWords.Divisions.Contains(t[i + 1]);
                into.Add(new(Pair(t[i], t[i + 1]), i, placed, known, division, problem));
            }
            else if (TextForm.Plain(t[i]))
            {
                int end = i;
                uint hash = Basis;
                bool figures = true;
                for (; end < t.Length && TextForm.Plain(t[end]); end++)
                {
                    hash = (hash ^ t[end]) * Prime;
                    figures &= char.IsAsciiDigit(t[end]);
                }

                bool followed = end < t.Length && TextForm.Han(t[end]);
                if (followed)
                    hash = (hash ^ t[end]) * Prime;
                // A short figure alone is a page or an hour.
                if (!(figures && !followed && end - i < 3))
                {
                    bool placed = text.Place[i] && !text.Problem[i];
                    into.Add(new(hash | 0x80000000, i, placed, text.Known[i], Division: true, text.Problem[i]));
                }

                i = end - 1;
            }
        }
    }
}
