using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace Modular.Kernel.Privacy;

/// <summary>
/// The proof of an erasure: what went, module by module, and what is left and why. It says nothing of whose data it
/// was; the person holds its number.
/// </summary>
public sealed class ErasureProof
{
    public long Id { get; init; }
    public required string Number { get; init; }
    public DateTimeOffset At { get; init; }

    /// <summary>Who did it; a dash where the person did it by the code of a request.</summary>
    public required string By { get; init; }
    public ErasureGround Ground { get; init; }
    public required string Reason { get; init; }
    public required string Erased { get; init; }
    public required string Remains { get; init; }

    /// <summary>The last day on which a backup of before may still be there; null where none are made.</summary>
    public DateOnly? BackupsUntil { get; init; }

    public IReadOnlyList<ErasedPart> Parts() => JsonSerializer.Deserialize<List<ErasedPart>>(Erased) ?? [];

    public IReadOnlyList<RemainingPart> Left() => JsonSerializer.Deserialize<List<RemainingPart>>(Remains) ?? [];

    internal static void Shape(ModelBuilder model) =>
        model.Entity<ErasureProof>(e =>
        {
            e.Property(p => p.Id).ValueGeneratedNever();
            e.Property(p => p.Number).HasMaxLength(24);
            e.Property(p => p.By).HasMaxLength(100);
            e.Property(p => p.Reason).HasMaxLength(500);
            e.HasIndex(p => p.Number).IsUnique();
        });
}

/// <summary>Why something was erased (article 47).</summary>
public enum ErasureGround
{
    Withdrawn,
    PurposeReached,
    PeriodOver,
    Unlawful,
    Other,
}

/// <param name="Entry">Of the register.</param>
/// <param name="References">Numbers of the records, nothing personal.</param>
public sealed record ErasedPart(string Module, string Entry, int Count, IReadOnlyList<string> References);

/// <param name="Reason">Text key <c>privacy.remains.{Reason}</c>.</param>
public sealed record RemainingPart(string Reason, IReadOnlyList<string> References);
