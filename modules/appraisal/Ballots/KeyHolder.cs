using Microsoft.EntityFrameworkCore;

namespace Modular.Appraisal.Ballots;

/// <summary>
/// One of the three who hold the ballots' key. Their part is a code that is made in and shown only to their own
/// session; what lies here is a key pair whose private half opens with that code, and this holder's share of the
/// round's key sealed for it. Destroyed at the close.
/// </summary>
internal sealed class KeyHolder
{
    public long RoundId { get; init; }

    /// <summary>1 to 3: which point of the line the share is (<see cref="KeyShares"/>).</summary>
    public int Part { get; init; }
    public long AccountId { get; init; }
    public required string Name { get; init; }
    public byte[]? PublicKey { get; set; }
    public byte[]? WrappedKey { get; set; }
    public byte[]? Share { get; set; }
    public DateOnly? EnteredOn { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<KeyHolder>(e =>
        {
            e.HasKey(h => new { h.RoundId, h.Part });
            e.Property(h => h.Name).HasMaxLength(100);
            e.HasIndex(h => new { h.RoundId, h.AccountId }).IsUnique();
            e.HasIndex(h => h.AccountId);
        });
}

/// <summary>
/// The share of a holder who has entered their part, sealed for another holder: it lies readable nowhere between the
/// first and the second part.
/// </summary>
internal sealed class PassedShare
{
    public long RoundId { get; init; }
    public int From { get; init; }
    public int To { get; init; }
    public required byte[] Content { get; init; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<PassedShare>(e =>
            e.HasKey(s => new
            {
                s.RoundId,
                s.From,
                s.To,
            })
        );
}
