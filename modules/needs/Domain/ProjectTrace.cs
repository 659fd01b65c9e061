using Microsoft.EntityFrameworkCore;

namespace Modular.Needs.Domain;

/// <summary>What this module was told of a project that answers some of its needs.</summary>
internal sealed class ProjectTrace
{
    public long ProjectId { get; init; }
    public required string Number { get; init; }
    public required string Stage { get; set; }
    public DateOnly Since { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<ProjectTrace>(e =>
        {
            e.HasKey(t => t.ProjectId);
            e.Property(t => t.ProjectId).ValueGeneratedNever();
            e.Property(t => t.Number).HasMaxLength(24);
            e.Property(t => t.Stage).HasMaxLength(24);
        });
}
