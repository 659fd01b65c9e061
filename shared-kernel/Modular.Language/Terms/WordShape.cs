namespace Modular.Language.Terms;

internal static class WordShape
{
    /// <summary>Divisions before a name, which belong to the name before them.</summary>
    private static readonly string Divisions = Places.PlaceWords.Divisions + Places.PlaceWords.Bounds;

    public static Shape Of(string run)
    {
        var lexicon = Lexicon.Shipped;
        // Single characters of grammar are parts of words too; where they may not stand is told by their place.
        var tokens = lexicon.Part(run).ConvertAll(t => t.Length == 1 ? t with { Use = null } : t);
        if (tokens.Exists(t => t.Use is WordUse.Never or WordUse.Place) || Divisions.Contains(run[0]))
            return Shape.None;
        if (tokens.TrueForAll(t => t.Use is null))
            return Sound(run) ? Shape.Unknown : Shape.None;
        // A known word with a character of its neighbour, unless it is one of those that longer words are made with.
        for (int i = 0; i < tokens.Count; i++)
            if (
                tokens[i].Use is null
                && !(i == tokens.Count - 1 && lexicon.Tails.Contains(run[^1]))
                && !(i == 0 && lexicon.Heads.Contains(run[0]))
            )
                return Shape.None;
        return tokens.Exists(t => t.Use == WordUse.Name) ? Shape.Compound : Shape.None;
    }

    private static bool Sound(string run) =>
        run.Length < 5
        && !Lexicon.Shipped.Loose.Contains(run[0])
        && !Lexicon.Shipped.Loose.Contains(run[^1])
        && !run.AsSpan().ContainsAny(Lexicon.Shipped.Inner)
        && !Divisions.Contains(run[^1]);
}

/// <summary>How far a run that the collection uses like a word can be one, by what it is made of.</summary>
internal enum Shape
{
    /// <summary>A cut word, a piece of a sentence, or one that says only when, how or where.</summary>
    None,

    /// <summary>Made of known words, one of which names something.</summary>
    Compound,

    /// <summary>Nothing is known of it: the collection alone must show that it is a word.</summary>
    Unknown,
}
