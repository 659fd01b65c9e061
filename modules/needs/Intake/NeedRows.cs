using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Modular.Kernel.Tables;
using Modular.Kernel.Texts;
using Modular.Kernel.Units;
using Modular.Needs.Domain;

namespace Modular.Needs.Intake;

/// <summary>
/// Reads rows of a file as requests. Knows the table's columns, says what is wrong with a row, stores nothing.
/// </summary>
internal sealed class NeedRows(
    Words words,
    UnitTree units,
    Unit unit,
    IReadOnlyDictionary<string, int> categories,
    DateTimeOffset now,
    string importer
)
{
    public const string Table = "needs";

    public static readonly IReadOnlyList<Column> Columns =
    [
        new("ref"),
        new("title"),
        new("text", true),
        new("received"),
        new("name"),
        new("phone"),
        new("place"),
        new("unit"),
        new("category"),
        new("channel"),
        new("supports"),
    ];

    private readonly Dictionary<string, NeedChannel> _channels = Enum.GetValues<NeedChannel>()
        .SelectMany(c => words.Both($"enum.NeedChannel.{c}").Append(c.ToString()).Select(w => (w, c)))
        .DistinctBy(p => p.w, StringComparer.OrdinalIgnoreCase)
        .ToDictionary(p => p.w, p => p.c, StringComparer.OrdinalIgnoreCase);

    public ReadRow Read(SheetRow row, ColumnMapping map)
    {
        ReadRow Wrong(string column, string key, params object?[] arguments) =>
            new(row, null, words[$"{Table}.column.{column}"].Split('|')[0], words[key, arguments]);
        string Cell(string key) => map.Cell(row, key);
        foreach (string cell in row.Cells)
            if (cell.Length > SheetLimits.CellLength)
                return Wrong("text", "needs.import.cell-long", SheetLimits.CellLength);
        string text = Cell("text"),
            title = Cell("title");
        if (text.Length == 0 && title.Length == 0)
            return Wrong("text", "needs.import.text-missing");
        if (text.Length == 0)
            text = title;
        if (text.Length > Need.TextLength)
            return Wrong("text", "needs.text-long", Need.TextLength);
        if (title.Length == 0)
            title = FirstWords(text);
        var received = now;
        if (Cell("received") is { Length: > 0 } date && !CellDate.TryParse(date, out received))
            return Wrong("received", "needs.import.date-wrong", Short(date));
        if (received > now.AddDays(1))
            return Wrong("received", "needs.import.date-future", Short(Cell("received")));
        var at = unit;
        if (Cell("unit") is { Length: > 0 } named)
        {
            at = units.Find(named) ?? units.Under(unit.Path).FirstOrDefault(u => u.Name == named);
            if (at is null || !at.Path.StartsWith(unit.Path, StringComparison.Ordinal))
                return Wrong("unit", "needs.import.unit-unknown", Short(named), unit.Name);
        }

        int? category = null;
        if (Cell("category") is { Length: > 0 } kind)
        {
            if (!categories.TryGetValue(kind, out int found))
                return Wrong("category", "needs.import.category-unknown", Short(kind));
            category = found;
        }

        var channel = NeedChannel.Hotline;
        if (Cell("channel") is { Length: > 0 } way && !_channels.TryGetValue(way, out channel))
            return Wrong("channel", "needs.import.channel-unknown", Short(way));
        string phone = Cell("phone");
        if (phone.Length > 20 || phone.Any(c => !char.IsAsciiDigit(c) && c is not ('-' or '+' or ' ' or '(' or ')')))
            return Wrong("phone", "needs.import.phone-wrong", Short(phone));
        _ = int.TryParse(Cell("supports"), NumberStyles.Integer, CultureInfo.InvariantCulture, out int supports);
        return new(
            row,
            new NewNeed(
                title.Length > Need.TitleLength ? title[..Need.TitleLength] : title,
                text,
                at.Id,
                at.Path,
                channel,
                received,
                importer,
                category,
                Null(Cell("place"), 120),
                Null(Cell("name"), 40),
                Null(phone, 20),
                SourceRef: Reference(row, map, unit),
                Supports: Math.Max(0, supports)
            ),
            null,
            null
        );
    }

    /// <summary>
    /// The file's own number, or a digest of what identifies a row: the same file again adds nothing.
    /// </summary>
    private static string Reference(SheetRow row, ColumnMapping map, Unit unit)
    {
        string own = map.Cell(row, "ref");
        if (own.Length is > 0 and <= 40)
            return $"{unit.Code}:{own}";
        string all = string.Join(
            '\n',
            own,
            map.Cell(row, "title"),
            map.Cell(row, "text"),
            map.Cell(row, "received"),
            map.Cell(row, "name"),
            map.Cell(row, "phone"),
            map.Cell(row, "unit")
        );
        return $"{unit.Code}:#{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)).AsSpan(0, 16))}";
    }

    private static string FirstWords(string text)
    {
        int end = text.AsSpan().IndexOfAny("\u3002\uff0c\uff01\uff1f\n,.!?");
        return end is > 3 and < 40 ? text[..end] : Plain.Cut(text, 30);
    }

    private static string Short(string text) => text.Length > 30 ? Plain.Cut(text, 30) + "\u2026" : text;

    private static string? Null(string text, int most) =>
        text.Length == 0 ? null
        : text.Length > most ? text[..most]
        : text;
}

/// <summary>One row of a file, understood or not.</summary>
internal sealed record ReadRow(SheetRow Row, NewNeed? Need, string? Column, string? Reason);
