using Microsoft.EntityFrameworkCore;

namespace Modular.Projects.Plan;

internal sealed class TaskLink
{
    public const int MostLag = 250;

    public long Id { get; init; }
    public long ProjectId { get; init; }
    public long FromId { get; init; }
    public long ToId { get; init; }
    public LinkKind Kind { get; init; }

    /// <summary>In working days.</summary>
    public int Lag { get; init; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<TaskLink>(e =>
        {
            e.Property(l => l.Id).ValueGeneratedNever();
            e.HasIndex(l => l.ProjectId);
            e.HasIndex(l => new { l.FromId, l.ToId }).IsUnique();
        });
}
