using Microsoft.EntityFrameworkCore;

namespace Modular.Appraisal.Panel;

/// <summary>
/// What an evaluator says about a subject beside the figures, and how sure they are of them: 1 a little, 2 fairly, 3
/// very.
/// </summary>
internal sealed class Opinion
{
    public long RoundId { get; init; }
    public long AccountId { get; init; }
    public long SubjectId { get; init; }
    public int? Confidence { get; set; }
    public string? Comment { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<Opinion>(e =>
        {
            e.HasKey(o => new
            {
                o.RoundId,
                o.AccountId,
                o.SubjectId,
            });
            e.Property(o => o.Comment).HasMaxLength(1000);
        });
}
