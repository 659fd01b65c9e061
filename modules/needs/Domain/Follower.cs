using Microsoft.EntityFrameworkCore;

namespace Modular.Needs.Domain;

/// <summary>
/// An address that is written to when one need moves, or when something is answered in public at a place or about a
/// subject. It counts only after the code sent to it was typed in, so nobody subscribes another.
/// </summary>
internal sealed class Follower
{
    public const int Tries = 5;

    public long Id { get; init; }

    /// <summary>Sealed; read only to write to it.</summary>
    public required string Address { get; init; }

    /// <summary>A keyed digest, by which one address follows a thing once.</summary>
    public required string AddressKey { get; init; }
    public long? NeedId { get; init; }
    public int? UnitId { get; init; }
    public int? CategoryId { get; init; }

    /// <summary>SHA-256 of the code that was sent; null once it was typed in.</summary>
    public byte[]? CodeHash { get; set; }
    public int TriesLeft { get; set; } = Tries;
    public DateTimeOffset AskedAt { get; set; }
    public DateTimeOffset? ConfirmedAt { get; set; }

    /// <summary>Version of the privacy notice agreed to, and when.</summary>
    public int? ConsentVersion { get; init; }
    public DateTimeOffset? ConsentAt { get; init; }

    /// <summary>The word in the link that ends a subscription; only who got the mail knows it.</summary>
    public static string Ending(PersonKeys keys, long id) => keys.Short($"follow:{id}");

    internal static void Shape(ModelBuilder model) =>
        model.Entity<Follower>(e =>
        {
            e.Property(f => f.Id).ValueGeneratedNever();
            e.Property(f => f.Address).HasMaxLength(400);
            e.Property(f => f.AddressKey).HasMaxLength(48);
            e.HasIndex(f => f.NeedId);
            e.HasIndex(f => new { f.UnitId, f.CategoryId });
            e.HasIndex(f => new { f.AddressKey, f.AskedAt });
        });
}
