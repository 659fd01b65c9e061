namespace Modular.Kernel.Lists;

/// <summary>What the database gives of a list by key.</summary>
/// <param name="Total">Rows that match, counted up to <see cref="ListBounds.CountedTo"/>.</param>
/// <param name="Before">Where the page before this one ends, or null on the first.</param>
/// <param name="After">Where the next one begins, or null on the last.</param>
/// <param name="Sorts">Keys of the columns it can be sorted by, or null for all.</param>
public sealed record ListPage<TRow>(
    IReadOnlyList<TRow> Rows,
    int Total,
    string? Before,
    string? After,
    IReadOnlyCollection<string>? Sorts
)
{
    /// <summary>These are all rows there are: the list sorts them and cuts its pages itself.</summary>
    public bool IsWhole { get; init; }
}
