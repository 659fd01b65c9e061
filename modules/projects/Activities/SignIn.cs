using Microsoft.EntityFrameworkCore;

namespace Modular.Projects.Activities;

/// <summary>
/// Somebody was there. Name and telephone are sealed; the keys are digests by which one phone and one person count
/// once. All five are taken away some time after the activity; the row, which then says nothing of anybody, stays for
/// the count.
/// </summary>
internal sealed class SignIn
{
    public long Id { get; init; }
    public long ActivityId { get; init; }
    public SignInAs As { get; init; }
    public string? Name { get; init; }
    public string? Phone { get; init; }
    public string? PersonKey { get; init; }
    public string? DeviceKey { get; init; }

    /// <summary>
    /// A digest of the network address, good only to tell whether others of the same activity came by the same one.
    /// </summary>
    public string? LineKey { get; init; }
    public DateTimeOffset At { get; init; }

    /// <summary>Who wrote it down for somebody without a phone; null for those who signed in themselves.</summary>
    public string? By { get; init; }

    /// <summary>When they agreed that name and telephone are kept; by hand it stands on the paper.</summary>
    public DateTimeOffset? ConsentAt { get; init; }

    /// <summary>Version of the privacy notice that stood on the form.</summary>
    public int? ConsentVersion { get; init; }
    public DateTimeOffset? ErasedAt { get; init; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<SignIn>(e =>
        {
            e.Property(s => s.Id).ValueGeneratedNever();
            e.Property(s => s.Name).HasMaxLength(400);
            e.Property(s => s.Phone).HasMaxLength(400);
            e.Property(s => s.PersonKey).HasMaxLength(24);
            e.Property(s => s.DeviceKey).HasMaxLength(24);
            e.Property(s => s.LineKey).HasMaxLength(24);
            e.Property(s => s.By).HasMaxLength(100);
            e.HasIndex(s => new { s.ActivityId, s.PersonKey }).IsUnique();
            e.HasIndex(s => new { s.ActivityId, s.DeviceKey }).IsUnique();
        });
}

internal enum SignInAs
{
    Resident,
    Volunteer,
}
