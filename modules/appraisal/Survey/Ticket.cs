using Microsoft.EntityFrameworkCore;

namespace Modular.Appraisal.Survey;

/// <summary>A code that answers once. The mark is a day, never finer.</summary>
internal sealed class Ticket
{
    public long RoundId { get; init; }
    public required string Hash { get; init; }
    public DateOnly? UsedOn { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<Ticket>(e =>
        {
            e.HasKey(t => new { t.RoundId, t.Hash });
            e.Property(t => t.Hash).HasMaxLength(64);
            e.HasIndex(t => t.Hash).IsUnique();
        });
}
