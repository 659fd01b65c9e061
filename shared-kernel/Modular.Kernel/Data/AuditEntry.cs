using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.EntityFrameworkCore;

namespace Modular.Kernel.Data;

/// <summary>One link of the audit chain. <see cref="Hash"/> covers the entry and the hash before it.</summary>
public sealed class AuditEntry
{
    public long Seq { get; init; }
    public DateTimeOffset At { get; init; }
    public long? AccountId { get; init; }
    public required string Who { get; init; }
    public int? UnitId { get; init; }
    public required string Origin { get; init; }
    public required string Action { get; init; }
    public required string Subject { get; init; }

    /// <summary>JSON with <c>before</c> and <c>after</c>.</summary>
    public required string Data { get; init; }
    public required byte[] Hash { get; init; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<AuditEntry>(e =>
        {
            e.HasKey(a => a.Seq);
            e.Property(a => a.Seq).ValueGeneratedNever();
            e.Property(a => a.Who).HasMaxLength(100);
            e.Property(a => a.Origin).HasMaxLength(64);
            e.Property(a => a.Action).HasMaxLength(80);
            e.Property(a => a.Subject).HasMaxLength(120);
            e.HasIndex(a => a.Subject);
            e.HasIndex(a => a.At);
        });
}

/// <summary>The end of the chain; its row is locked while entries are appended, so there is one order.</summary>
public sealed class AuditHead
{
    public int Id { get; init; }
    public long Seq { get; set; }
    public required byte[] Hash { get; set; }
}

/// <summary>An entry on its way into the chain.</summary>
internal sealed record AuditDraft(
    DateTimeOffset At,
    long? AccountId,
    string Who,
    int? UnitId,
    string Origin,
    string Action,
    string Subject,
    string Data
)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    public static AuditDraft Of(
        string action,
        string subject,
        object? before,
        object? after,
        Acting acting,
        DateTimeOffset now
    ) =>
        new(
            // Whole microseconds: what both databases can store is what is hashed.
            new DateTimeOffset(now.UtcTicks / 10 * 10, TimeSpan.Zero),
            acting.AccountId,
            acting.Name,
            acting.UnitId,
            acting.Origin,
            action,
            subject,
            before is null && after is null ? "{}" : JsonSerializer.Serialize(new { before, after }, Json)
        );
}
