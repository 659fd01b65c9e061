using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Modular.Kernel.Texts;
using Modular.Language;

namespace Modular.Kernel.Tables;

/// <summary>Which column of the file holds what.</summary>
public sealed class ColumnMapping(IReadOnlyDictionary<string, int> places, IReadOnlyList<string> headings)
{
    public IReadOnlyDictionary<string, int> Places => places;

    public IReadOnlyList<string> Headings => headings;

    public string Cell(SheetRow row, string key) =>
        places.TryGetValue(key, out int at) && at < row.Cells.Length ? row.Cells[at] : "";

    public bool Has(string key) => places.ContainsKey(key);

    /// <summary>
    /// Recognises headings by name and synonym in either language; blanks, case and full-width forms do not matter.
    /// </summary>
    public static ColumnMapping Recognise(
        string table,
        IReadOnlyList<Column> columns,
        IReadOnlyList<string> headings,
        Words words,
        IReadOnlyDictionary<string, string>? chosen = null
    )
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var folded = headings.Select(Fold).ToList();
        foreach (var column in columns)
        {
            if (chosen?.GetValueOrDefault(column.Key) is { } heading)
            {
                int at = folded.IndexOf(Fold(heading));
                if (at < 0)
                    throw new SheetRefused("sheet.mapping-unknown-heading", heading);
                places[column.Key] = at;
                continue;
            }

            foreach (string name in words.Both($"{table}.column.{column.Key}").SelectMany(t => t.Split('|')))
            {
                int at = folded.IndexOf(Fold(name));
                if (at < 0 || places.ContainsValue(at))
                    continue;
                places[column.Key] = at;
                break;
            }
        }

        return new(places, headings);
    }

    /// <exception cref="SheetRefused">
    /// A required column was not found; the sentence names it and what the file has.
    /// </exception>
    public ColumnMapping Require(string table, IReadOnlyList<Column> columns, Words words)
    {
        foreach (var column in columns.Where(c => c.Required && !places.ContainsKey(c.Key)))
            throw new SheetRefused(
                "sheet.column-missing",
                words[$"{table}.column.{column.Key}"].Split('|')[0],
                string.Join(", ", headings.Where(h => h.Length > 0).Take(12))
            );
        return this;
    }

    public static string Digest(IReadOnlyList<string> headings) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', headings))));

    private static string Fold(string heading) =>
        string.Concat(Width.Narrow(heading).Where(c => !char.IsWhiteSpace(c) && c is not ('*' or '(' or ')' or ':')))
            .ToLower(CultureInfo.InvariantCulture);
}
