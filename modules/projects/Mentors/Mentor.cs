using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;

namespace Modular.Projects.Mentors;

/// <summary>
/// A member of the mentor group (导师团) kept by a district or town: a person with an account of the mentor's role.
/// </summary>
internal sealed class Mentor : IScoped, IVersioned
{
    public long Id { get; init; }
    public long AccountId { get; init; }
    public required string Name { get; set; }

    /// <summary>Where the person works.</summary>
    public required string Office { get; set; }

    /// <summary>What the person knows about, separated by commas: types of the catalogue or own words.</summary>
    public string Fields { get; set; } = "";

    /// <summary>Projects guided at the same time.</summary>
    public int AtOnce { get; set; } = 3;

    /// <summary>The district or town that keeps the group.</summary>
    public int UnitId { get; init; }
    public required string UnitPath { get; init; }
    public bool Closed { get; set; }

    /// <summary>Raised by every assignment, so that those to one mentor go one after another.</summary>
    public int Turn { get; set; }
    public int Version { get; set; }

    public IReadOnlyList<string> FieldList =>
        [
            .. Fields.Split(
                [',', '\uff0c', '\u3001', ';', '\uff1b'],
                StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
            ),
        ];

    internal static void Shape(ModelBuilder model) =>
        model.Entity<Mentor>(e =>
        {
            e.Property(m => m.Id).ValueGeneratedNever();
            e.Property(m => m.Name).HasMaxLength(64);
            e.Property(m => m.Office).HasMaxLength(80);
            e.Property(m => m.Fields).HasMaxLength(200);
            e.Property(m => m.UnitPath).HasMaxLength(200);
            e.HasIndex(m => m.AccountId).IsUnique();
            e.HasIndex(m => m.UnitPath);
        });
}

/// <summary>
/// One mentor guides one project, and a project has one mentor at a time. While it lasts the mentor sees the project,
/// wherever it lies.
/// </summary>
internal sealed class Mentoring
{
    public long Id { get; init; }
    public long ProjectId { get; init; }

    /// <summary>
    /// The project's id while it lasts, null afterwards: unique, so that two at once cannot both begin.
    /// </summary>
    public long? OpenProjectId { get; set; }
    public long MentorId { get; init; }
    public long AccountId { get; init; }
    public DateTimeOffset At { get; init; }
    public required string By { get; init; }
    public DateTimeOffset? EndedAt { get; set; }
    public string? EndedWhy { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<Mentoring>(e =>
        {
            e.Property(m => m.Id).ValueGeneratedNever();
            e.Property(m => m.By).HasMaxLength(100);
            e.Property(m => m.EndedWhy).HasMaxLength(500);
            e.HasIndex(m => m.OpenProjectId).IsUnique();
            e.HasIndex(m => m.ProjectId);
            e.HasIndex(m => new { m.AccountId, m.EndedAt });
            e.HasIndex(m => m.MentorId);
        });
}

internal enum AdviceState
{
    Open,
    Done,
    NotDone,
}

/// <summary>A mentor's advice and what the team made of it.</summary>
internal sealed class GuidanceNote : IVersioned
{
    public long Id { get; init; }
    public long ProjectId { get; init; }
    public long MentoringId { get; init; }
    public DateTimeOffset At { get; init; }
    public required string By { get; init; }

    /// <summary>The day of the guidance: a visit is often written down later.</summary>
    public DateOnly On { get; init; }
    public required string Field { get; init; }
    public required string Advice { get; init; }
    public AdviceState State { get; set; }
    public string? Answer { get; set; }
    public string? AnsweredBy { get; set; }
    public DateTimeOffset? AnsweredAt { get; set; }
    public int Version { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<GuidanceNote>(e =>
        {
            e.Property(n => n.Id).ValueGeneratedNever();
            e.Property(n => n.By).HasMaxLength(100);
            e.Property(n => n.AnsweredBy).HasMaxLength(100);
            e.Property(n => n.Field).HasMaxLength(40);
            e.HasIndex(n => n.ProjectId);
            e.HasIndex(n => n.MentoringId);
        });
}

/// <summary>Ready, not yet, or submitted without: then the team says why.</summary>
internal enum PreVerdict
{
    Ready,
    NotYet,
    Without,
}

/// <summary>What the mentor says of one version of the text before it is submitted; reviewers read it.</summary>
internal sealed class PreReview
{
    /// <summary>What a mentor looks at, in the order of the form.</summary>
    public static readonly string[] Points = ["need", "aims", "plan", "budget", "team", "effect"];

    public long Id { get; init; }
    public long ProjectId { get; init; }
    public long? MentoringId { get; init; }

    /// <summary>Number of the version of the text it is about.</summary>
    public int TextNo { get; init; }
    public DateTimeOffset At { get; init; }
    public required string By { get; init; }
    public PreVerdict Verdict { get; init; }

    /// <summary>Keys of <see cref="Points"/> found good, separated by spaces.</summary>
    public string Met { get; init; } = "";
    public string Advice { get; init; } = "";

    internal static void Shape(ModelBuilder model) =>
        model.Entity<PreReview>(e =>
        {
            e.Property(r => r.Id).ValueGeneratedNever();
            e.Property(r => r.By).HasMaxLength(100);
            e.Property(r => r.Met).HasMaxLength(100);
            e.HasIndex(r => r.ProjectId);
        });
}
