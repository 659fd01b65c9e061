namespace Modular.Kernel.Lists;

/// <summary>How far lists by key go in counting and in sorting by themselves.</summary>
public static class ListBounds
{
    /// <summary>Very many rows are not counted to the last.</summary>
    public const int CountedTo = 10_000;

    /// <summary>So many can be sorted in memory, by what the database cannot: names, words, states.</summary>
    public const int Handful = 2_000;
}
