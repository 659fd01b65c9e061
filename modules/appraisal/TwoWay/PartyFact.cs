using Microsoft.EntityFrameworkCore;

namespace Modular.Appraisal.TwoWay;

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
