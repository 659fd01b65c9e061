using Microsoft.EntityFrameworkCore;

namespace Modular.Appraisal.Domain;

internal sealed class VisitPhoto
{
    public long Id { get; init; }
    public long RoundId { get; init; }
    public long AccountId { get; init; }
    public long SubjectId { get; init; }
    public required string Hash { get; init; }
    public required string Name { get; init; }
    public required string Type { get; init; }
    public string? Caption { get; init; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<VisitPhoto>(e =>
        {
            e.Property(p => p.Id).ValueGeneratedNever();
            e.Property(p => p.Hash).HasMaxLength(64);
            e.Property(p => p.Name).HasMaxLength(80);
            e.Property(p => p.Type).HasMaxLength(80);
            e.Property(p => p.Caption).HasMaxLength(200);
            e.HasIndex(p => new { p.RoundId, p.SubjectId });
        });
}
