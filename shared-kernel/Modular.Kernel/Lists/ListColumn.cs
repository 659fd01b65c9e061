namespace Modular.Kernel.Lists;

/// <summary>One column of a list: the same on the screen, on the phone and in a file.</summary>
/// <param name="Key">As the address names it.</param>
/// <param name="Label">Key of its heading's words.</param>
/// <param name="Value">
/// What is compared, written to files, and shown where there is no <see cref="Cells"/>: text, a number, a
/// <see cref="DateOnly"/>, a <see cref="DateTimeOffset"/>, or null for nothing.
/// </param>
public sealed record ListColumn<TRow>(string Key, string Label, ColumnKind Kind, Func<TRow, object?> Value)
{
    /// <summary>What stands in the cell, where it is more than the value.</summary>
    public Func<TRow, IReadOnlyList<Cell>>? Cells { get; init; }

    /// <summary>What goes to files, where it is more than the value.</summary>
    public Func<TRow, object?>? File { get; init; }

    /// <summary>What is compared, where it is not the value: a state by its place and not by its name.</summary>
    public Func<TRow, object?>? Order { get; init; }

    /// <summary>Key of the heading's words in files, where they differ.</summary>
    public string? FileLabel { get; init; }

    /// <summary>Shown only to those who choose it.</summary>
    public bool Spare { get; init; }

    /// <summary>On the screen only.</summary>
    public bool NotInFile { get; init; }

    /// <summary>In the file only.</summary>
    public bool FileOnly { get; init; }

    public bool Unsorted { get; init; }

    public bool Sorts => !Unsorted && Kind != ColumnKind.Tools;
    public bool InFile => !NotInFile && Kind != ColumnKind.Tools;

    internal object? Compared(TRow row) => Order is null ? Value(row) : Order(row);
}

/// <summary>What a column holds decides where it stands and how it is written.</summary>
public enum ColumnKind
{
    Text,

    /// <summary>What the row is called: the first thing on a card, and the way to the thing itself.</summary>
    Main,

    /// <summary>Number of a thing, such as XQ-2026-000123: left, as words are.</summary>
    Number,

    /// <summary>How many or how much: right.</summary>
    Figure,

    /// <summary>An amount in cents: right, two places.</summary>
    Money,
    Day,
    Moment,

    /// <summary>What can be done with the row; never sorted, never in a file.</summary>
    Tools,
}
