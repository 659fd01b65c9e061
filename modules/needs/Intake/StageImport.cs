using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;
using Modular.Kernel.Files;
using Modular.Kernel.Jobs;
using Modular.Kernel.Rules;
using Modular.Kernel.Store;
using Modular.Kernel.Tables;
using Modular.Kernel.Texts;
using Modular.Kernel.Units;
using Modular.Needs.Data;

namespace Modular.Needs.Intake;

/// <summary>Keeps an uploaded file until it is taken or forgotten, looks through it, and asks for the job.</summary>
internal sealed class StageImport(
    ImportNeeds import,
    JobQueue jobs,
    NeedsDb db,
    KernelDb kernel,
    DatabaseOptions options,
    UnitDirectory units,
    Words words,
    ActingScope me,
    UploadBudget budget
)
{
    private const int ShownErrors = 50;

    private string Folder => ClearImports.Folder(options);

    public async Task<StagedImport> Look(
        IFormFile? file,
        string? ticket,
        int unitId,
        IReadOnlyDictionary<string, string>? columns,
        CancellationToken cancel
    )
    {
        await CheckUnit(unitId, cancel);
        if (file is { Length: > 0 })
        {
            ticket = RandomNumberGenerator.GetHexString(32, lowercase: true);
            Directory.CreateDirectory(Folder);
            budget.Room(file.Length);
            await using var to = File.Create(PathOf(ticket));
            await file.CopyToAsync(to, cancel);
            await File.WriteAllTextAsync(
                PathOf(ticket) + ClearImports.NameEnding,
                Path.GetFileName(file.FileName),
                cancel
            );
        }

        string path = PathOf(ticket);
        if (!File.Exists(path))
            throw new RuleBroken("needs.import.no-file") { Field = "File" };
        using var turn = SheetTurns.Of(me.Current);
        await using var stream = File.OpenRead(path);
        columns ??= await Remembered(stream, unitId, cancel);
        stream.Position = 0;
        var (good, wrong, map) = await import.DryRun(stream, unitId, columns, ShownErrors, cancel);
        return new(
            ticket!,
            await Name(ticket!, cancel),
            good,
            wrong,
            map.Places.ToDictionary(p => p.Key, p => map.Headings[p.Value]),
            map.Headings
        );
    }

    public async Task<long> Take(
        string? ticket,
        int unitId,
        bool allOrNothing,
        Dictionary<string, string>? columns,
        CancellationToken cancel
    )
    {
        await CheckUnit(unitId, cancel);
        string path = PathOf(ticket);
        if (!File.Exists(path))
            throw new RuleBroken("needs.import.no-file") { Field = "File" };
        string name = await Name(ticket!, cancel);
        if (columns is { Count: > 0 })
            await Remember(path, unitId, columns, cancel);
        return await jobs.Enqueue(
            ImportNeeds.Kind,
            name,
            new ImportArguments(path, name, unitId, allOrNothing, columns, me.Current.Name),
            unitId,
            cancel
        );
    }

    public async Task<IActionResult> Errors(long jobId, CancellationToken cancel)
    {
        var batch =
            await db.Imports.AsNoTracking().SingleOrDefaultAsync(b => b.JobId == jobId, cancel) ?? throw new NotFound();
        if (!await kernel.Jobs.AnyAsync(j => j.Id == jobId, cancel))
            throw new NotFound();
        var rows = db
            .ImportErrors.AsNoTracking()
            .Where(e => e.JobId == jobId)
            .OrderBy(e => e.Row)
            .AsAsyncEnumerable()
            .Select(e =>
                (IReadOnlyList<object?>)[e.Row, e.Column, e.Reason, .. JsonSerializer.Deserialize<string[]>(e.Cells)!]
            );
        return new SheetResult(
            "xlsx",
            $"{words["needs.import.errors"]}-{Path.GetFileNameWithoutExtension(batch.FileName)}",
            [words["import.row"], words["import.column"], words["import.reason"]],
            rows
        );
    }

    private async Task CheckUnit(int unitId, CancellationToken cancel)
    {
        var unit = (await units.Tree(cancel)).Find(unitId);
        if (unit is null || !unit.Path.StartsWith(me.Current.ScopePath ?? "-", StringComparison.Ordinal))
            throw new RuleBroken("needs.unit-needed") { Field = "UnitId" };
    }

    private async Task<IReadOnlyDictionary<string, string>?> Remembered(
        Stream stream,
        int unitId,
        CancellationToken cancel
    )
    {
        using var sheet = Sheet.Open(stream, cancel);
        string digest = ColumnMapping.Digest(sheet.Headings);
        var known = await kernel
            .RememberedMappings.AsNoTracking()
            .SingleOrDefaultAsync(m => m.Table == NeedRows.Table && m.UnitId == unitId && m.Headings == digest, cancel);
        return known is null ? null : JsonSerializer.Deserialize<Dictionary<string, string>>(known.Columns);
    }

    private async Task Remember(string path, int unitId, Dictionary<string, string> columns, CancellationToken cancel)
    {
        await using var stream = File.OpenRead(path);
        using var sheet = Sheet.Open(stream, cancel);
        string digest = ColumnMapping.Digest(sheet.Headings),
            json = JsonSerializer.Serialize(columns);
        if (await kernel.RememberedMappings.FindAsync([NeedRows.Table, unitId, digest], cancel) is { } known)
            known.Columns = json;
        else
            kernel.RememberedMappings.Add(
                new()
                {
                    Table = NeedRows.Table,
                    UnitId = unitId,
                    Headings = digest,
                    Columns = json,
                }
            );
        await kernel.SaveChangesAsync(cancel);
    }

    private async Task<string> Name(string ticket, CancellationToken cancel) =>
        File.Exists(PathOf(ticket) + ClearImports.NameEnding)
            ? await File.ReadAllTextAsync(PathOf(ticket) + ClearImports.NameEnding, cancel)
            : "-";

    private string PathOf(string? ticket) =>
        ticket is { Length: 32 } && ticket.All(char.IsAsciiHexDigitLower)
            ? Path.Combine(Folder, ticket)
            : Path.Combine(Folder, "-");
}

/// <param name="Places">Column key to the heading it was recognised in.</param>
internal sealed record StagedImport(
    string Ticket,
    string FileName,
    int Good,
    IReadOnlyList<ReadRow> Wrong,
    IReadOnlyDictionary<string, string> Places,
    IReadOnlyList<string> Headings
);
