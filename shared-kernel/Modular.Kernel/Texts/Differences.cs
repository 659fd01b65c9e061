using System.Text.RegularExpressions;
using DiffPlex;

namespace Modular.Kernel.Texts;

/// <summary>
/// Two versions of a text beside each other, character by character: Chinese has no spaces to part words by.
/// </summary>
public static partial class Differences
{
    /// <summary>
    /// Longer texts are told as wholly replaced line by line, so that nobody can make a page compare for minutes.
    /// </summary>
    private const int Longest = 20_000;

    /// <returns>
    /// Runs in reading order; joined without the new ones they are <paramref name="before"/>, without the gone ones
    /// <paramref name="after"/>.
    /// </returns>
    public static IReadOnlyList<(Piece Piece, string Text)> Of(string before, string after)
    {
        if (before == after)
            return before.Length == 0 ? [] : [(Piece.Same, before)];
        if (before.Length + after.Length > Longest)
            return [(Piece.Gone, before), (Piece.New, after)];
        var found = Differ.Instance.CreateDiffs(
            before,
            after,
            ignoreWhiteSpace: false,
            ignoreCase: false,
            new Pieces()
        );
        var runs = new List<(Piece, string)>();
        int at = 0;
        foreach (var block in found.DiffBlocks)
        {
            Add(runs, Piece.Same, string.Concat(found.PiecesOld.Skip(at).Take(block.DeleteStartA - at)));
            Add(runs, Piece.Gone, string.Concat(found.PiecesOld.Skip(block.DeleteStartA).Take(block.DeleteCountA)));
            Add(runs, Piece.New, string.Concat(found.PiecesNew.Skip(block.InsertStartB).Take(block.InsertCountB)));
            at = block.DeleteStartA + block.DeleteCountA;
        }

        Add(runs, Piece.Same, string.Concat(found.PiecesOld.Skip(at)));
        return runs;
    }

    /// <summary>
    /// Chinese is compared character by character; a figure or a word in letters is changed as a whole, or "500.00"
    /// would become "450.55" digit by digit.
    /// </summary>
    private sealed class Pieces : IChunker
    {
        public IReadOnlyList<string> Chunk(string text) => [.. Token().Matches(text).Select(m => m.Value)];
    }

    [GeneratedRegex(@"\d[\d.,]*%?|[A-Za-z]+|\p{Cs}{2}|.", RegexOptions.Singleline | RegexOptions.NonBacktracking)]
    private static partial Regex Token();

    private static void Add(List<(Piece, string)> runs, Piece piece, string text)
    {
        if (text.Length > 0)
            runs.Add((piece, text));
    }
}

public enum Piece
{
    Same,
    Gone,
    New,
}
