using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;

namespace Modular.Projects.Domain;

/// <summary>
/// One thing done for people: planned, held or cancelled; alone or as an occurrence of a recurring service.
/// </summary>
internal sealed class Activity : IVersioned
{
    public const int SignInMinutes = 60,
        LateAfterDays = 7;

    /// <summary>
    /// So many sign-ins by code where nobody was expected in particular; else a multiple of the expected.
    /// </summary>
    private const int MostUnexpected = 1000,
        MostLeast = 100,
        MostTimes = 4;

    public long Id { get; init; }
    public long ProjectId { get; init; }

    /// <summary>Stands in the address of the sign-in page; cannot be guessed.</summary>
    public required string Code { get; init; }
    public required string Title { get; set; }
    public DateTimeOffset StartsAt { get; set; }
    public DateTimeOffset EndsAt { get; set; }

    /// <summary>A fixed place of the project, or null for elsewhere.</summary>
    public long? PlaceId { get; set; }
    public string Place { get; set; } = "";
    public int? Expected { get; set; }

    /// <summary>The sign-in code changes by the minute, so that a photo of it is worth nothing at home.</summary>
    public bool Rotating { get; set; }
    public ActivityState State { get; set; }

    /// <summary>Why it was cancelled.</summary>
    public string? Reason { get; set; }
    public string? Report { get; set; }

    /// <summary>
    /// How many signed in; moved only together with the sign-in rows. They stay when names are erased.
    /// </summary>
    public int Signed { get; set; }
    public int SignedVolunteers { get; set; }

    /// <summary>Reported; never fewer than signed in.</summary>
    public int? Served { get; set; }
    public int? Volunteers { get; set; }
    public int? VolunteerMinutes { get; set; }
    public long? SeriesId { get; init; }

    /// <summary>The task of the plan it carries out: how far that is follows from what was held.</summary>
    public long? TaskId { get; set; }

    /// <summary>The day the recurring service had for it, which stays when it is moved.</summary>
    public DateOnly? SeriesDate { get; init; }
    public DateTimeOffset? MovedFrom { get; set; }
    public string? MoveReason { get; set; }
    public DateTimeOffset? HeldAt { get; set; }
    public string? HeldBy { get; set; }

    /// <summary>Why it was opened again after it had been marked as held or cancelled.</summary>
    public string? ReopenReason { get; set; }

    /// <summary>How many may sign in by the code, where an officer set it.</summary>
    public int? SignInMost { get; set; }
    public int Version { get; set; }

    /// <summary>How many may sign in by the code: a code that went round is worth only so much.</summary>
    public int MaySign => SignInMost ?? (Expected is { } e ? Math.Max(MostLeast, e * MostTimes) : MostUnexpected);

    /// <summary>
    /// After how many days it was written down, where that is long; such rows say so wherever they are evidence.
    /// </summary>
    public int? LateDays =>
        State == ActivityState.Held
        && HeldAt is { } at
        && at.LocalDate().DayNumber - EndsAt.LocalDate().DayNumber is > LateAfterDays and var days
            ? days
            : null;

    public DateTimeOffset SignInFrom => StartsAt.AddMinutes(-SignInMinutes);

    public DateTimeOffset SignInUntil => EndsAt.AddMinutes(SignInMinutes);

    /// <exception cref="RuleBroken">The state does not allow it.</exception>
    public void Move(string move) => State = ActivityMoves.All.After(State, move, "activity.move-not-allowed");

    internal static void Shape(ModelBuilder model) =>
        model.Entity<Activity>(e =>
        {
            e.Property(a => a.Id).ValueGeneratedNever();
            e.Property(a => a.Code).HasMaxLength(26);
            e.Property(a => a.Title).HasMaxLength(80);
            e.Property(a => a.Place).HasMaxLength(120);
            e.Property(a => a.Reason).HasMaxLength(500);
            e.Property(a => a.MoveReason).HasMaxLength(500);
            e.Property(a => a.Report).HasMaxLength(4000);
            e.Property(a => a.HeldBy).HasMaxLength(100);
            e.Property(a => a.ReopenReason).HasMaxLength(500);
            e.HasIndex(a => a.Code).IsUnique();
            e.HasIndex(a => new { a.ProjectId, a.StartsAt });
            e.HasIndex(a => a.TaskId);
            e.HasIndex(a => new { a.SeriesId, a.SeriesDate }).IsUnique();
        });
}

internal enum ActivityState
{
    Planned,
    Held,
    Cancelled,
}

/// <summary>
/// The state machine of an activity. Figures of what was held may be corrected; what was marked by mistake is opened
/// again, with a reason.
/// </summary>
internal static class ActivityMoves
{
    public static readonly Moves<ActivityState> All = new()
    {
        ["changed"] = ([ActivityState.Planned], ActivityState.Planned),
        ["moved"] = ([ActivityState.Planned], ActivityState.Planned),
        ["held"] = ([ActivityState.Planned], ActivityState.Held),
        ["corrected"] = ([ActivityState.Held], ActivityState.Held),
        ["cancelled"] = ([ActivityState.Planned], ActivityState.Cancelled),
        ["reopened"] = ([ActivityState.Held, ActivityState.Cancelled], ActivityState.Planned),
    };
}

/// <summary>A place where the project serves people regularly (固定场所).</summary>
internal sealed class ServicePlace
{
    public long Id { get; init; }
    public long ProjectId { get; init; }
    public required string Name { get; init; }
    public string Address { get; init; } = "";

    internal static void Shape(ModelBuilder model) =>
        model.Entity<ServicePlace>(e =>
        {
            e.Property(p => p.Id).ValueGeneratedNever();
            e.Property(p => p.Name).HasMaxLength(60);
            e.Property(p => p.Address).HasMaxLength(120);
            e.HasIndex(p => new { p.ProjectId, p.Name }).IsUnique();
        });
}
