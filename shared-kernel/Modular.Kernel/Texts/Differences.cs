using DiffPlex;

namespace Modular.Kernel.Texts;

public enum Piece { Same, Gone, New }

/// <summary>Two versions of a text beside each other, character by character: Chinese has no spaces to part words by.</summary>
public static class Differences
{
    /// <summary>Longer texts are told as wholly replaced line by line, so that nobody can make a page compare for minutes.</summary>
    private const int Longest = 20_000;

    /// <returns>Runs in reading order; joined without the new ones they are <paramref name="before"/>, without the gone ones <paramref name="after"/>.</returns>
    public static IReadOnlyList<(Piece Piece, string Text)> Of(string before, string after)
    {
        if (before == after) return before.Length == 0 ? [] : [(Piece.Same, before)];
        if (before.Length + after.Length > Longest) return [(Piece.Gone, before), (Piece.New, after)];
        var found = Differ.Instance.CreateCharacterDiffs(before, after, ignoreWhitespace: false);
        var runs = new List<(Piece, string)>();
        int at = 0;
        foreach (var block in found.DiffBlocks)
        {
            Add(runs, Piece.Same, before[at..block.DeleteStartA]);
            Add(runs, Piece.Gone, before.Substring(block.DeleteStartA, block.DeleteCountA));
            Add(runs, Piece.New, after.Substring(block.InsertStartB, block.InsertCountB));
            at = block.DeleteStartA + block.DeleteCountA;
        }

        Add(runs, Piece.Same, before[at..]);
        return runs;
    }

    private static void Add(List<(Piece, string)> runs, Piece piece, string text)
    {
        if (text.Length > 0) runs.Add((piece, text));
    }
}
