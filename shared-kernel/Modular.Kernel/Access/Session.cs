using Microsoft.EntityFrameworkCore;

namespace Modular.Kernel.Access;

/// <summary>
/// One signed-in browser. The cookie holds a random key and this row its hash, so that a copy of the database is
/// nobody's session, and ending one is deleting the row, for every host at once.
/// </summary>
public sealed class Session
{
    /// <summary>SHA-256 of the key.</summary>
    public required byte[] KeyHash { get; init; }

    /// <summary>Names the session on the page of the person's own sessions.</summary>
    public long Id { get; init; }
    public long AccountId { get; init; }
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Written at most every five minutes.</summary>
    public DateTimeOffset SeenAt { get; set; }

    /// <summary>Ends by itself when not used for so long, or at the latest at <see cref="LatestAt"/>.</summary>
    public DateTimeOffset ExpiresAt { get; set; }
    public DateTimeOffset LatestAt { get; init; }
    public required string Origin { get; init; }

    /// <summary>Browser and system in a few words.</summary>
    public required string Device { get; init; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<Session>(e =>
        {
            e.HasKey(s => s.KeyHash);
            e.Property(s => s.Origin).HasMaxLength(64);
            e.Property(s => s.Device).HasMaxLength(60);
            e.HasIndex(s => s.AccountId);
            e.HasIndex(s => s.ExpiresAt);
        });
}
