using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Modular.Kernel.Data;

/// <summary>
/// Appends to and verifies the hash chain. hash(n) = SHA-256(hash(n-1), seq, time in microseconds, and every text field
/// preceded by its length), so neither a changed field, a moved boundary, a missing nor an added entry goes unseen.
/// </summary>
public static class AuditChain
{
    private static readonly string[] Columns =
    [
        "seq",
        "at",
        "account_id",
        "who",
        "unit_id",
        "origin",
        "action",
        "subject",
        "data",
        "hash",
    ];

    internal static readonly byte[] Root = new byte[32];

    /// <summary>Called last before commit, because the head stays locked until then.</summary>
    internal static async Task Append(ModuleDb db, IReadOnlyList<AuditDraft> drafts, CancellationToken cancel)
    {
        bool sqlite = db.IsSqlite;
        string head = sqlite ? "kernel_audit_head" : "kernel.audit_head";
        long seq;
        byte[] hash;
        await using (
            var read = Rows.Command(db, $"SELECT seq, hash FROM {head} WHERE id = 1{(sqlite ? "" : " FOR UPDATE")}")
        )
        await using (var row = await read.ExecuteReaderAsync(cancel))
        {
            if (!await row.ReadAsync(cancel))
                throw new InvalidOperationException("The audit chain has no head.");
            (seq, hash) = (row.GetInt64(0), (byte[])row[1]);
        }

        var cells = new List<object?[]>(drafts.Count);
        foreach (var draft in drafts)
        {
            hash = Link(
                hash,
                ++seq,
                draft.At,
                draft.AccountId,
                draft.Who,
                draft.UnitId,
                draft.Origin,
                draft.Action,
                draft.Subject,
                draft.Data
            );
            object at = sqlite ? (draft.At.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / 10 : draft.At;
            cells.Add([
                seq,
                at,
                draft.AccountId,
                draft.Who,
                draft.UnitId,
                draft.Origin,
                draft.Action,
                draft.Subject,
                draft.Data,
                hash,
            ]);
        }

        await Rows.Insert(
            db,
            sqlite ? "kernel_audit_entry" : "kernel.audit_entry",
            Columns,
            cells,
            cells.Count,
            cancel
        );
        await using var write = Rows.Command(
            db,
            $"UPDATE {head} SET seq = @seq, hash = @hash WHERE id = 1",
            ("@seq", seq),
            ("@hash", hash)
        );
        await write.ExecuteNonQueryAsync(cancel);
    }

    internal static byte[] Link(AuditEntry e, byte[] previous) =>
        Link(previous, e.Seq, e.At, e.AccountId, e.Who, e.UnitId, e.Origin, e.Action, e.Subject, e.Data);

    private static byte[] Link(
        byte[] previous,
        long seq,
        DateTimeOffset at,
        long? account,
        string who,
        int? unit,
        string origin,
        string action,
        string subject,
        string data
    )
    {
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> number = stackalloc byte[8];
        sum.AppendData(previous);
        foreach (
            long value in (ReadOnlySpan<long>)
                [seq, (at.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / 10, account ?? -1, unit ?? -1]
        )
        {
            BinaryPrimitives.WriteInt64BigEndian(number, value);
            sum.AppendData(number);
        }

        foreach (string text in (ReadOnlySpan<string>)[who, origin, action, subject, data])
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            BinaryPrimitives.WriteInt64BigEndian(number, bytes.Length);
            sum.AppendData(number);
            sum.AppendData(bytes);
        }

        return sum.GetHashAndReset();
    }
}
