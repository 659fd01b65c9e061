using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;
using Modular.Projects.Domain;

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
