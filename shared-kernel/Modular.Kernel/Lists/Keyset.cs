using System.Globalization;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace Modular.Kernel.Lists;

/// <summary>
/// Pages of a list by key and not by offset: page 4,000 costs what page 1 costs, in every order an index bears. An
/// order is the column's value and then the id; rows without a value come last in both directions.
/// </summary>
/// <typeparam name="TRow">The entity the database sorts.</typeparam>
/// <typeparam name="TLine">What is read of it.</typeparam>
public sealed class Keyset<TRow, TLine>
{
    private readonly Dictionary<string, Column> _columns = new(StringComparer.Ordinal);
    private readonly Expression<Func<TRow, TLine>> _read;
    private readonly IdColumn _id;

    /// <param name="read">What is read of a row.</param>
    public Keyset(Expression<Func<TRow, long>> id, Func<TLine, long> idOf, Expression<Func<TRow, TLine>> read)
    {
        _read = read;
        _id = new(id, idOf);
    }

    /// <summary>The order of the ids themselves, which is that of time.</summary>
    public Keyset<TRow, TLine> ById(string key)
    {
        _columns[key] = new(null, null, _id);
        return this;
    }

    /// <summary>An order that an index on (column, id) bears.</summary>
    /// <param name="column">An int, long, string, DateOnly or DateTimeOffset, or one of these or nothing.</param>
    public Keyset<TRow, TLine> By<TKey>(string key, Expression<Func<TRow, TKey>> column, Func<TLine, TKey> valueOf)
    {
        _columns[key] = new(new Ordered<TKey>(column, _id), line => KeyText.Of(valueOf(line)), _id);
        return this;
    }

    /// <summary>
    /// The page that is asked for; newest first where no order is. A handful comes whole in an order that no index
    /// bears.
    /// </summary>
    /// <param name="counted">How many match, where that is known.</param>
    public async Task<ListPage<TLine>> Page(
        IQueryable<TRow> rows,
        ListAsked asked,
        CancellationToken cancel,
        int? counted = null
    )
    {
        int total = counted ?? await rows.Take(ListBounds.CountedTo).CountAsync(cancel);
        if (!Bears(asked) && total <= ListBounds.Handful)
            return new(await InOrder(rows, asked).ToListAsync(cancel), total, null, null, null) { IsWhole = true };
        var (column, descending) = Order(asked);
        var place = Place.Of(asked.Before ?? asked.After);
        var found = new List<TLine>();
        foreach (var part in column.Parts(rows, place, descending, asked.Before is not null))
        {
            found.AddRange(await part.Take(asked.Size + 1 - found.Count).Select(_read).ToListAsync(cancel));
            if (found.Count > asked.Size)
                break;
        }

        return Cut(found, asked, total);
    }

    /// <summary>A page of what was read for it: one row more than it shows, if there is one.</summary>
    public ListPage<TLine> Cut(List<TLine> found, ListAsked asked, int total)
    {
        bool back = asked.Before is not null;
        bool more = found.Count > asked.Size;
        if (more)
            found.RemoveAt(asked.Size);
        if (back)
            found.Reverse();
        bool earlier = back ? more : asked.After is not null;
        bool later = back || more;
        var (column, _) = Order(asked);
        return new(
            found,
            total,
            earlier && found.Count > 0 ? column.At(found[0]) : null,
            later && found.Count > 0 ? column.At(found[^1]) : null,
            total <= ListBounds.Handful ? null : _columns.Keys
        );
    }

    /// <summary>All rows in the order asked for, as a stream.</summary>
    /// <param name="sorted">Sorts a handful by what the database cannot.</param>
    public async IAsyncEnumerable<TLine> All(
        IQueryable<TRow> rows,
        ListAsked asked,
        Func<IEnumerable<TLine>, IEnumerable<TLine>> sorted
    )
    {
        bool here = !Bears(asked) && await rows.Take(ListBounds.Handful + 1).CountAsync() <= ListBounds.Handful;
        var lines = here ? sorted(await InOrder(rows, asked).ToListAsync()).ToAsyncEnumerable() : InOrder(rows, asked);
        await foreach (var line in lines)
            yield return line;
    }

    private async IAsyncEnumerable<TLine> InOrder(IQueryable<TRow> rows, ListAsked asked)
    {
        var (column, descending) = Order(asked);
        foreach (var part in column.Parts(rows, null, descending, back: false))
        await foreach (var line in part.Select(_read).AsAsyncEnumerable())
            yield return line;
    }

    private bool Bears(ListAsked asked) => asked.Sort is null || _columns.ContainsKey(asked.Sort);

