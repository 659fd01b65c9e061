namespace Modular.Language.Terms;

/// <summary>
/// The words that ship with the product, and how they part a run of characters into words: by the fewest words, where
/// a single character that is nobody's word is dearest (a shortest path, as in Sproat, Shih, Gale and Chang 1996,
/// without frequencies). It knows no names of the place it runs at; what it does not know stays single characters,
/// about which the collection has to say more.
/// </summary>
internal sealed class Lexicon
{
    private const float Known = 1,
        Grammatical = 1.2f,
        Unknown = 1.7f;

    public static Lexicon Shipped { get; } = new();

    private readonly WordTrie _trie = new();
    private readonly List<WordUse> _uses = [];
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

    /// <summary>Characters with which longer words are made from shorter ones.</summary>
    public string Heads { get; } = "";
    public string Tails { get; } = "";

    /// <summary>Characters of sentences: at no edge of a found word, and nowhere in one.</summary>
    public string Loose { get; } = "";
    public string Inner { get; } = "";

    /// <summary>Single characters of grammar that stand in names of places all the same.</summary>
    public string Within { get; } = "";

    /// <summary>Characters before a verb, and after one.</summary>
    public string Denies { get; } = "";
    public string Lasts { get; } = "";

    private Lexicon()
    {
        foreach (string[] row in FieldWords.Resource("words").Select(l => l.Split('\t')))
        {
            string[] words = row[1].Split(' ');
            if (row[0] == "head")
                Heads = row[1];
            else if (row[0] == "tail")
                Tails = row[1];
            else if (row[0] == "loose")
                Loose = row[1];
            else if (row[0] == "inner")
                Inner = row[1];
            else if (row[0] == "within")
                Within = row[1];
            else if (row[0] == "denies")
                Denies = row[1];
            else if (row[0] == "lasts")
                Lasts = row[1];
            else
                Add(words, Use(row[0]));
        }

        // What nothing is said of elsewhere names what it is listed for.
        Add(FieldWords.Shipped.Words, WordUse.Name);
        var categories = FieldWords.Resource("category-words").SelectMany(l => l.Split('\t'));
        Add(categories.SelectMany(w => w.Split(' ')), WordUse.Name);
        Add(FieldWords.Resource("issue-problems").SelectMany(l => l.Split(' ')), WordUse.Name);
    }

    private static WordUse Use(string kind) =>
        kind switch
        {
            "thing" or "matter" => WordUse.Name,
            "general" or "act" or "who" => WordUse.Beside,
            "place" => WordUse.Place,
            _ => WordUse.Never,
        };

    private void Add(IEnumerable<string> words, WordUse use)
    {
        foreach (string word in words)
        {
            // Single characters are known only where they are grammar: as names they are parts of too many words.
            if (word.Length == 0 || (word.Length == 1 && use != WordUse.Never))
                continue;
            if (!_numbers.TryAdd(word, _uses.Count))
                continue;
            _trie.Add(word, _uses.Count);
            _uses.Add(use);
        }
    }

    public WordUse? UseOf(string word) => _numbers.TryGetValue(word, out int number) ? _uses[number] : null;

    /// <summary>Whether a word may stand as a name.</summary>
    public bool Names(string word) => UseOf(word) == WordUse.Name;

    /// <summary>Those that may, in a fixed order.</summary>
    public IEnumerable<string> Naming =>
        _numbers.Where(n => _uses[n.Value] == WordUse.Name).Select(n => n.Key).Order(StringComparer.Ordinal);

    /// <summary>The words of a run, from its beginning to its end.</summary>
    public List<Token> Part(ReadOnlySpan<char> run)
    {
        float[] cost = new float[run.Length + 1];
        int[] step = new int[run.Length],
            word = new int[run.Length];
        for (int i = run.Length - 1; i >= 0; i--)
        {
            (cost[i], step[i], word[i]) = (cost[i + 1] + Unknown, 1, -1);
            for (int at = i, node = 0; at < run.Length && (node = _trie.Step(node, run[at])) > 0; at++)
            {
                int known = _trie.Word(node);
                if (known < 0)
                    continue;
                float through = cost[at + 1] + (at == i ? Grammatical : Known);
                // Of equals the longer word.
                if (through <= cost[i])
                    (cost[i], step[i], word[i]) = (through, at + 1 - i, known);
            }
        }

        var tokens = new List<Token>();
        for (int i = 0; i < run.Length; i += step[i])
            tokens.Add(new(i, step[i], word[i] < 0 ? null : _uses[word[i]]));
        return tokens;
    }
}

/// <summary>What a known word can do in a name.</summary>
internal enum WordUse : byte
{
    /// <summary>Stands as a name, alone or in a longer one.</summary>
    Name,

    /// <summary>
    /// In a name only beside a word that names: what is done, whom it is about, what is said of everything.
    /// </summary>
    Beside,

    /// <summary>Where, not what.</summary>
    Place,

    /// <summary>No part of a name: times, manners, courtesies, grammar.</summary>
    Never,
}

/// <summary>A stretch of a run: a known word, or one character of which nothing is known.</summary>
internal readonly record struct Token(int At, int Length, WordUse? Use);
