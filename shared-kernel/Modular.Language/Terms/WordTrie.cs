namespace Modular.Language.Terms;

/// <summary>
/// Words by their characters: from a place in a text all words that begin there are found in as many steps as the
/// longest of them is long.
/// </summary>
internal sealed class WordTrie
{
    private readonly GramTable _next = new(1 << 10);
    private readonly List<int> _word = [-1];

    public void Add(string word, int number)
    {
        int node = 0;
        foreach (char c in word)
        {
            ref int next = ref _next.At((ulong)node << 16 | c);
            if (next == 0)
            {
                next = _word.Count;
                _word.Add(-1);
            }

            node = next;
        }

        _word[node] = number;
    }

    /// <summary>
    /// From a node (zero is the root) by one character to the next, or zero where no word goes on so.
    /// </summary>
    public int Step(int node, char c) => _next.Get((ulong)node << 16 | c);

    /// <summary>The word that ends here, or -1.</summary>
    public int Word(int node) => _word[node];
}
