using Microsoft.EntityFrameworkCore;

namespace Modular.Appraisal.Domain;

/// <summary>
/// A computed result with all that is needed to compute it again. One accepted for each edition of a round: that is the
/// key.
/// </summary>
internal sealed class RoundResult
{
    public long RoundId { get; init; }
    public int Edition { get; init; } = 1;
    public required string MethodId { get; init; }
    public required string MethodVersion { get; init; }
    public required string MethodHash { get; init; }
    public required string Parameters { get; init; }
    public required string InputDigest { get; init; }

    /// <summary>JSON of the kernel's Computation.</summary>
    public required string Body { get; init; }

    /// <summary>JSON of the same with nothing excluded, where something is: the figures stand side by side.</summary>
    public string? WholeBody { get; init; }
    public DateTimeOffset ComputedAt { get; init; }

    /// <summary>How firm the order is by the method itself, as JSON; null until it was looked at.</summary>
    public string? Firmness { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<RoundResult>(e =>
        {
            e.HasKey(r => new { r.RoundId, r.Edition });
            e.Property(r => r.MethodId).HasMaxLength(80);
            e.Property(r => r.MethodVersion).HasMaxLength(40);
            e.Property(r => r.MethodHash).HasMaxLength(64);
            e.Property(r => r.InputDigest).HasMaxLength(64);
        });
}
