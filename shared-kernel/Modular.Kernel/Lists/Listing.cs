using System.Globalization;
using Modular.Kernel.Tables;
using Modular.Kernel.Texts;

namespace Modular.Kernel.Lists;

/// <summary>
/// One list of the house: its columns and filters are said once, and it is drawn, sorted, paged and written to files
/// from them.
/// </summary>
public sealed class Listing<TRow>(Words words, ListAsked asked, DateOnly today)
{
    public required IReadOnlyList<ListColumn<TRow>> Columns { get; init; }
    public IReadOnlyList<ListFilter> Filters { get; init; } = [];

    /// <summary>Where nothing is there yet. Where filters hide everything the list says so itself.</summary>
    public required EmptyList Empty { get; init; }

    /// <summary>Name of the boxes that mark rows, and what each stands for.</summary>
    public (string Name, string Form, Func<TRow, string> Of, IReadOnlyCollection<string> Marked)? Marks { get; init; }

    private IReadOnlyList<ListColumn<TRow>> OnScreen => [.. Columns.Where(c => !c.FileOnly)];

    /// <summary>All rows there are: sorted and cut into pages here.</summary>
    public ListView Of(IEnumerable<TRow> rows)
    {
        IReadOnlyList<TRow> sorted = Sorted(rows);
        int page = asked.PageOf(sorted.Count);
        return OfPage([.. sorted.Skip((page - 1) * asked.Size).Take(asked.Size)], sorted.Count);
    }

    /// <summary>The page that was asked for, of so many rows.</summary>
    public ListView OfPage(IReadOnlyList<TRow> rows, int total)
    {
        int page = asked.PageOf(total),
            pages = asked.Pages(total);
        return View(
            rows,
            words["list.total", total],
            new(
                page > 1 ? asked.With(("page", page - 1)) : null,
                page < pages ? asked.With(("page", page + 1)) : null,
                pages > 1 ? words["list.page-of", page, pages] : null
            ),
            null
        );
    }

    /// <summary>What the database gave: a page it has sorted and cut, or all there is.</summary>
    public ListView Of(ListPage<TRow> page) =>
        page.IsWhole
            ? Of(page.Rows)
            : View(
                page.Rows,
                page.Total >= ListBounds.CountedTo
                    ? words["list.many", ListBounds.CountedTo]
                    : words["list.total", page.Total],
                new(
                    page.Before is { } before ? asked.With(("before", before)) : null,
                    page.After is { } after ? asked.With(("after", after)) : null,
                    null
                ),
                page.Sorts
            );

    /// <summary>
    /// The rows in the order asked for; as they came where none is. Nothing stands last in either direction.
    /// </summary>
    public IReadOnlyList<TRow> Sorted(IEnumerable<TRow> rows)
    {
        if (Columns.FirstOrDefault(c => c.Key == asked.Sort && c.Sorts) is not { } column)
            return [.. rows];
        var keyed = rows.Select(row => (Row: row, Key: column.Compared(row))).ToList();
        var filled = keyed.Where(r => r.Key is not (null or ""));
        var sorted = asked.Descending
            ? filled.OrderByDescending(r => r.Key, CellOrder.Values)
            : filled.OrderBy(r => r.Key, CellOrder.Values);
        return [.. sorted.Concat(keyed.Where(r => r.Key is null or "")).Select(r => r.Row)];
    }

    /// <summary>Every row as a file, in the order of the screen, with the columns that are not on it.</summary>
    public SheetResult File(string? format, string name, IEnumerable<TRow> rows) =>
        File(format, name, Sorted(rows).ToAsyncEnumerable());

    /// <param name="rows">In the order asked for.</param>
    public SheetResult File(string? format, string name, IAsyncEnumerable<TRow> rows)
    {
        IReadOnlyList<ListColumn<TRow>> columns = [.. Columns.Where(c => c.InFile)];
        return new(
            format ?? "xlsx",
            name,
            [.. columns.Select(c => words[c.FileLabel ?? c.Label])],
            rows.Select(row => (IReadOnlyList<object?>)[.. columns.Select(c => Filed(c, row))])
        );
    }

    private static object? Filed(ListColumn<TRow> column, TRow row) =>
        (column.File ?? column.Value)(row) switch
        {
            long cents when column.Kind == ColumnKind.Money => cents / 100m,
            var value => value,
        };

