using Microsoft.EntityFrameworkCore;

namespace Modular.Kernel.Data;

/// <summary>
/// Somebody is to be told something: saved in the sender's own transaction, spread afterwards to inboxes, mail and
/// webhooks.
/// </summary>
public sealed class NoticeWish
{
    public long Id { get; init; }

    /// <summary>
    /// Text key of the kind, by which people choose how they are told: <c>notice.needs.escalated</c> without the first
    /// part.
    /// </summary>
    public required string Kind { get; init; }

    /// <summary>
    /// Those who hold <see cref="Permission"/> at this unit, or failing anybody there at the nearest one above.
    /// </summary>
    public int UnitId { get; init; }
    public string? Permission { get; init; }

    /// <summary>Or one person.</summary>
    public long? AccountId { get; init; }

    /// <summary>Or a mail address of somebody without an account, sealed; taken away once it was spread.</summary>
    public string? Address { get; set; }

    /// <summary>JSON: arguments of the sentence, numbers and titles but no person's name or telephone.</summary>
    public required string Arguments { get; init; }
    public required string Href { get; init; }
    public DateTimeOffset At { get; init; }
    public DateTimeOffset? SpreadAt { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<NoticeWish>(e =>
        {
            e.Property(w => w.Id).ValueGeneratedNever();
            e.Property(w => w.Kind).HasMaxLength(60);
            e.Property(w => w.Permission).HasMaxLength(60);
            e.Property(w => w.Address).HasMaxLength(400);
            e.Property(w => w.Href).HasMaxLength(200);
            e.HasIndex(w => new { w.SpreadAt, w.Id });
        });
}
