using Microsoft.EntityFrameworkCore;

namespace Modular.Appraisal.Ledger;

/// <summary>
/// One entry of the ledger of points. Nothing is changed or taken out: what was wrong is answered by an entry of the
/// opposite sign, once.
/// </summary>
internal sealed class PointEvent
{
    public long Id { get; init; }
    public long RoundId { get; init; }
    public long SubjectId { get; init; }
    public int Points { get; init; }
    public required string Why { get; init; }
    public DateOnly On { get; init; }
    public required string By { get; init; }
    public long? ReversesId { get; init; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<PointEvent>(e =>
        {
            e.Property(p => p.Id).ValueGeneratedNever();
            e.Property(p => p.Why).HasMaxLength(200);
            e.Property(p => p.By).HasMaxLength(100);
            e.HasIndex(p => new { p.RoundId, p.SubjectId });
            e.HasIndex(p => p.ReversesId).IsUnique();
        });
}
