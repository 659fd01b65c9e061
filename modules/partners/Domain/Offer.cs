using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;

namespace Modular.Partners.Domain;

/// <summary>
/// A need put before partner units. It belongs to the community; the invited units see it through their invitation.
/// </summary>
internal sealed class Offer : IScoped, IVersioned
{
    public long Id { get; init; }
    public long NeedId { get; init; }
    public int UnitId { get; init; }
    public required string UnitPath { get; init; }
    public OfferState State { get; set; }
    public DateOnly ClaimBy { get; init; }
    public DateTimeOffset OfferedAt { get; init; }
    public int? ClaimedUnitId { get; set; }
    public long? ResourceId { get; set; }
    public string? ClaimedBy { get; set; }
    public DateTimeOffset? ClaimedAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
    public string? Report { get; set; }
    public string? Reason { get; set; }
    public int Version { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<Offer>(e =>
        {
            e.Property(o => o.Id).ValueGeneratedNever();
            e.Property(o => o.UnitPath).HasMaxLength(200);
            e.Property(o => o.ClaimedBy).HasMaxLength(100);
            e.Property(o => o.Report).HasMaxLength(2000);
            e.Property(o => o.Reason).HasMaxLength(500);
            // One offer of a need at a time, whatever happens at the same moment.
            e.HasIndex(o => o.NeedId).IsUnique().HasFilter("state IN ('Open', 'Claimed')");
            e.HasIndex(o => new { o.State, o.ClaimBy });
        });
}

/// <summary>
/// Open, then Claimed by one unit or Unclaimed when the date passed or all declined; Claimed, then Done or GivenUp;
/// Open and Claimed also Withdrawn, when the need went another way. Every move is a compare-and-swap on the row with
/// these states in its condition, so one wins.
/// </summary>
internal enum OfferState
{
    Open,
    Claimed,
    Done,
    Unclaimed,
    Withdrawn,
    GivenUp,
}

internal enum InviteState
{
    Waiting,
    Declined,
    Claimed,
    Missed,
}

/// <summary>One partner unit is asked whether it takes an offer up.</summary>
internal sealed class Invite : IScoped
{
    public long OfferId { get; init; }
    public int UnitId { get; init; }
    public required string UnitPath { get; init; }
    public InviteState State { get; set; }
    public string? Reason { get; set; }
    public DateTimeOffset? AnsweredAt { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<Invite>(e =>
        {
            e.HasKey(i => new { i.OfferId, i.UnitId });
            e.Property(i => i.UnitPath).HasMaxLength(200);
            e.Property(i => i.Reason).HasMaxLength(500);
            e.HasIndex(i => new { i.UnitPath, i.State });
        });
}

/// <summary>What nobody claimed, for the next joint meeting.</summary>
internal sealed class MeetingItem : IScoped
{
    public long Id { get; init; }
    public long NeedId { get; init; }
    public int UnitId { get; init; }
    public required string UnitPath { get; init; }
    public DateTimeOffset ListedAt { get; init; }
    public string? Decision { get; set; }
    public string? Owner { get; set; }
    public DateOnly? By { get; set; }
    public DateTimeOffset? DecidedAt { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<MeetingItem>(e =>
        {
            e.Property(m => m.Id).ValueGeneratedNever();
            e.Property(m => m.UnitPath).HasMaxLength(200);
            e.Property(m => m.Decision).HasMaxLength(1000);
            e.Property(m => m.Owner).HasMaxLength(60);
            e.HasIndex(m => m.NeedId);
        });
}
