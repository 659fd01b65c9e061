namespace Modular.Kernel.Lists;

/// <summary>A page of a list that the database sorts.</summary>
/// <param name="Total">Rows that match, counted up to <paramref name="CountedTo"/>.</param>
/// <param name="Before">Where the page before this one ends, or null on the first.</param>
/// <param name="After">Where the next one begins, or null on the last.</param>
public sealed record ListPage<TRow>(IReadOnlyList<TRow> Rows, int Total, int CountedTo, string? Before, string? After);
