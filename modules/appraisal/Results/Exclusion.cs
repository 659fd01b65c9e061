using Microsoft.EntityFrameworkCore;

namespace Modular.Appraisal.Results;

/// <summary>What one rater gave one subject does not count, for a reason that is shown: an unfair case.</summary>
internal sealed class Exclusion
{
    public long RoundId { get; init; }
    public long AccountId { get; init; }
    public long SubjectId { get; init; }
    public required string Reason { get; init; }
    public required string By { get; init; }
    public DateOnly On { get; init; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<Exclusion>(e =>
        {
            e.HasKey(x => new
            {
                x.RoundId,
                x.AccountId,
                x.SubjectId,
            });
            e.Property(x => x.Reason).HasMaxLength(500);
            e.Property(x => x.By).HasMaxLength(100);
        });
}
