using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Statistics;

namespace Modular.Appraisal.Panel;

/// <summary>What a panel is drawn by: announced and frozen when the round is drafted, entered on the day.</summary>
internal sealed class PanelDraw
{
    public long RoundId { get; init; }

    /// <summary>The public figure that decides, in words.</summary>
    public required string Source { get; init; }
    public DateOnly On { get; init; }
    public int Digits { get; init; }

    /// <summary>How many are drawn.</summary>
    public int Seats { get; init; }
    public required string PoolDigest { get; init; }

    /// <summary>Null until it has fallen.</summary>
    public string? Key { get; set; }

    public string FullKey => PublicDraw.Joined(PoolDigest, Key!);

    internal static void Shape(ModelBuilder model) =>
        model.Entity<PanelDraw>(e =>
        {
            e.HasKey(d => d.RoundId);
            e.Property(d => d.RoundId).ValueGeneratedNever();
            e.Property(d => d.Source).HasMaxLength(120);
            e.Property(d => d.PoolDigest).HasMaxLength(64);
            e.Property(d => d.Key).HasMaxLength(40);
            e.Ignore(d => d.FullKey);
        });
}

/// <summary>An evaluator who may be drawn, under the number the draw knows them by.</summary>
internal sealed class PoolMember
{
    public long RoundId { get; init; }
    public int Number { get; init; }
    public long AccountId { get; init; }
    public required string Name { get; init; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<PoolMember>(e =>
        {
            e.HasKey(p => new { p.RoundId, p.Number });
            e.Property(p => p.Name).HasMaxLength(64);
        });
}
