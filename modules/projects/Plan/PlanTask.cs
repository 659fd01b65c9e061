using Microsoft.EntityFrameworkCore;

namespace Modular.Projects.Plan;

/// <summary>A task, a milestone (no days), or a group of tasks (a heading that takes its dates from them).</summary>
internal sealed class PlanTask
{
    public const int MostDays = 1000;

    public long Id { get; init; }
    public long ProjectId { get; init; }
    public int Place { get; set; }

    /// <summary>The group it stands in.</summary>
    public long? GroupId { get; set; }
    public bool IsGroup { get; init; }
    public required string Name { get; set; }
    public string Owner { get; set; } = "";

    /// <summary>The owner's account, where the name is one of the unit's people.</summary>
    public long? OwnerId { get; set; }
    public int Days { get; set; }
    public DateOnly? NotBefore { get; set; }
    public DateOnly? FixedOn { get; set; }

    /// <summary>Taken out of the plan; kept with what was recorded for it, so that it can be put back.</summary>
    public bool Dropped { get; set; }

    /// <summary>
    /// Found late by the nightly look: when it should have been done. Until it is done or planned again.
    /// </summary>
    public DateOnly? LateOn { get; set; }

    /// <summary>Those who answer for it were told that it is late; once, until it is done or planned again.</summary>
    public DateOnly? ToldOn { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<PlanTask>(e =>
        {
            e.Property(t => t.Id).ValueGeneratedNever();
            e.Property(t => t.Name).HasMaxLength(80);
            e.Property(t => t.Owner).HasMaxLength(40);
            e.HasIndex(t => t.ProjectId);
            e.HasIndex(t => t.OwnerId);
            e.HasIndex(t => t.LateOn);
        });
}
