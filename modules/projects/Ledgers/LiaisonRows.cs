using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;

namespace Modular.Projects.Ledgers;

/// <summary>A visit of the liaison leader to the project (包联).</summary>
internal sealed class LiaisonVisit
{
    public long Id { get; init; }
    public long ProjectId { get; init; }
    public DateOnly On { get; init; }

    /// <summary>Who went, as written on that day: leaders change.</summary>
    public required string Leader { get; init; }
    public string Findings { get; init; } = "";
    public required string By { get; init; }
    public DateTimeOffset At { get; init; }

    /// <summary>The account of who went, where the name is that of somebody in the unit or above it.</summary>
    public long? LeaderId { get; init; }

    /// <summary>Written down wrongly: struck out with a reason, never deleted.</summary>
    public DateTimeOffset? StruckAt { get; set; }
    public string? StruckBy { get; set; }
    public string? StruckWhy { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<LiaisonVisit>(e =>
        {
            e.Property(v => v.StruckBy).HasMaxLength(100);
            e.Property(v => v.StruckWhy).HasMaxLength(500);
            e.Property(v => v.Id).ValueGeneratedNever();
            e.Property(v => v.Leader).HasMaxLength(40);
            e.Property(v => v.Findings).HasMaxLength(2000);
            e.Property(v => v.By).HasMaxLength(100);
            e.HasIndex(v => new { v.ProjectId, v.On });
            e.HasIndex(v => v.On);
        });
}

internal enum LiaisonKind
{
    Problem,
    Resource,
    FollowUp,
}

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
