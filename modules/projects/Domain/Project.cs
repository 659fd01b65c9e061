using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;

namespace Modular.Projects.Domain;

/// <summary>
/// A service project: designed, reviewed, publicised, carried out, shared. Its moves are in <see cref="ProjectMoves"/>.
/// </summary>
internal sealed class Project : IScoped, IVersioned
{
    public long Id { get; init; }
    public required string Number { get; init; }
    public required string Title { get; set; }
    public int UnitId { get; init; }
    public required string UnitPath { get; init; }
    public ProjectTier Tier { get; set; }
    public string Aims { get; set; } = "";
    public string Beneficiaries { get; set; } = "";
    public string Plan { get; set; } = "";

    /// <summary>In cents; the sum of its budget lines.</summary>
    public long Budget { get; set; }
    public string Leader { get; set; } = "";
    public string Responsible { get; set; } = "";
    public string Team { get; set; } = "";

    /// <summary>How it will be appraised: the fifth of the five ones.</summary>
    public string Mechanism { get; set; } = "";
    public DateOnly? StartsOn { get; set; }
    public DateOnly? EndsOn { get; set; }
    public ProjectOrigin Origin { get; init; }
    public long? TopicId { get; init; }
    public string? TopicName { get; init; }

    /// <summary>The entry of the catalogue it was made from.</summary>
    public long? EntryId { get; init; }

    /// <summary>The project it was adopted from.</summary>
    public long? ParentId { get; init; }
    public string? ServiceName { get; set; }
    public ServiceDecision? ServiceDecision { get; set; }
    public string? ServiceReason { get; set; }

    /// <summary>The campaign it is submitted to.</summary>
    public long? CampaignId { get; set; }
    public ProjectState State { get; set; }
    public string? Advice { get; set; }
    public long? RoundId { get; set; }
    public long? ScoreMicro { get; set; }
    public int? Rank { get; set; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? ApprovedAt { get; set; }
    public DateOnly? StartedOn { get; set; }
    public DateOnly? CompletedOn { get; set; }
    public DateOnly? AppliedOn { get; set; }
    public string? Results { get; set; }
    public int Version { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<Project>(e =>
        {
            e.Property(p => p.Id).ValueGeneratedNever();
            e.Property(p => p.Number).HasMaxLength(24);
            e.Property(p => p.Title).HasMaxLength(80);
            e.Property(p => p.UnitPath).HasMaxLength(200);
            e.Property(p => p.TopicName).HasMaxLength(60);
            e.Property(p => p.ServiceName).HasMaxLength(80);
            e.Property(p => p.Leader).HasMaxLength(40);
            e.Property(p => p.Responsible).HasMaxLength(40);
            e.HasIndex(p => p.Number).IsUnique();
            e.HasIndex(p => new { p.UnitPath, p.State });
            e.HasIndex(p => p.CampaignId);
        });
}

internal enum ProjectTier
{
    Key,
    General,
    Micro,
}

/// <summary>What a project was designed from.</summary>
internal enum ProjectOrigin
{
    Blank,
    Topic,
    Catalogue,
    Service,
    Adopted,
}

/// <summary>What was decided about an existing service before a project was made of it (去芜存菁).</summary>
internal enum ServiceDecision
{
    Keep,
    Improve,
    Drop,
}

internal sealed class ProjectEvent
{
    public long Id { get; init; }
    public long ProjectId { get; init; }
    public DateTimeOffset At { get; init; }
    public required string What { get; init; }
    public required string By { get; init; }
    public string? Note { get; init; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<ProjectEvent>(e =>
        {
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.What).HasMaxLength(40);
            e.Property(x => x.By).HasMaxLength(100);
            e.HasIndex(x => x.ProjectId);
        });
}
