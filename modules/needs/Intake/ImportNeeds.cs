using System.Text.Json;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;
using Modular.Kernel.Jobs;
using Modular.Kernel.Rules;
using Modular.Kernel.Search;
using Modular.Kernel.Store;
using Modular.Kernel.Tables;
using Modular.Kernel.Texts;
using Modular.Kernel.Units;
using Modular.Needs.Data;

namespace Modular.Needs.Intake;

/// <summary>
/// Takes a file of requests. Every thousand rows are one transaction together with the note of how far it has come, so
/// it can be killed anywhere: no row is lost and none is taken twice.
/// </summary>
internal sealed class ImportNeeds(
    NeedsDb db,
    IDbContextFactoryOf<NeedsDb> contexts,
    RegisterNeeds register,
    UnitDirectory units,
    Words words,
    TimeProvider clock
) : IJobWork
{
    public const string Kind = "needs.import";
    private const int Chunk = 1000;
    private const int MergeEvery = 10;

    public async Task<string?> Run(JobRun run, CancellationToken cancel)
    {
        var arguments = run.Arguments<ImportArguments>();
        var outcome = await Run(run.Job.Id, arguments, run.Progress, cancel);
        File.Delete(arguments.File);
        File.Delete(arguments.File + ClearImports.NameEnding);
        return JsonSerializer.Serialize(outcome);
    }

    public async Task<ImportOutcome> Run(
        long jobId,
        ImportArguments arguments,
        Func<long, long, Task> progress,
        CancellationToken cancel
    )
    {
        var reader = await Reader(arguments.UnitId, arguments.By, cancel);
        var batch = await db.Imports.FindAsync([jobId], cancel);
        // Cleared away, or taken already by the run that was cut off at its very end.
        bool gone = !File.Exists(arguments.File);
        if (gone && batch is not { Finished: true })
            throw new RuleBroken("needs.import.no-file");
        if (batch is null)
        {
            batch = new()
            {
                JobId = jobId,
                FileName = arguments.FileName,
                UnitId = arguments.UnitId,
                LastRow = 1,
                Headings = HeadingsOf(arguments.File, cancel),
                Columns = arguments.Columns is null ? null : JsonSerializer.Serialize(arguments.Columns),
            };
            if (arguments.AllOrNothing && await CollectErrors(jobId, arguments, reader, batch, cancel) > 0)
            {
                batch.Finished = true;
                db.Imports.Add(batch);
                await db.SaveChangesAsync(cancel);
                return new(0, 0, batch.Wrong);
            }

            db.Imports.Add(batch);
            await db.SaveChangesAsync(cancel);
        }

        if (batch.Finished)
            return new(batch.Added, batch.Known, batch.Wrong);
        await using var file = File.OpenRead(arguments.File);
        using var sheet = Sheet.Open(file, cancel);
        var map = Map(sheet, arguments.Columns);
        long total = file.Length;
        // One task reads and understands rows while the other writes: both processors have work.
        var chunks = Channel.CreateBounded<List<ReadRow>>(2);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        int from = batch.LastRow;
        var reading = Task.Run(
            async () =>
            {
                try
                {
                    foreach (
                        var chunk in sheet
                            .Rows()
                            .Where(r => r.Number > from)
                            .Select(r => reader.Read(r, map))
                            .Chunk(Chunk)
                    )
                        await chunks.Writer.WriteAsync([.. chunk], both.Token);
                    chunks.Writer.Complete();
                }
                catch (Exception problem)
                {
                    chunks.Writer.Complete(problem);
                }
            },
            both.Token
        );
        int taken = 0;
        var merging = Task.CompletedTask;
        try
        {
            await foreach (var chunk in chunks.Reader.ReadAllAsync(both.Token))
            {
                await Take(batch, chunk, both.Token);
                if (++taken % MergeEvery == 0 && merging.IsCompletedSuccessfully)
                    merging = Merge(cancel);
                await progress(Math.Min(file.Position, total), total);
            }

            await reading;
        }
        catch (ChannelClosedException closed) when (closed.InnerException is { } problem)
        {
            throw problem;
        }
        finally
        {
            await both.CancelAsync();
            await merging;
        }

        batch.Finished = true;
        db.Record(
            "needs.imported",
            $"job:{jobId}",
            after: new
            {
                batch.FileName,
                batch.Added,
                batch.Known,
                batch.Wrong,
            }
        );
        await db.SaveChangesAsync(cancel);
        if (batch.Added > Chunk)
        {
            await Merge(cancel);
            await Rows.RefreshStatistics(db, cancel, db.IsSqlite ? ["need"] : ["need", "need_search"]);
        }

        return new(batch.Added, batch.Known, batch.Wrong);
    }

    /// <summary>Looks through a file without storing anything.</summary>
    public async Task<(int Good, IReadOnlyList<ReadRow> Wrong, ColumnMapping Map)> DryRun(
        Stream file,
        int unitId,
        IReadOnlyDictionary<string, string>? columns,
        int most,
        CancellationToken cancel
    )
    {
        var reader = await Reader(unitId, "", cancel);
        using var sheet = Sheet.Open(file, cancel);
        var map = Map(sheet, columns);
        int good = 0;
        var wrong = new List<ReadRow>();
        foreach (var row in sheet.Rows().Select(r => reader.Read(r, map)))
        {
            cancel.ThrowIfCancellationRequested();
            if (row.Reason is null)
                good++;
            else if (wrong.Count < most)
                wrong.Add(row);
        }

        return (good, wrong, map);
    }

    private ColumnMapping Map(ISheet sheet, IReadOnlyDictionary<string, string>? columns) =>
        ColumnMapping
            .Recognise(NeedRows.Table, NeedRows.Columns, sheet.Headings, words, columns)
            .Require(NeedRows.Table, NeedRows.Columns, words);

    private async Task Merge(CancellationToken cancel)
    {
        await using var beside = contexts.Create();
        await NeedsDb.Search.Merge(beside, cancel);
    }

    private static string HeadingsOf(string path, CancellationToken cancel)
    {
        using var file = File.OpenRead(path);
        using var sheet = Sheet.Open(file, cancel);
        return JsonSerializer.Serialize(sheet.Headings.Select(h => Plain.Cut(h, 60)));
    }

    internal async Task<NeedRows> Reader(int unitId, string by, CancellationToken cancel)
    {
        var tree = await units.Tree(cancel);
        var unit = tree.Find(unitId) ?? throw new NotFound();
        var categories = await db
            .Categories.AsNoTracking()
            .Where(c => !c.Retired)
            .ToDictionaryAsync(c => c.Name, c => c.Id, cancel);
        return new(words, tree, unit, categories, clock.GetUtcNow(), by);
    }

    private async Task Take(ImportBatch batch, List<ReadRow> chunk, CancellationToken cancel)
    {
        var good = chunk.Where(r => r.Need is not null).Select(r => r.Need! with { By = db.Acting }).ToList();
        await db.InTransaction(
            async () =>
            {
                await SearchIndex.ManyComing(db, cancel);
                var receipts = await register.Write(good, cancel);
                batch.Added += receipts.Count(r => !r.AlreadyKnown);
                batch.Known += receipts.Count(r => r.AlreadyKnown);
                batch.Wrong += chunk.Count - good.Count;
                batch.LastRow = chunk[^1].Row.Number;
                await Rows.Insert(db, Errors(batch.JobId, chunk), cancel);
                await db.SaveChangesAsync(cancel);
            },
            cancel
        );
        FailPoint.Reach("needs.import.chunk-taken");
    }

    private async Task<int> CollectErrors(
        long jobId,
        ImportArguments arguments,
        NeedRows reader,
        ImportBatch batch,
        CancellationToken cancel
    )
    {
        await using var file = File.OpenRead(arguments.File);
        using var sheet = Sheet.Open(file, cancel);
        var map = Map(sheet, arguments.Columns);
        foreach (
            var chunk in sheet.Rows().Select(r => reader.Read(r, map)).Where(r => r.Reason is not null).Chunk(Chunk)
        )
        {
            await db.InTransaction(() => Rows.Insert(db, Errors(jobId, [.. chunk]), cancel), cancel);
            batch.Wrong += chunk.Length;
        }

        return batch.Wrong;
    }

    private static List<ImportError> Errors(long jobId, List<ReadRow> chunk) =>
        [
            .. chunk
                .Where(r => r.Reason is not null)
                .Select(r => new ImportError
                {
                    JobId = jobId,
                    Row = r.Row.Number,
                    Column = r.Column!,
                    Reason = r.Reason!,
                    Cells = JsonSerializer.Serialize(r.Row.Cells.Select(c => Plain.Cut(c, 2000))),
                }),
        ];
}

/// <param name="AllOrNothing">
/// Look through the whole file first and take nothing if any row is wrong; otherwise take the good rows.
/// </param>
internal sealed record ImportArguments(
    string File,
    string FileName,
    int UnitId,
    bool AllOrNothing,
    Dictionary<string, string>? Columns,
    string By
);

internal sealed record ImportOutcome(int Added, int Known, int Wrong);
