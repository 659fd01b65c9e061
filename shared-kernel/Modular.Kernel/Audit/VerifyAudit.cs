using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;

namespace Modular.Kernel.Audit;

/// <param name="Entries">Entries read and found right.</param>
/// <param name="BrokenAt">Sequence number of the first entry that is wrong or missing; null when the chain holds.</param>
public sealed record AuditVerdict(long Entries, long? BrokenAt, string? Reason);

/// <summary>
/// Recomputes the whole chain and compares it with its head and with the checkpoints kept beside the database, which show
/// an end that was cut off and a chain that was computed anew.
/// </summary>
public sealed class VerifyAudit(KernelDb db, DatabaseOptions options, TimeProvider clock)
{
    private string CheckpointFile => Path.Combine(options.Folder, "audit-checkpoints.txt");

    public async Task<AuditVerdict> Run(Action<long>? progress, CancellationToken cancel)
    {
        // The head first: entries appended while we read must not look like a tail nobody counted.
        var head = await db.AuditHeads.AsNoTracking().SingleAsync(cancel);
        var checkpoints = Checkpoints();
        byte[] hash = AuditChain.Root;
        long seq = 0;
        await foreach (var entry in db.AuditEntries.AsNoTracking().Where(e => e.Seq <= head.Seq).OrderBy(e => e.Seq).AsAsyncEnumerable().WithCancellation(cancel))
        {
            if (entry.Seq != seq + 1) return new(seq, seq + 1, "missing");
            hash = AuditChain.Link(entry, hash);
            if (!hash.AsSpan().SequenceEqual(entry.Hash)) return new(seq, entry.Seq, "changed");
            seq = entry.Seq;
            if (checkpoints.TryGetValue(seq, out string? kept) && kept != Convert.ToHexString(hash)) return new(seq - 1, seq, "checkpoint");
            if (seq % 10_000 == 0) progress?.Invoke(seq);
        }

        if (head.Seq != seq || !head.Hash.AsSpan().SequenceEqual(hash)) return new(seq, seq + 1, "cut");
        if (checkpoints.Count > 0 && checkpoints.Keys.Max() > seq) return new(seq, seq + 1, "cut-before-checkpoint");
        return new(seq, null, null);
    }

    /// <summary>Notes where the chain ends now, outside the database.</summary>
    public async Task KeepCheckpoint(CancellationToken cancel)
    {
        var head = await db.AuditHeads.AsNoTracking().SingleAsync(cancel);
        if (head.Seq == 0 || Checkpoints().ContainsKey(head.Seq)) return;
        Directory.CreateDirectory(options.Folder);
        await File.AppendAllTextAsync(CheckpointFile, $"{head.Seq} {Convert.ToHexString(head.Hash)} {clock.GetUtcNow():O}\n", cancel);
    }

    private Dictionary<long, string> Checkpoints()
    {
        var found = new Dictionary<long, string>();
        if (!File.Exists(CheckpointFile)) return found;
        foreach (string line in File.ReadLines(CheckpointFile))
            if (line.Split(' ') is [var seq, var hash, ..] && long.TryParse(seq, out long number)) found[number] = hash;
        return found;
    }
}
