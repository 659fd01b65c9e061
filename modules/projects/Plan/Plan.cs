using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;
using Modular.Projects.Design;

namespace Modular.Projects.Plan;

/// <summary>
/// The plan of a project: when it begins, and the version two people who change it at once are held apart by. Its key
/// is the project's.
/// </summary>
internal sealed class ProjectPlan : IVersioned
{
    public long ProjectId { get; init; }
    public DateOnly StartsOn { get; set; }
    public int Version { get; set; }

    /// <summary>
    /// It may be changed while the project is written and while it is carried out; what is reviewed and what is in
    /// public stands still.
    /// </summary>
    public static readonly ProjectState[] Open =
    [
        ProjectState.Draft,
        ProjectState.Returned,
        ProjectState.Approved,
        ProjectState.InExecution,
    ];

    internal static void Shape(ModelBuilder model) =>
        model.Entity<ProjectPlan>(e =>
        {
            e.HasKey(p => p.ProjectId);
            e.Property(p => p.ProjectId).ValueGeneratedNever();
        });
}

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
    /// Found late by the nightly look: when it should have been done. Until it is done or planned anew.
    /// </summary>
    public DateOnly? LateOn { get; set; }

    /// <summary>Those who answer for it were told that it is late; once, until it is done or planned anew.</summary>
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

/// <summary>
/// The dates as they stood when the project was approved or started, or when somebody kept them; never changed.
/// </summary>
internal sealed class Baseline
{
    public long Id { get; init; }
    public long ProjectId { get; init; }

    /// <summary><c>approved</c>, <c>started</c>, or the name somebody gave.</summary>
    public required string Name { get; init; }
    public DateTimeOffset At { get; init; }
    public required string By { get; init; }

    /// <summary>Null where the calendar did not reach to the end.</summary>
    public DateOnly? EndsOn { get; init; }

    /// <summary>JSON of <see cref="BaselineRow"/>s.</summary>
    public required string Rows { get; init; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<Baseline>(e =>
        {
            e.Property(b => b.Id).ValueGeneratedNever();
            e.Property(b => b.Name).HasMaxLength(40);
            e.Property(b => b.By).HasMaxLength(100);
            e.HasIndex(b => b.ProjectId);
        });
}

internal sealed record BaselineRow(long Id, string Name, DateOnly? Starts, DateOnly? Ends, int Days);

/// <summary>
/// One change of a plan: what it touched before and after, so that it can be undone, told to whoever changed it at the
/// same time, and read later.
/// </summary>
internal sealed class PlanChange
{
    public long Id { get; init; }
    public long ProjectId { get; init; }

    /// <summary>The plan's version after it.</summary>
    public int Version { get; init; }
    public DateTimeOffset At { get; init; }
    public required string By { get; init; }
    public long? AccountId { get; init; }

    /// <summary>JSON of <see cref="PlanDelta"/>.</summary>
    public required string Delta { get; init; }

    /// <summary>Why the end moved beyond the baseline.</summary>
    public string? Reason { get; init; }

    /// <summary>It takes another change back.</summary>
    public bool IsUndo { get; init; }

    /// <summary>It was taken back.</summary>
    public bool Undone { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<PlanChange>(e =>
        {
            e.Property(c => c.Id).ValueGeneratedNever();
            e.Property(c => c.By).HasMaxLength(100);
            e.Property(c => c.Reason).HasMaxLength(200);
            e.HasIndex(c => new { c.ProjectId, c.Version }).IsUnique();
        });
}
