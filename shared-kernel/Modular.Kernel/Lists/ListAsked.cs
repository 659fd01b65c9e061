using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Tables;
using Modular.Kernel.Ui;

namespace Modular.Kernel.Lists;

/// <summary>
/// What the address of a list asks for: filters, order, page and columns. The address is the whole state of a list, so
/// that it can be kept, sent and gone back to.
/// </summary>
public sealed class ListAsked
{
    public static readonly IReadOnlyList<int> Sizes = [25, 50, 100];

    /// <summary>What moves through a list and narrows nothing.</summary>
    private static readonly string[] Places = ["page", "after", "before"];

    /// <summary>What is asked once and never again.</summary>
    private static readonly string[] Passing = ["handler", "format", "culture"];

    /// <summary>How the list looks, which is no filter either.</summary>
    private static readonly string[] Looks = ["sort", "size", "cols"];

    /// <summary>What each of several lists on a page has for itself.</summary>
    private static readonly string[] Own = [.. Looks, .. Places];

    private readonly IReadOnlyList<(string Key, string Value)> _parts;
    private readonly string? _part;

    /// <param name="path">Of the list, such as <c>/needs</c>.</param>
    /// <param name="habit">Columns and page size this person last chose here, as the address writes them.</param>
    /// <param name="part">
    /// Of a page with several lists the id of this one; its own order and page stand in the address under
    /// <c>part.sort</c> and so on, and links lead back to it.
    /// </param>
    public ListAsked(string path, QueryString address, string? habit = null, string? part = null)
    {
        Path = path;
        _part = part;
        var asked = Parts(address.Value);
        string[] gone = [.. Passing, .. Places.Select(Key)];
        _parts = [.. asked.Where(p => !gone.Contains(p.Key, StringComparer.Ordinal))];
        string? At(string key) => asked.FirstOrDefault(p => p.Key == Key(key)).Value;
        string? Usual(string key) => At(key) ?? Parts(habit).FirstOrDefault(p => p.Key == key).Value;

        string? sort = At("sort");
        Descending = sort?.StartsWith('-') == true;
        Sort = sort?.TrimStart('-');
        Page = int.TryParse(At("page"), CultureInfo.InvariantCulture, out int page) && page > 1 ? page : 1;
        After = At("after");
        Before = At("before");
        Size =
            int.TryParse(Usual("size"), CultureInfo.InvariantCulture, out int size) && Sizes.Contains(size)
                ? size
                : Sizes[0];
        Columns = Usual("cols")?.Split(',', StringSplitOptions.RemoveEmptyEntries);
    }

    public string Path { get; }
    public string? Sort { get; }
    public bool Descending { get; }

    /// <summary>From 1, in lists that count their pages.</summary>
    public int Page { get; }

    /// <summary>Where a page begins or ends in lists by key: see <see cref="Keyset{TRow, TLine}"/>.</summary>
    public string? After { get; }
    public string? Before { get; }
    public int Size { get; }

    /// <summary>Keys of the columns to show, or null for the usual ones.</summary>
    public IReadOnlyList<string>? Columns { get; }

    /// <summary>Whether anything is filtered; order and columns are no filter.</summary>
    public bool Narrowed => _parts.Any(p => !p.Key.Contains('.') && !Looks.Contains(p.Key, StringComparer.Ordinal));

    /// <summary>Whether this is one of several lists on its page.</summary>
    public bool IsPart => _part is not null;

    /// <summary>A person's own columns and page size are kept under no name.</summary>
    public static async ValueTask<ListAsked> Of(HttpContext context, string path, string? part = null)
    {
        if (part is not null)
            return new(path, context.Request.QueryString, part: part);
        var views = await context.RequestServices.GetRequiredService<SavedViews>().Mine(path, context.RequestAborted);
        return new(path, context.Request.QueryString, views.FirstOrDefault(v => v.Name.Length == 0)?.Query);
    }

    /// <summary>The page that is shown where there are so many rows: one that has gone leads to the last.</summary>
    public int PageOf(int total) => Math.Min(Page, Pages(total));

    public int Pages(int total) => Math.Max(1, (total + Size - 1) / Size);

    /// <summary>The address behind the path, as a view keeps it: without the page.</summary>
    public string Query => PageAddress.Of("", _parts.Select(p => (p.Key, (object?)p.Value))).TrimStart('?');

    /// <summary>What is asked for under a key, the first where there are several.</summary>
    public string? this[string key] => _parts.FirstOrDefault(p => p.Key == key).Value;

    /// <summary>
    /// The same list with some parts changed or (null) taken out; everything else stays. Paging starts over.
    /// </summary>
    public string With(params (string Key, object? Value)[] changes)
    {
        var changed = changes.Select(c =>
            (Key: Own.Contains(c.Key, StringComparer.Ordinal) ? Key(c.Key) : c.Key, c.Value)
        );
        var kept = _parts.Where(p => changed.All(c => c.Key != p.Key)).Select(p => (p.Key, (object?)p.Value));
        string address = PageAddress.Of(Path, [.. kept, .. changed]);
        return _part is null ? address : $"{address}#{_part}";
    }

    /// <summary>Parts a form must send along beside its own fields.</summary>
    public IEnumerable<(string Key, string Value)> Besides(IReadOnlyCollection<string> fields) =>
        _parts.Where(p => !fields.Contains(p.Key, StringComparer.Ordinal));

    private string Key(string key) => _part is null ? key : $"{_part}.{key}";

    private static IReadOnlyList<(string Key, string Value)> Parts(string? query) =>
        [
            .. QueryHelpers
                .ParseQuery(query ?? "")
                .SelectMany(p => p.Value.Select(v => (p.Key, Value: v ?? "")))
                .Where(p => p.Value.Length > 0),
        ];
}
