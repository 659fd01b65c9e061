using Microsoft.EntityFrameworkCore;

namespace Modular.Appraisal.TwoWay;

/// <summary>One who scores and is scored: a community on side a, a partner unit or a member on side b.</summary>
internal sealed class Party
{
    public long RoundId { get; init; }
    public int Number { get; init; }
    public required string Side { get; init; }
    public int? UnitId { get; init; }
    public required string Code { get; init; }
    public required string Name { get; init; }

    /// <summary>Hash of the code by which somebody without an account scores.</summary>
    public string? Ticket { get; set; }
    public DateTimeOffset? HandedInAt { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<Party>(e =>
        {
            e.HasKey(p => new { p.RoundId, p.Number });
            e.Property(p => p.Side).HasMaxLength(1);
            e.Property(p => p.Code).HasMaxLength(32);
            e.Property(p => p.Name).HasMaxLength(80);
            e.Property(p => p.Ticket).HasMaxLength(64);
            e.HasIndex(p => p.UnitId);
            e.HasIndex(p => p.Ticket).IsUnique();
        });
}

/// <summary>What one party gave another on one line, in millionths; the key admits one only.</summary>
internal sealed class PartyScore
{
    public long RoundId { get; init; }
    public int From { get; init; }
    public int To { get; init; }
    public int Criterion { get; init; }
    public long ValueMicro { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<PartyScore>(e =>
            e.HasKey(s => new
            {
                s.RoundId,
                s.From,
                s.To,
                s.Criterion,
            })
        );
}

/// <summary>
/// An objective item of a party, 0 to 100 in millionths: counted from the records of other modules when the round is
/// closed.
/// </summary>
internal sealed class PartyFact
{
    public long RoundId { get; init; }
    public int Party { get; init; }
    public required string Item { get; init; }
    public long ValueMicro { get; set; }

    /// <summary>The counts behind it: <c>part/whole</c>.</summary>
    public required string Source { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<PartyFact>(e =>
        {
            e.HasKey(f => new
            {
                f.RoundId,
                f.Party,
                f.Item,
            });
            e.Property(f => f.Item).HasMaxLength(40);
            e.Property(f => f.Source).HasMaxLength(200);
        });
}
