using Modular.Kernel.Rules;

namespace Modular.Kernel.Tables;

public static class Sheet
{
    /// <summary>Opens by content, not by name: a csv renamed to xlsx is read as what it is.</summary>
    /// <param name="cancel">Ends the reading of rows too.</param>
    /// <exception cref="SheetRefused">Encrypted, truncated, packed like a bomb, empty, or no table at all.</exception>
    public static ISheet Open(Stream file, CancellationToken cancel = default)
    {
        if (!file.CanSeek)
            throw new ArgumentException("The file must be seekable.", nameof(file));
        Span<byte> head = stackalloc byte[8];
        int read = file.ReadAtLeast(head, 8, throwOnEndOfStream: false);
        file.Position = 0;
        if (read == 0)
            throw new SheetRefused("sheet.empty");
        if (head.StartsWith<byte>([0x50, 0x4B, 0x03, 0x04]))
            return XlsxSheet.Open(file, new(cancel));
        if (head.StartsWith<byte>([0xD0, 0xCF, 0x11, 0xE0]))
            throw new SheetRefused("sheet.encrypted-or-old");
        if (head.StartsWith<byte>([0x50, 0x4B]))
            throw new SheetRefused("sheet.broken-zip");
        return CsvSheet.Open(file, new(cancel));
    }

    /// <summary>Control characters out, line ends unified, outer blanks off.</summary>
    public static string Clean(string text)
    {
        if (
            text.AsSpan().ContainsAnyInRange('\0', '\x1f')
            || text.Contains('\x7f', StringComparison.Ordinal)
            || text.Contains('\ufeff', StringComparison.Ordinal)
        )
            text = string.Concat(
                text.Replace("\r\n", "\n", StringComparison.Ordinal)
                    .Where(c => c is '\n' or '\t' || (c >= ' ' && c is not ('\x7f' or '\ufeff')))
            );
        return text.Trim();
    }
}

/// <summary>One row of a file: its number as people see it (the heading is row 1) and its cells as text.</summary>
public readonly record struct SheetRow(int Number, string[] Cells);

/// <summary>A file opened for reading, row by row: memory does not grow with its length.</summary>
public interface ISheet : IDisposable
{
    IReadOnlyList<string> Headings { get; }

    /// <exception cref="SheetRefused">The file is broken from some row on.</exception>
    IEnumerable<SheetRow> Rows();
}

/// <summary>A file cannot be read. The key names a sentence that says what is wrong and what to do.</summary>
public sealed class SheetRefused(string key, params object[] arguments) : Exception(key), IRefusal
{
    public string Key { get; } = key;
    public object[] Arguments { get; } = arguments;

    IReadOnlyList<object?> IRefusal.Arguments => Arguments;
}

/// <summary>Bounds that keep hostile or mistaken files from filling memory.</summary>
public static class SheetLimits
{
    public const int Columns = 200;
    public const int CellLength = 20_000;
    public const long UnpackedBytes = 1L << 30;
    public const int UnpackRatio = 400;
    public const int SharedStringCharacters = 50_000_000;
    public const long Characters = 1_000_000_000;

    /// <summary>Of reading, without what is done with the rows.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);
}
