using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;

namespace Modular.Projects.Supervision;

/// <summary>
/// What came out of a visit: a problem tracked until it is solved, a resource found for the project, or something to
/// follow up by a day.
/// </summary>
internal sealed class LiaisonItem : IVersioned
{
    public long Id { get; init; }
    public long ProjectId { get; init; }
    public long VisitId { get; init; }
    public LiaisonKind Kind { get; init; }
    public required string Text { get; init; }

    /// <summary>By when; for problems and follow-ups.</summary>
    public DateOnly? DueOn { get; set; }
    public DateOnly? DoneOn { get; set; }
    public string? Result { get; set; }
    public string? DoneBy { get; set; }

    /// <summary>Its visit was struck out.</summary>
    public bool Struck { get; set; }

    /// <summary>The due date for which it was told that it is late.</summary>
    public DateOnly? ToldFor { get; set; }
    public int Version { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<LiaisonItem>(e =>
        {
            e.Property(i => i.Id).ValueGeneratedNever();
            e.Property(i => i.Text).HasMaxLength(500);
            e.Property(i => i.Result).HasMaxLength(1000);
            e.Property(i => i.DoneBy).HasMaxLength(100);
            e.HasIndex(i => i.VisitId);
            e.HasIndex(i => new
            {
                i.ProjectId,
                i.DoneOn,
                i.DueOn,
            });
        });
}