    private (Column, bool Descending) Order(ListAsked asked) =>
        asked.Sort is { } key && _columns.TryGetValue(key, out var column)
            ? (column, asked.Descending)
            : (new(null, null, _id), true);

    /// <summary>A place in an order: a value (empty for none) and an id.</summary>
    private sealed record Place(string Value, long Id)
    {
        public static Place? Of(string? text) =>
            text?.LastIndexOf('_') is { } cut and >= 0
            && long.TryParse(text.AsSpan(cut + 1), CultureInfo.InvariantCulture, out long id)
                ? new(text[..cut], id)
                : null;
    }

    private sealed record IdColumn(Expression<Func<TRow, long>> Of, Func<TLine, long> OfLine)
    {
        public IQueryable<TRow> Beyond(IQueryable<TRow> rows, long id, bool down) =>
            rows.Where(Compare.Beyond(Of, id, down, orSame: false));

        public IQueryable<TRow> InOrder(IQueryable<TRow> rows, bool down) =>
            down ? rows.OrderByDescending(Of) : rows.OrderBy(Of);
    }

    private sealed record Column(IOrdered? Values, Func<TLine, string>? Written, IdColumn Id)
    {
        public string At(TLine line) =>
            string.Create(CultureInfo.InvariantCulture, $"{Written?.Invoke(line)}_{Id.OfLine(line)}");

        /// <summary>Queries whose rows follow one another: those with a value, then those without.</summary>
        public IEnumerable<IQueryable<TRow>> Parts(IQueryable<TRow> rows, Place? from, bool descending, bool back)
        {
            bool down = descending != back;
            if (Values is null)
                return [Id.InOrder(from is null ? rows : Id.Beyond(rows, from.Id, down), down)];
            bool inGap = from is { Value.Length: 0 };
            if (from is { Value.Length: > 0 } && !Values.Reads(from.Value))
                from = null;
            IQueryable<TRow> valued = Values.InOrder(
                from is null || inGap ? Values.Filled(rows) : Values.Beyond(rows, from.Value, from.Id, down),
                down
            );
            if (Values.Missing(rows) is not { } missing)
                return [valued];
            IQueryable<TRow> gap = Id.InOrder(inGap ? Id.Beyond(missing, from!.Id, down) : missing, down);
            return (back, inGap) switch
            {
                (false, false) => [valued, gap],
                (false, true) => [gap],
                (true, false) => [valued],
                (true, true) => [gap, valued],
            };
        }
    }

    private interface IOrdered
    {
        bool Reads(string value);
        IQueryable<TRow> Filled(IQueryable<TRow> rows);

        /// <summary>Rows without a value; null where all have one.</summary>
        IQueryable<TRow>? Missing(IQueryable<TRow> rows);
        IQueryable<TRow> Beyond(IQueryable<TRow> rows, string value, long id, bool down);
        IQueryable<TRow> InOrder(IQueryable<TRow> rows, bool down);
    }

    private sealed class Ordered<TKey>(Expression<Func<TRow, TKey>> of, IdColumn id) : IOrdered
    {
        private static readonly bool Gaps = Nullable.GetUnderlyingType(typeof(TKey)) is not null;

        public bool Reads(string value) => KeyText.Read<TKey>(value, out _);

        public IQueryable<TRow> Filled(IQueryable<TRow> rows) => Gaps ? rows.Where(IsNull(not: true)) : rows;

        public IQueryable<TRow>? Missing(IQueryable<TRow> rows) => Gaps ? rows.Where(IsNull(not: false)) : null;

        /// <summary>
        /// The first condition bounds the walk along the index, the second settles those with the same value.
        /// </summary>
        public IQueryable<TRow> Beyond(IQueryable<TRow> rows, string value, long last, bool down)
        {
            KeyText.Read<TKey>(value, out var key);
            return rows.Where(Compare.Beyond(of, key, down, orSame: true))
                .Where(
                    Compare.Either(
                        Compare.Beyond(of, key, down, orSame: false),
                        Compare.Beyond(id.Of, last, down, orSame: false)
                    )
                );
        }

        public IQueryable<TRow> InOrder(IQueryable<TRow> rows, bool down) =>
            down ? rows.OrderByDescending(of).ThenByDescending(id.Of) : rows.OrderBy(of).ThenBy(id.Of);

        private Expression<Func<TRow, bool>> IsNull(bool not)
        {
            var nothing = Expression.Constant(null, typeof(TKey));
            return Expression.Lambda<Func<TRow, bool>>(
                not ? Expression.NotEqual(of.Body, nothing) : Expression.Equal(of.Body, nothing),
                of.Parameters
            );
        }
    }
}
