using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Tables;
using Modular.Kernel.Texts;
using Modular.Needs.Data;

namespace Modular.Needs.Intake;

/// <summary>
/// The rows that were not taken, in the file's own columns, with the reason in front: to correct and import again.
/// </summary>
internal sealed class ErrorFile(NeedsDb db, Words words)
{
    public async Task<string> Write(long jobId, string original, string to, CancellationToken cancel)
    {
        IReadOnlyList<string> headings = [];
        if (File.Exists(original))
        {
            await using var source = File.OpenRead(original);
            using var sheet = Sheet.Open(source, cancel);
            headings = sheet.Headings;
        }

        await using var stream = File.Create(to);
        await Write(stream, jobId, headings, cancel);
        return to;
    }

    public Task Write(Stream to, long jobId, IReadOnlyList<string> headings, CancellationToken cancel)
    {
        var rows = db
            .ImportErrors.AsNoTracking()
            .Where(e => e.JobId == jobId)
            .OrderBy(e => e.Row)
            .AsAsyncEnumerable()
            .Select(e =>
                (e.Row, e.Column, e.Reason, (IReadOnlyList<string>)JsonSerializer.Deserialize<string[]>(e.Cells)!)
            );
        return Write(to, words, headings, rows, cancel);
    }

    public static Task Write(
        Stream to,
        Words words,
        IReadOnlyList<string> headings,
        IAsyncEnumerable<(int Row, string Column, string Reason, IReadOnlyList<string> Cells)> rows,
        CancellationToken cancel
    ) =>
        SheetWriter.Csv(
            to,
            [words["import.row"], words["import.column"], words["import.reason"], .. headings],
            rows.Select(r => (IReadOnlyList<object?>)[r.Row, r.Column, r.Reason, .. r.Cells]),
            cancel
        );
}
