using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;

namespace Modular.Needs.Domain;

/// <summary>One sending of a need to a unit, and what became of it.</summary>
internal sealed class NeedDispatch : IHandedOver
{
    public long Id { get; init; }
    public long NeedId { get; init; }
    public required string NeedNumber { get; init; }
    public int UnitId { get; init; }
    public required string UnitPath { get; init; }
    public int HandlerUnitId { get; init; }
    public string? HandlerPath { get; init; }
    public required string SentBy { get; init; }
    public DateTimeOffset SentAt { get; init; }
    public string? Note { get; init; }
    public DispatchState State { get; set; }
    public string? Reason { get; set; }

    /// <summary>The office that should have got it, says the one that sent it back.</summary>
    public int? NamedUnitId { get; set; }

    /// <summary>A dispute is to be decided by then.</summary>
    public DateOnly? DecideBy { get; set; }
    public DateTimeOffset? EndedAt { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<NeedDispatch>(e =>
        {
            e.ToTable("dispatch");
            e.Property(d => d.Id).ValueGeneratedNever();
            e.Property(d => d.NeedNumber).HasMaxLength(24);
            e.Property(d => d.UnitPath).HasMaxLength(200);
            e.Property(d => d.HandlerPath).HasMaxLength(200);
            e.Property(d => d.SentBy).HasMaxLength(100);
            e.Property(d => d.Note).HasMaxLength(500);
            e.Property(d => d.Reason).HasMaxLength(500);
            e.HasIndex(d => d.NeedId);
            e.HasIndex(d => new { d.State, d.DecideBy });
        });
}

internal enum DispatchState
{
    Sent,
    Taken,
    SentBack,
    Disputed,
    Ruled,
    Withdrawn,
}
