using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;

namespace Modular.Projects.Design;

internal enum ProjectTier { Key, General, Micro }

/// <summary>A service project: designed, reviewed, publicised, carried out, shared. Its moves are in <see cref="ProjectMoves"/>.</summary>
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

    /// <summary>In cents.</summary>
    public long Budget { get; set; }
    public string Leader { get; set; } = "";
    public string Responsible { get; set; } = "";
    public string Team { get; set; } = "";
    public DateOnly? StartsOn { get; set; }
    public DateOnly? EndsOn { get; set; }
    public long? TopicId { get; init; }
    public string? TopicName { get; init; }
    public ProjectState State { get; set; }
    public string? Advice { get; set; }
    public long? RoundId { get; set; }
    public long? ScoreMicro { get; set; }
    public int? Rank { get; set; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? ApprovedAt { get; set; }
    public string? Results { get; set; }
    public int Version { get; set; }

    internal static void Shape(ModelBuilder model) => model.Entity<Project>(e =>
    {
        e.Property(p => p.Id).ValueGeneratedNever();
        e.Property(p => p.Number).HasMaxLength(24);
        e.Property(p => p.Title).HasMaxLength(80);
        e.Property(p => p.UnitPath).HasMaxLength(200);
        e.Property(p => p.TopicName).HasMaxLength(60);
        e.Property(p => p.Leader).HasMaxLength(40);
        e.Property(p => p.Responsible).HasMaxLength(40);
        e.HasIndex(p => p.Number).IsUnique();
        e.HasIndex(p => new { p.UnitPath, p.State });
    });
}

internal sealed class ProjectEvent
{
    public long Id { get; init; }
    public long ProjectId { get; init; }
    public DateTimeOffset At { get; init; }
    public required string What { get; init; }
    public required string By { get; init; }
    public string? Note { get; init; }

    internal static void Shape(ModelBuilder model) => model.Entity<ProjectEvent>(e =>
    {
        e.Property(x => x.Id).ValueGeneratedNever();
        e.Property(x => x.What).HasMaxLength(40);
        e.Property(x => x.By).HasMaxLength(100);
        e.HasIndex(x => x.ProjectId);
    });
}
