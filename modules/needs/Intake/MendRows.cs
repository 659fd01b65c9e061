using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Rules;
using Modular.Kernel.Store;
using Modular.Kernel.Tables;
using Modular.Kernel.Texts;
using Modular.Needs.Data;

namespace Modular.Needs.Intake;

/// <summary>
/// Wrong rows of an import, mended in the page: read again by the same rules, taken if they are right now.
/// </summary>
internal sealed class MendRows(NeedsDb db, KernelDb kernel, ImportNeeds import, RegisterNeeds register, Words words)
{
    public const int AtOnce = 20;

    public async Task<WrongRows> Show(long jobId, CancellationToken cancel)
    {
        var (batch, map) = await Batch(jobId, cancel);
        var columns = NeedRows.Columns.Where(c => map.Has(c.Key)).Select(c => c.Key).ToList();
        var rows = await db
            .ImportErrors.AsNoTracking()
            .Where(e => e.JobId == jobId)
            .OrderBy(e => e.Row)
            .Take(AtOnce)
            .ToListAsync(cancel);
        return new(
            jobId,
            batch.FileName,
            await db.ImportErrors.CountAsync(e => e.JobId == jobId, cancel),
            columns,
            [
                .. rows.Select(e => new WrongRow(
                    e.Row,
                    e.Column,
                    e.Reason,
                    columns.ToDictionary(c => c, c => map.Cell(Row(e), c))
                )),
            ]
        );
    }

    /// <param name="mended">Row number to column key to what it shall be. Rows that are not named stay.</param>
    /// <returns>How many were taken; the others keep what was typed, with the reason of now.</returns>
    public async Task<int> Mend(
        long jobId,
        IReadOnlyDictionary<int, Dictionary<string, string?>> mended,
        CancellationToken cancel
    )
    {
        var (batch, map) = await Batch(jobId, cancel);
        var reader = await import.Reader(batch.UnitId, db.Acting.Name, cancel);
        var numbers = mended.Keys.ToList();
        var rows = await db.ImportErrors.Where(e => e.JobId == jobId && numbers.Contains(e.Row)).ToListAsync(cancel);
        var good = new List<NewNeed>();
        foreach (var error in rows)
        {
            string[] cells = Row(error).Cells;
            if (map.Places.Values.DefaultIfEmpty(-1).Max() >= cells.Length)
                Array.Resize(ref cells, map.Places.Values.Max() + 1);
            foreach (var (column, value) in mended[error.Row])
                if (map.Places.TryGetValue(column, out int at))
                    cells[at] = value?.Trim() ?? "";
            for (int i = 0; i < cells.Length; i++)
                cells[i] ??= "";
            var read = reader.Read(new(error.Row, cells), map);
            if (read.Need is { } need)
            {
                good.Add(need with { By = db.Acting });
                db.ImportErrors.Remove(error);
            }
            else
            {
                // The key stays, the rest is written again.
                await db
                    .ImportErrors.Where(e => e.JobId == jobId && e.Row == error.Row)
                    .ExecuteUpdateAsync(
                        set =>
                            set.SetProperty(e => e.Column, read.Column)
                                .SetProperty(e => e.Reason, read.Reason)
                                .SetProperty(e => e.Cells, JsonSerializer.Serialize(cells)),
                        cancel
                    );
            }
        }

        if (good.Count == 0)
            return 0;
        await db.InTransaction(
            async () =>
            {
                var receipts = await register.Write(good, cancel);
                batch.Added += receipts.Count(r => !r.AlreadyKnown);
                batch.Known += receipts.Count(r => r.AlreadyKnown);
                batch.Wrong -= good.Count;
                db.Record("needs.rows-mended", $"job:{jobId}", after: new { good.Count });
                await db.SaveChangesAsync(cancel);
            },
            cancel
        );
        return good.Count;
    }

    private async Task<(ImportBatch, ColumnMapping)> Batch(long jobId, CancellationToken cancel)
    {
        var batch = await db.Imports.SingleOrDefaultAsync(b => b.JobId == jobId, cancel) ?? throw new NotFound();
        // The job belongs to a unit: who may not see it may not see its rows.
        if (!await kernel.Jobs.AnyAsync(j => j.Id == jobId, cancel))
            throw new NotFound();
        var columns = batch.Columns is null
            ? null
            : JsonSerializer.Deserialize<Dictionary<string, string>>(batch.Columns);
        return (
            batch,
            ColumnMapping.Recognise(
                NeedRows.Table,
                NeedRows.Columns,
                JsonSerializer.Deserialize<string[]>(batch.Headings)!,
                words,
                columns
            )
        );
    }

    private static SheetRow Row(ImportError error) =>
        new(error.Row, JsonSerializer.Deserialize<string[]>(error.Cells)!);
}

/// <param name="Cells">Column key to what stands in it.</param>
internal sealed record WrongRow(int Row, string Column, string Reason, IReadOnlyDictionary<string, string> Cells);

internal sealed record WrongRows(
    long JobId,
    string FileName,
    int Left,
    IReadOnlyList<string> Columns,
    IReadOnlyList<WrongRow> Rows
);
