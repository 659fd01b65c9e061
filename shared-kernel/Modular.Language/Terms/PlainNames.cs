namespace Modular.Language.Terms;

/// <summary>
/// Kinds of problem, each with its plain name first and the words that tell of it behind. Several words of one kind
/// say less together than its plain name: who reads 室温、热力公司、供暖管道 would have called it 供暖.
/// </summary>
internal sealed class PlainNames
{
    /// <summary>The plain name has to be said itself, in so much of what the words tell of together.</summary>
    private const double Said = 0.5;

    private static readonly string[][] Kinds =
    [
        .. FieldWords.Resource("issue-problems").Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)),
    ];

    private readonly IReadOnlyList<string> _words;
    private readonly Dictionary<string, HashSet<int>> _holding = new(StringComparer.Ordinal);

    /// <param name="words">Those the texts' numbers stand for.</param>
    public PlainNames(IReadOnlyList<string> words) => _words = words;

    /// <summary>The parts of a name with those of one kind in one word.</summary>
    /// <param name="members">Texts of the topic.</param>
    /// <param name="present">For every text the numbers of its words, ascending.</param>
    public List<string> Plainly(List<string> parts, int[] members, int[][] present)
    {
        foreach (string[] kind in Kinds)
        {
            string[] alike = [.. parts.Where(p => Tells(kind, p))];
            if (alike.Length < 2)
                continue;
            string plain = kind[0];
            int told = members.Count(i => Any(alike, present[i]));
            if (members.Count(i => Any([plain], present[i])) < told * Said)
                continue;
            int first = parts.IndexOf(alike[0]);
            parts = [.. parts.Take(first), plain, .. parts.Skip(first).Except(alike, StringComparer.Ordinal)];
        }

        return parts;
    }

    private static bool Tells(string[] kind, string part) =>
        kind.Any(word => part.Contains(word, StringComparison.Ordinal));

    private bool Any(string[] names, int[] words) => names.Any(name => Array.Exists(words, Holding(name).Contains));

    /// <summary>Words a name stands in, itself among them: 供暖 is said where 供暖管道 is.</summary>
    private HashSet<int> Holding(string name)
    {
        if (!_holding.TryGetValue(name, out var holding))
            _holding[name] = holding = [
                .. Enumerable.Range(0, _words.Count).Where(w => _words[w].Contains(name, StringComparison.Ordinal)),
            ];
        return holding;
    }
}
