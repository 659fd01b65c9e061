using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Modular.Kernel.Data;
using Modular.Kernel.Store;

namespace Modular.Kernel.Audit;

/// <summary>
/// Recomputes the whole chain and compares it with its head and with the checkpoints kept outside the database, which
/// show an end that was cut off and a chain that was computed again. Without any signed checkpoint a chain older than a
/// quarter of an hour is not held to be proven: somebody took them away.
/// </summary>
public sealed partial class VerifyAudit(
    KernelDb db,
    Checkpoints checkpoints,
    TimeProvider clock,
    ILogger<VerifyAudit> log
)
{
    /// <summary>Checkpoints are noted every five minutes; thrice that is time enough.</summary>
    private static readonly TimeSpan Unnoted = TimeSpan.FromMinutes(15);

    public async Task<AuditVerdict> Run(Action<long>? progress, CancellationToken cancel)
    {
        // The head first: entries appended while we read must not look like a tail nobody counted.
        var head = await db.AuditHeads.AsNoTracking().SingleAsync(cancel);
        var noted = checkpoints.Read();
        if (noted.FirstOrDefault(c => c.Forged) is { } forged)
            return new(0, forged.Seq, "checkpoint-forged");
        var bySeq = noted.ToLookup(c => c.Seq, c => c.Hash);
        byte[] hash = AuditChain.Root;
        long seq = 0;
        DateTimeOffset? first = null;
        var entries = db
            .AuditEntries.AsNoTracking()
            .Where(e => e.Seq <= head.Seq)
            .OrderBy(e => e.Seq)
            .AsAsyncEnumerable();
        await foreach (var entry in entries.WithCancellation(cancel))
        {
            if (entry.Seq != seq + 1)
                return new(seq, seq + 1, "missing");
            hash = AuditChain.Link(entry, hash);
            if (!hash.AsSpan().SequenceEqual(entry.Hash))
                return new(seq, entry.Seq, "changed");
            seq = entry.Seq;
            first ??= entry.At;
            if (bySeq[seq].Any(kept => kept != Convert.ToHexString(hash)))
                return new(seq - 1, seq, "checkpoint");
            if (seq % 10_000 == 0)
                progress?.Invoke(seq);
        }

        if (head.Seq != seq || !head.Hash.AsSpan().SequenceEqual(hash))
            return new(seq, seq + 1, "cut");
        if (noted.Count > 0 && noted.Max(c => c.Seq) > seq)
            return new(seq, seq + 1, "cut-before-checkpoint");
        if (!noted.Any(c => c.Signed) && clock.GetUtcNow() - first > Unnoted)
            return new(seq, 1, "no-checkpoint");
        return new(seq, null, null);
    }

    /// <summary>Notes where the chain ends now, outside the database and in the log.</summary>
    public async Task KeepCheckpoint(CancellationToken cancel)
    {
        var head = await db.AuditHeads.AsNoTracking().SingleAsync(cancel);
        if (head.Seq == 0 || checkpoints.Read().Any(c => c.Seq == head.Seq && c.Signed))
            return;
        await checkpoints.Note(head.Seq, head.Hash, clock.GetUtcNow(), cancel);
        LogEnd(head.Seq, Convert.ToHexString(head.Hash));
    }

    [LoggerMessage(LogLevel.Information, "The audit chain ends at {Seq} with {Hash}.")]
    private partial void LogEnd(long seq, string hash);
}

/// <param name="Entries">Entries read and found right.</param>
/// <param name="BrokenAt">
/// Sequence number of the first entry that is wrong or missing; null when the chain holds.
/// </param>
public sealed record AuditVerdict(long Entries, long? BrokenAt, string? Reason);
