using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;

namespace Modular.Appraisal.Appeals;

/// <summary>
/// Somebody objects to a published result. Another unit than the appraised and the appraiser decides, with reasons.
/// </summary>
internal sealed class Appeal : IVersioned
{
    public long Id { get; init; }
    public long RoundId { get; init; }

    /// <summary>Null where it is against the round as a whole.</summary>
    public long? SubjectId { get; init; }
    public int Edition { get; init; }
    public AppealState State { get; set; }

    /// <summary>Who filed it: an account of the appraised unit, or a resident by name.</summary>
    public long? AccountId { get; init; }
    public required string Name { get; init; }

    /// <summary>Sealed; how to reach a resident.</summary>
    public string? Contact { get; set; }

    /// <summary>
    /// Hash of the code a resident reads the decision with; for an account, of what it objects to. The key admits one.
    /// </summary>
    public byte[]? Code { get; init; }
    public required string Text { get; init; }
    public DateOnly On { get; init; }

    /// <summary>Version of the privacy notice a resident agreed to, and when.</summary>
    public int? ConsentVersion { get; init; }
    public DateTimeOffset? ConsentAt { get; init; }

    /// <summary>Who decides.</summary>
    public int? DeciderUnitId { get; set; }
    public string? Decision { get; set; }
    public string? DecidedBy { get; set; }
    public DateOnly? DecidedOn { get; set; }
    public int Version { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<Appeal>(e =>
        {
            e.Property(a => a.Id).ValueGeneratedNever();
            e.Property(a => a.Name).HasMaxLength(64);
            e.Property(a => a.Contact).HasMaxLength(400);
            e.Property(a => a.Text).HasMaxLength(2000);
            e.Property(a => a.Decision).HasMaxLength(2000);
            e.Property(a => a.DecidedBy).HasMaxLength(100);
            e.HasIndex(a => a.RoundId);
            e.HasIndex(a => a.DeciderUnitId);
            e.HasIndex(a => a.Code).IsUnique();
        });
}

internal enum AppealState
{
    Filed,
    Assigned,
    Upheld,
    Rejected,
    Withdrawn,
}
