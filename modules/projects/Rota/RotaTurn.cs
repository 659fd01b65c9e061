using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;

namespace Modular.Projects.Rota;

/// <summary>
/// A month of a district's rota: whose turn it is, why, and the project promoted. The whole district sees it.
/// </summary>
internal sealed class RotaTurn : IVersioned
{
    public long Id { get; init; }
    public int DistrictId { get; init; }

    /// <summary>First day of the month.</summary>
    public DateOnly Month { get; init; }
    public int TownId { get; set; }
    public TurnWhy Why { get; set; }
    public int? Waited { get; set; }
    public int? OtherTownId { get; set; }
    public DateOnly? OtherMonth { get; set; }

    /// <summary>Reasons of a change by hand or a swap.</summary>
    public string? Note { get; set; }
    public long? ProjectId { get; set; }

    /// <summary>Entered when the month was over: a turn the town had before it was kept here.</summary>
    public bool Before { get; set; }
    public DateOnly? StartTold { get; set; }
    public DateOnly? EndTold { get; set; }
    public int Version { get; set; }

    /// <summary>The town had it: the month has begun and a project was promoted, or it was entered as had.</summary>
    public bool Had(DateOnly now) => Month <= now && (ProjectId is not null || Before);

    /// <summary>Counts for fairness: had, or still to come. An empty month that is over does not.</summary>
    public bool Counts(DateOnly now) => Month >= now || Had(now);

    /// <summary>Goes to another town: what was chosen and told is of the one before.</summary>
    public void Give(int town)
    {
        if (TownId != town)
            (ProjectId, StartTold, EndTold) = (null, null, null);
        TownId = town;
    }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<RotaTurn>(e =>
        {
            e.Property(t => t.Id).ValueGeneratedNever();
            e.Property(t => t.Note).HasMaxLength(400);
            e.HasIndex(t => new { t.DistrictId, t.Month }).IsUnique();
        });
}

/// <summary>
/// A town on the rota. One that joins later begins with as many turns as the fewest of the others had, so that it need
/// not catch up.
/// </summary>
internal sealed class RotaMember
{
    public int TownId { get; init; }
    public int DistrictId { get; init; }
    public int Given { get; init; }
    public DateOnly Since { get; init; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<RotaMember>(e =>
        {
            e.HasKey(m => m.TownId);
            e.Property(m => m.TownId).ValueGeneratedNever();
        });
}

/// <summary>A month a town cannot take, or would like.</summary>
internal sealed class RotaAsk
{
    public long Id { get; init; }
    public int DistrictId { get; init; }
    public int TownId { get; init; }
    public DateOnly Month { get; init; }
    public bool Wish { get; init; }
    public required string Reason { get; init; }
    public required string By { get; init; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<RotaAsk>(e =>
        {
            e.Property(a => a.Id).ValueGeneratedNever();
            e.Property(a => a.Reason).HasMaxLength(400);
            e.Property(a => a.By).HasMaxLength(100);
            e.HasIndex(a => new { a.TownId, a.Month }).IsUnique();
        });
}

internal enum SwapState
{
    Asked,
    Accepted,
    Declined,
    Withdrawn,
}

/// <summary>Two towns exchange their months when both agree.</summary>
internal sealed class TurnSwap : IVersioned
{
    public long Id { get; init; }
    public int DistrictId { get; init; }
    public long TurnId { get; init; }
    public long OtherTurnId { get; init; }
    public int TownId { get; init; }
    public int OtherTownId { get; init; }
    public required string Reason { get; init; }
    public required string AskedBy { get; init; }
    public DateTimeOffset AskedAt { get; init; }
    public SwapState State { get; set; }
    public string? Answer { get; set; }
    public string? AnsweredBy { get; set; }
    public DateTimeOffset? AnsweredAt { get; set; }
    public int Version { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<TurnSwap>(e =>
        {
            e.Property(s => s.Id).ValueGeneratedNever();
            e.Property(s => s.Reason).HasMaxLength(400);
            e.Property(s => s.Answer).HasMaxLength(400);
            e.Property(s => s.AskedBy).HasMaxLength(100);
            e.Property(s => s.AnsweredBy).HasMaxLength(100);
            e.HasIndex(s => s.DistrictId);
        });
}

internal enum CentreState
{
    Planned,
    Held,
}

/// <summary>What one centre did for the project of the month. Communities stand for their centres.</summary>
internal sealed class CentreEvent : IScoped, IVersioned
{
    public long Id { get; init; }
    public long TurnId { get; init; }
    public int UnitId { get; init; }
    public required string UnitPath { get; init; }
    public CentreState State { get; set; }
    public DateOnly On { get; set; }
    public int? People { get; set; }
    public string? Note { get; set; }
    public required string By { get; set; }
    public int Version { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<CentreEvent>(e =>
        {
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.UnitPath).HasMaxLength(200);
            e.Property(x => x.Note).HasMaxLength(400);
            e.Property(x => x.By).HasMaxLength(100);
            e.HasIndex(x => new { x.TurnId, x.UnitId }).IsUnique();
            e.HasIndex(x => x.UnitPath);
        });
}
