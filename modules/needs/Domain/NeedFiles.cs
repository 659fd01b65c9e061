using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;
using Modular.Kernel.Files;
using Modular.Kernel.Rules;
using Modular.Needs.Data;

namespace Modular.Needs.Domain;

/// <summary>Adds and serves attachments; who may see the need may see them.</summary>
internal sealed class NeedFiles(NeedsDb db, MoveNeed move, FileStore store, TimeProvider clock)
{
    private const int Most = 20;

    public async Task Add(string number, IReadOnlyList<IFormFile>? files, CancellationToken cancel)
    {
        var need = await move.Open(number, null, cancel);
        var saved = await store.Save(files, cancel);
        if (saved.Count == 0)
            throw new RuleBroken("files.none") { Field = "Files" };
        if (await db.Files.CountAsync(f => f.NeedId == need.Id, cancel) + saved.Count > Most)
            throw new RuleBroken("files.many", Most) { Field = "Files" };
        foreach (var file in saved)
            db.Files.Add(Row(need.Id, file, db.Acting.Name, clock));
        move.Note(need, "file-added", string.Join(", ", saved.Select(s => s.Name)), forRequester: false);
        need.Version++;
        db.Record("need.file-added", $"need:{need.Number}", after: new { saved.Count });
        await db.SaveChangesAsync(cancel);
    }

    public async Task<IActionResult> Serve(string number, long id, HttpResponse response, CancellationToken cancel)
    {
        // Through the scope filter: no need, no file.
        var file =
            await db
                .Files.AsNoTracking()
                .Where(f => f.Id == id && db.Needs.Any(n => n.Id == f.NeedId && n.Number == number))
                .SingleOrDefaultAsync(cancel)
            ?? throw new NotFound();
        return store.Serve(file.Hash, file.Name, file.Type, response);
    }

    internal static NeedFile Row(long needId, StoredFile file, string by, TimeProvider clock) =>
        new()
        {
            Id = Ids.Next(clock),
            NeedId = needId,
            Hash = file.Hash,
            Name = file.Name,
            Type = file.Type,
            Size = file.Size,
            By = by,
        };
}

/// <summary>One attachment of a need: from the requester, or added while it is handled.</summary>
internal sealed class NeedFile
{
    public long Id { get; init; }
    public long NeedId { get; init; }
    public required string Hash { get; init; }
    public required string Name { get; init; }
    public required string Type { get; init; }
    public long Size { get; init; }
    public required string By { get; init; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<NeedFile>(e =>
        {
            e.Property(f => f.Id).ValueGeneratedNever();
            e.Property(f => f.Hash).HasMaxLength(64);
            e.Property(f => f.Name).HasMaxLength(80);
            e.Property(f => f.Type).HasMaxLength(80);
            e.Property(f => f.By).HasMaxLength(100);
            e.HasIndex(f => f.NeedId);
        });
}