    private ListView View(IReadOnlyList<TRow> rows, string count, ListPager pager, IReadOnlyCollection<string>? sorts)
    {
        HashSet<string> sortable =
        [
            .. Columns.Where(c => c.Sorts && sorts?.Contains(c.Key) != false).Select(c => c.Key),
        ];
        IReadOnlyList<ListColumn<TRow>> shown = [.. OnScreen.Where(Shown)];
        return new()
        {
            Asked = asked,
            Filters = Filters,
            Chips = [.. Chips(sortable)],
            Heads = [.. shown.Select(c => Head(c, sortable.Contains(c.Key)))],
            Rows = [.. rows.Select(r => Row(r, shown))],
            Columns = [.. OnScreen.Where(Choosable).Select(c => (c.Key, words[c.Label], Shown(c)))],
            Pager = pager,
            Count = count,
            Empty = asked.Narrowed ? new("list.none", asked.Path, "list.clear") : Empty,
            Mark = Marks?.Name,
            MarkForm = Marks?.Form,
        };
    }

    /// <summary>The name of a row and what can be done with it always stay.</summary>
    private static bool Choosable(ListColumn<TRow> column) => column.Kind is not (ColumnKind.Main or ColumnKind.Tools);

    private bool Shown(ListColumn<TRow> column) =>
        !Choosable(column)
        || (asked.Columns is { } chosen ? chosen.Contains(column.Key, StringComparer.Ordinal) : !column.Spare);

    private ListHead Head(ListColumn<TRow> column, bool sortable)
    {
        bool now = asked.Sort == column.Key && sortable;
        string next = now && !asked.Descending ? "-" + column.Key : column.Key;
        return new(
            words[column.Label],
            Css(column),
            sortable ? asked.With(("sort", next)) : null,
            !now ? null
                : asked.Descending ? "descending"
                : "ascending"
        );
    }

    private ListRow Row(TRow row, IReadOnlyList<ListColumn<TRow>> shown)
    {
        string? mark = Marks?.Of(row);
        return new([.. shown.Select(c => new ListCell(Parts(c, row), Css(c), CardLabel(c)))])
        {
            Mark = mark,
            Marked = mark is not null && Marks!.Value.Marked.Contains(mark),
            Called = Columns.FirstOrDefault(c => c.Kind == ColumnKind.Main)?.Value(row)?.ToString(),
        };
    }

    private IReadOnlyList<Cell> Parts(ListColumn<TRow> column, TRow row) =>
        column.Cells?.Invoke(row) ?? [Cell.Said(Text(column.Kind, column.Value(row)))];

    private string Text(ColumnKind kind, object? value) =>
        value switch
        {
            null or "" => kind == ColumnKind.Tools ? "" : words["list.nothing"],
            DateOnly day => Words.ShortDate(day, today),
            DateTimeOffset at => Words.ShortTime(at, today),
            long cents when kind == ColumnKind.Money => Words.Money(cents),
            int or long when kind == ColumnKind.Figure => Words.Number(
                Convert.ToInt64(value, CultureInfo.InvariantCulture)
            ),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };

    private string? CardLabel(ListColumn<TRow> column) => Choosable(column) ? words[column.Label] : null;

    private static string? Css(ListColumn<TRow> column) =>
        column.Kind switch
        {
            ColumnKind.Main => "main",
            ColumnKind.Number or ColumnKind.Day or ColumnKind.Moment => "no",
            ColumnKind.Figure or ColumnKind.Money => "num",
            ColumnKind.Tools => "tools",
            _ => null,
        };

    private IEnumerable<ListChip> Chips(HashSet<string> sortable)
    {
        foreach (var filter in Filters)
        {
            if (filter.Kind == FilterKind.Period)
            {
                if (asked[filter.Key] is not null || asked[filter.LastKey!] is not null)
                    yield return new(
                        words["list.chip", words[filter.Label], Period(asked[filter.Key], asked[filter.LastKey!])],
                        asked.With((filter.Key, null), (filter.LastKey!, null))
                    );
            }
            else if (filter.Kind != FilterKind.Facet && asked[filter.Key] is { } value)
            {
                string says = filter.Choices.FirstOrDefault(c => c.Value == value)?.Text.Trim() ?? value;
                string label = filter.Kind == FilterKind.Search ? words["list.search"] : words[filter.Label];
                yield return new(words["list.chip", label, says], asked.With((filter.Key, null)));
            }
        }

        if (Columns.FirstOrDefault(c => c.Key == asked.Sort && sortable.Contains(c.Key)) is { } column)
            yield return new(
                words[asked.Descending ? "list.sorted.down" : "list.sorted.up", words[column.Label]],
                asked.With(("sort", null))
            );
    }

    private string Period(string? first, string? last)
    {
        string Day(string text) =>
            DateOnly.TryParse(text, CultureInfo.InvariantCulture, out var day) ? Words.ShortDate(day, today) : text;
        return (first, last) switch
        {
            ({ } from, { } to) => words["list.period.between", Day(from), Day(to)],
            ({ } from, null) => words["list.period.from", Day(from)],
            (_, { } to) => words["list.period.to", Day(to)],
            _ => "",
        };
    }
}
