using Microsoft.EntityFrameworkCore;

namespace Modular.Projects.Review;

/// <summary>A meeting that decided on a project by hand: who was there, how they voted, what it came to.</summary>
internal sealed class ReviewMeeting
{
    public long Id { get; init; }
    public long ProjectId { get; init; }
    public DateOnly On { get; init; }
    public string Place { get; init; } = "";
    public string Chair { get; init; } = "";
    public string Recorder { get; init; } = "";
    public required string Outcome { get; init; }
    public required string Minutes { get; init; }
    public int For { get; init; }
    public int Against { get; init; }
    public int Abstain { get; init; }

    /// <summary>Why the outcome is not what the majority voted for.</summary>
    public string? Why { get; init; }

    /// <summary>What those who wrote it are to change; of a returned project.</summary>
    public string? Advice { get; init; }
    public DateTimeOffset At { get; init; }
    public required string By { get; init; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<ReviewMeeting>(e =>
        {
            e.Property(m => m.Id).ValueGeneratedNever();
            e.Property(m => m.Place).HasMaxLength(80);
            e.Property(m => m.Chair).HasMaxLength(40);
            e.Property(m => m.Recorder).HasMaxLength(40);
            e.Property(m => m.Outcome).HasMaxLength(12);
            e.Property(m => m.Why).HasMaxLength(1000);
            e.Property(m => m.Advice).HasMaxLength(2000);
            e.Property(m => m.By).HasMaxLength(100);
            e.HasIndex(m => m.ProjectId);
        });
}

/// <summary>Somebody who was there, what he declared, and what the system found.</summary>
internal sealed class Attendee
{
    public long Id { get; init; }
    public long MeetingId { get; init; }
    public int Place { get; init; }
    public required string Name { get; init; }
    public required string Unit { get; init; }

    /// <summary>What the person declared to have to do with the project.</summary>
    public string? Declared { get; init; }

    /// <summary>Text key of the conflict found, with <see cref="Detail"/> as its argument.</summary>
    public string? Found { get; init; }
    public string? Detail { get; init; }

    /// <summary>Has no vote on this project.</summary>
    public bool StandsBack => Declared is not null || Found is not null;

    internal static void Shape(ModelBuilder model) =>
        model.Entity<Attendee>(e =>
        {
            e.Property(a => a.Id).ValueGeneratedNever();
            e.Property(a => a.Name).HasMaxLength(40);
            e.Property(a => a.Unit).HasMaxLength(80);
            e.Property(a => a.Declared).HasMaxLength(200);
            e.Property(a => a.Found).HasMaxLength(40);
            e.Property(a => a.Detail).HasMaxLength(100);
            e.HasIndex(a => a.MeetingId);
        });
}
