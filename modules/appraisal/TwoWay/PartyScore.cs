using Microsoft.EntityFrameworkCore;

namespace Modular.Appraisal.TwoWay;

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
