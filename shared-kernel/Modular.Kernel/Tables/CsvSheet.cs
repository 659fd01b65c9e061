using System.Text;
using CsvHelper;

namespace Modular.Kernel.Tables;

/// <summary>Comma, semicolon or tab separated text in UTF-8, UTF-16 or GB18030 (which includes GBK).</summary>
internal sealed class CsvSheet : ISheet
{
    private readonly CsvReader _reader;
    private readonly SheetBudget _budget;

    private CsvSheet(CsvReader reader, SheetBudget budget, IReadOnlyList<string> headings) =>
        (_reader, _budget, Headings) = (reader, budget, headings);

    public IReadOnlyList<string> Headings { get; }

    public static CsvSheet Open(Stream file, SheetBudget budget)
    {
        var options = CsvReaderOptions.Default with
        {
            HasHeader = false,
            Encoding = Detect(file, budget),
            MaxRecordSize = 16 << 20,
            SkipEmptyLines = true,
        };
        var reader = CsvReader.Create(file, options, leaveOpen: true);
        if (!Next(reader, 1))
            throw new SheetRefused("sheet.empty");
        string[] headings = reader.Current.ToArray();
        if (headings.All(string.IsNullOrWhiteSpace))
            throw new SheetRefused("sheet.empty");
        if (headings.Length > SheetLimits.Columns)
            throw new SheetRefused("sheet.too-many-columns", SheetLimits.Columns);
        if (headings.Any(h => h.AsSpan().ContainsAnyInRange('\0', '\x08')))
            throw new SheetRefused("sheet.not-a-table");
        return new(reader, budget, [.. headings.Select(Sheet.Clean)]);
    }

    public IEnumerable<SheetRow> Rows()
    {
        _budget.Begin();
        for (int number = 2; Next(_reader, number); number++)
        {
            string[] cells = _reader.Current.ToArray();
            for (int i = 0; i < cells.Length; i++)
            {
                _budget.Take(cells[i].Length);
                cells[i] = Sheet.Clean(cells[i]);
            }

            _budget.Pause();
            yield return new(number, cells);
            _budget.Begin();
        }
    }

    public void Dispose() => _reader.Dispose();

    private static bool Next(CsvReader reader, int row)
    {
        try
        {
            return reader.Read();
        }
        catch (DecoderFallbackException)
        {
            throw new SheetRefused("sheet.encoding-at-row", row);
        }
        catch (Exception problem) when (problem is CsvFormatException or InvalidDataException)
        {
            throw new SheetRefused("sheet.broken-at-row", row);
        }
    }

    /// <summary>
    /// Reads the file through once: what is valid UTF-8 is UTF-8; Chinese office programs otherwise write GBK.
    /// </summary>
    private static Encoding Detect(Stream file, SheetBudget budget)
    {
        byte[] buffer = new byte[1 << 16];
        int read = file.ReadAtLeast(buffer.AsSpan(0, 3), 3, throwOnEndOfStream: false);
        file.Position = 0;
        if (read >= 2 && ((buffer[0] == 0xFF && buffer[1] == 0xFE) || (buffer[0] == 0xFE && buffer[1] == 0xFF)))
            return Encoding.Unicode;
        var strict = new UTF8Encoding(false, throwOnInvalidBytes: true).GetDecoder();
        char[] characters = new char[1 << 16];
        try
        {
            while ((read = file.Read(buffer)) > 0)
            {
                strict.GetChars(buffer, 0, read, characters, 0, flush: false);
                budget.Step();
            }

            strict.GetChars([], 0, 0, characters, 0, flush: true);
            return new UTF8Encoding(false, throwOnInvalidBytes: true);
        }
        catch (DecoderFallbackException)
        {
            Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
            return Encoding.GetEncoding(
                "GB18030",
                EncoderFallback.ExceptionFallback,
                DecoderFallback.ExceptionFallback
            );
        }
        finally
        {
            file.Position = 0;
        }
    }
}
