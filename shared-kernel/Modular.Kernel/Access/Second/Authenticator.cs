using Microsoft.EntityFrameworkCore;

namespace Modular.Kernel.Access.Second;

/// <summary>The app on a person's phone that makes six figures every half minute (TOTP, RFC 6238).</summary>
public sealed class Authenticator
{
    public long AccountId { get; init; }

    /// <summary>The shared key, sealed by the operator's secret for this account alone.</summary>
    public required byte[] SealedKey { get; init; }

    /// <summary>When a first code showed that the app holds the key.</summary>
    public DateTimeOffset ConfirmedAt { get; init; }

    /// <summary>The half minute of the last code that was taken: no code is taken twice, and none older.</summary>
    public long LastStep { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<Authenticator>(e =>
        {
            e.HasKey(a => a.AccountId);
            e.Property(a => a.AccountId).ValueGeneratedNever();
            e.Property(a => a.SealedKey).HasMaxLength(128);
        });
}

/// <summary>A code on paper that stands once for the phone that was lost.</summary>
public sealed class RecoveryCode
{
    /// <summary>SHA-256 of the code, which is too long to be guessed.</summary>
    public required byte[] Hash { get; init; }
    public long AccountId { get; init; }
    public DateTimeOffset? UsedAt { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<RecoveryCode>(e =>
        {
            e.HasKey(c => c.Hash);
            e.Property(c => c.Hash).HasMaxLength(32);
            e.HasIndex(c => c.AccountId);
        });
}
