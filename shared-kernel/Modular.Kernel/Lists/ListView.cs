namespace Modular.Kernel.Lists;

/// <summary>A list ready to be drawn: what <c>_List</c> shows, without the rows' own type.</summary>
public sealed record ListView
{
    public required ListAsked Asked { get; init; }
    public required IReadOnlyList<ListFilter> Filters { get; init; }

    /// <summary>What narrows the list now, each with the way to take it out.</summary>
    public required IReadOnlyList<ListChip> Chips { get; init; }
    public required IReadOnlyList<ListHead> Heads { get; init; }
    public required IReadOnlyList<ListRow> Rows { get; init; }

    /// <summary>Columns one may choose from, with those that show.</summary>
    public required IReadOnlyList<(string Key, string Text, bool Shown)> Columns { get; init; }
    public required ListPager Pager { get; init; }

    /// <summary>How many there are, in words.</summary>
    public required string Count { get; init; }
    public required EmptyList Empty { get; init; }

    /// <summary>Name of the box that marks a row; null where rows are not marked.</summary>
    public string? Mark { get; init; }

    /// <summary>Id of the form the marks are sent with.</summary>
    public string? MarkForm { get; init; }

    /// <summary>Name of the page handler that writes the file; each of several lists has its own.</summary>
    public string Handler { get; init; } = "export";

    /// <summary>What is shown, as a file.</summary>
    public string Export(string format) => Asked.With(("handler", Handler), ("format", format));
}

public sealed record ListChip(string Text, string Without);

/// <param name="Href">The way to this order, or null where the column cannot be sorted.</param>
/// <param name="Sorted"><c>ascending</c>, <c>descending</c>, or null.</param>
public sealed record ListHead(string Text, string? Css, string? Href, string? Sorted);

public sealed record ListRow(IReadOnlyList<ListCell> Cells)
{
    public string? Mark { get; init; }
    public bool Marked { get; init; }

    /// <summary>What the row is called, for those who hear the box and do not see the row.</summary>
    public string? Called { get; init; }
}

/// <param name="Label">Heading on the phone, where rows are cards; null for what needs none.</param>
public sealed record ListCell(IReadOnlyList<Cell> Parts, string? Css, string? Label);

/// <param name="Place">Which page this is of how many, or null where nobody counts.</param>
public sealed record ListPager(string? Previous, string? Next, string? Place);

/// <summary>What stands in place of no rows: keys of words, and the next thing to do.</summary>
public sealed record EmptyList(string Text, string? Href = null, string? Action = null);
