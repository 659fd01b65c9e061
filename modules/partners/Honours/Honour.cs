using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;

namespace Modular.Partners.Honours;

/// <summary>
/// Somebody is to be put up for an honour (评先评优): the community is asked first, and its opinion is kept with its
/// evidence.
/// </summary>
internal sealed class Honour : IScoped, IVersioned
{
    public long Id { get; init; }

    /// <summary>Who proposes.</summary>
    public int UnitId { get; init; }
    public required string UnitPath { get; init; }
    public required string Name { get; init; }

    /// <summary>The unit put up, or that of the person.</summary>
    public int CandidateUnitId { get; init; }
    public string? Person { get; init; }
    public required string Grounds { get; init; }
    public int CommunityId { get; init; }
    public DateOnly AnswerBy { get; init; }
    public required string ProposedBy { get; init; }
    public long? ProposedById { get; init; }
    public DateTimeOffset ProposedAt { get; init; }
    public HonourState State { get; set; }
    public Opinion? Opinion { get; set; }
    public string? OpinionText { get; set; }
    public string? OpinionBy { get; set; }
    public DateTimeOffset? OpinionAt { get; set; }

    /// <summary>Why it was put up all the same, or dropped.</summary>
    public string? Decision { get; set; }
    public string? DecidedBy { get; set; }
    public DateTimeOffset? DecidedAt { get; set; }
    public DateOnly? RemindedOn { get; set; }
    public int Version { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<Honour>(e =>
        {
            e.Property(h => h.Id).ValueGeneratedNever();
            e.Property(h => h.UnitPath).HasMaxLength(200);
            e.Property(h => h.Name).HasMaxLength(60);
            e.Property(h => h.Person).HasMaxLength(40);
            e.Property(h => h.Grounds).HasMaxLength(1000);
            e.Property(h => h.ProposedBy).HasMaxLength(100);
            e.Property(h => h.OpinionText).HasMaxLength(1000);
            e.Property(h => h.OpinionBy).HasMaxLength(100);
            e.Property(h => h.Decision).HasMaxLength(500);
            e.Property(h => h.DecidedBy).HasMaxLength(100);
            e.HasIndex(h => new { h.CommunityId, h.State });
        });
}

/// <summary>
/// Asked, then Answered by the community, then PutUp or Dropped by who proposed; Asked also Dropped. There is no way
/// from Asked to PutUp.
/// </summary>
internal enum HonourState
{
    Asked,
    Answered,
    PutUp,
    Dropped,
}

internal enum Opinion
{
    Support,
    Reserve,
    Oppose,
}

/// <summary>What the community's opinion rests on.</summary>
internal sealed class Evidence
{
    public long Id { get; init; }
    public long HonourId { get; init; }
    public required string Hash { get; init; }
    public required string FileName { get; init; }
    public required string Type { get; init; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<Evidence>(e =>
        {
            e.Property(f => f.Id).ValueGeneratedNever();
            e.Property(f => f.Hash).HasMaxLength(64);
            e.Property(f => f.FileName).HasMaxLength(80);
            e.Property(f => f.Type).HasMaxLength(80);
            e.HasIndex(f => f.HonourId);
        });
}
