using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;
using Modular.Projects.Domain;

namespace Modular.Projects.Library;

/// <summary>
/// A unit takes over a project of the library (对接). Both units see it: the one that takes and the one it comes from.
/// </summary>
internal sealed class Adoption : IHandedOver, IVersioned
{
    public long Id { get; init; }
    public long SourceId { get; init; }
    public int UnitId { get; init; }
    public required string UnitPath { get; init; }

    /// <summary>The unit the project comes from, which sees it too.</summary>
    public string? HandlerPath { get; init; }
    public AdoptionState State { get; set; }
    public long? DraftId { get; set; }
    public DateTimeOffset At { get; init; }
    public required string By { get; init; }

    /// <summary>One open adoption of a project by a unit: set while it is open, unique.</summary>
    public string? Open { get; set; }
    public int Version { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<Adoption>(e =>
        {
            e.Property(a => a.Id).ValueGeneratedNever();
            e.Property(a => a.UnitPath).HasMaxLength(200);
            e.Property(a => a.HandlerPath).HasMaxLength(200);
            e.Property(a => a.By).HasMaxLength(100);
            e.Property(a => a.Open).HasMaxLength(40);
            e.HasIndex(a => a.Open).IsUnique();
            e.HasIndex(a => a.SourceId);
            e.HasIndex(a => a.DraftId);
        });

    /// <param name="draft">State of the draft made of it, if there is one.</param>
    public AdoptionState Now(ProjectState? draft) =>
        State == AdoptionState.Ended || draft is null
            ? State
            : draft.Value switch
            {
                ProjectState.InExecution => AdoptionState.Running,
                ProjectState.Completed
                or ProjectState.Applied
                or ProjectState.Evaluated
                or ProjectState.Awarded
                or ProjectState.InLibrary
                or ProjectState.Stopped
                or ProjectState.Rejected => AdoptionState.Ended,
                _ => AdoptionState.Drafted,
            };
}

/// <summary>
/// How far a unit is with a project it takes over. From the draft on it follows the draft's own state.
/// </summary>
internal enum AdoptionState
{
    Asked,
    InContact,
    Drafted,
    Running,
    Ended,
}

/// <summary>A note on the way.</summary>
internal sealed class AdoptionNote
{
    public long Id { get; init; }
    public long AdoptionId { get; init; }
    public DateTimeOffset At { get; init; }
    public required string By { get; init; }
    public AdoptionState State { get; init; }
    public required string Text { get; init; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<AdoptionNote>(e =>
        {
            e.Property(n => n.Id).ValueGeneratedNever();
            e.Property(n => n.By).HasMaxLength(100);
            e.Property(n => n.Text).HasMaxLength(400);
            e.HasIndex(n => n.AdoptionId);
        });
}
