using Microsoft.EntityFrameworkCore;

namespace Modular.Appraisal.Ballots;

/// <summary>What a round by anonymous ballot needs beside the round itself.</summary>
internal sealed class BallotBox
{
    public long RoundId { get; init; }

    /// <summary>Who may sign up, in words that everybody reads.</summary>
    public required string Rules { get; set; }

    /// <summary>How many are drawn among those who signed up; 0 takes all.</summary>
    public int Seats { get; set; }

    /// <summary>Below so many ballots nothing is shown.</summary>
    public int Minimum { get; set; }
    public DateOnly? SignUpUntil { get; set; }

    /// <summary>SHA-256 over the frozen list of sign-ups, published before the draw's key is known.</summary>
    public string? PoolDigest { get; set; }
    public int PoolSize { get; set; }
    public string? DrawKey { get; set; }

    /// <summary>Numbers drawn, in order, parted by blanks.</summary>
    public string? Drawn { get; set; }
    public byte[]? PublicKey { get; set; }

    /// <summary>Wrapped by the supervisor's passphrase; destroyed when the round is closed.</summary>
    public byte[]? WrappedKey { get; set; }
    public string? KeyHolder { get; set; }

    /// <summary>The key opens with any two of three parts, held by three people; else by one passphrase.</summary>
    public bool InShares { get; set; }

    /// <summary>Root of the tree over all receipts (RFC 6962), published with the result.</summary>
    public string? ReceiptRoot { get; set; }
    public int Cast { get; set; }

    internal static void Shape(ModelBuilder model) => model.Entity<BallotBox>(e =>
    {
        e.HasKey(b => b.RoundId);
        e.Property(b => b.RoundId).ValueGeneratedNever();
        e.Property(b => b.Rules).HasMaxLength(1000);
        e.Property(b => b.PoolDigest).HasMaxLength(64);
        e.Property(b => b.DrawKey).HasMaxLength(200);
        e.Property(b => b.KeyHolder).HasMaxLength(100);
        e.Property(b => b.ReceiptRoot).HasMaxLength(64);
    });
}

/// <summary>Somebody offers to rate. The code given out then is the voting code if the draw falls on them.</summary>
internal sealed class SignUp
{
    public long RoundId { get; init; }

    /// <summary>Keyed digest of the telephone: one person signs up once.</summary>
    public required string PersonKey { get; init; }
    public required string Name { get; init; }
    public required string Phone { get; init; }

    /// <summary>Lower-case hex of the code's SHA-256.</summary>
    public required string Voter { get; init; }
    public DateOnly On { get; init; }

    /// <summary>Place in the frozen pool, by <see cref="Voter"/>, which tells nothing of when or who.</summary>
    public int? Number { get; set; }

    internal static void Shape(ModelBuilder model) => model.Entity<SignUp>(e =>
    {
        e.HasKey(s => new { s.RoundId, s.PersonKey });
        e.Property(s => s.PersonKey).HasMaxLength(24);
        e.Property(s => s.Name).HasMaxLength(160);
        e.Property(s => s.Phone).HasMaxLength(160);
        e.Property(s => s.Voter).HasMaxLength(64);
        e.HasIndex(s => new { s.RoundId, s.Voter }).IsUnique();
    });
}

/// <summary>One who may vote. Written whole when the round opens; the mark is a day, never finer.</summary>
internal sealed class RollEntry
{
    public long RoundId { get; init; }
    public required string Voter { get; init; }
    public DateOnly? MarkedOn { get; set; }

    internal static void Shape(ModelBuilder model) => model.Entity<RollEntry>(e =>
    {
        e.HasKey(r => new { r.RoundId, r.Voter });
        e.Property(r => r.Voter).HasMaxLength(64);
    });
}

/// <summary>The outer envelope while the round is open: sealed, of one length, replaced when cast again, gone after the close.</summary>
internal sealed class SealedBallot
{
    public long RoundId { get; init; }
    public required string Voter { get; init; }
    public required byte[] Content { get; set; }

    internal static void Shape(ModelBuilder model) => model.Entity<SealedBallot>(e =>
    {
        e.HasKey(b => new { b.RoundId, b.Voter });
        e.Property(b => b.Voter).HasMaxLength(64);
    });
}

/// <summary>An opened ballot: answers under a fresh random key, in the order of the keys. Nothing else may stand here.</summary>
internal sealed class Ballot
{
    public long RoundId { get; init; }
    public required byte[] Key { get; init; }
    public required byte[] Answers { get; init; }

    internal static void Shape(ModelBuilder model) => model.Entity<Ballot>(e => e.HasKey(b => new { b.RoundId, b.Key }));
}

/// <summary>A comment, parted from its ballot and shuffled by itself.</summary>
internal sealed class BallotComment
{
    public long RoundId { get; init; }
    public required byte[] Key { get; init; }
    public int Subject { get; init; }
    public required string Text { get; init; }

    internal static void Shape(ModelBuilder model) => model.Entity<BallotComment>(e =>
    {
        e.HasKey(c => new { c.RoundId, c.Key });
        e.Property(c => c.Text).HasMaxLength(450);
    });
}

/// <summary>SHA-256 of a receipt's token, parted from the ballots: it proves that one was counted and not which.</summary>
internal sealed class BallotReceipt
{
    public long RoundId { get; init; }
    public required byte[] Hash { get; init; }

    internal static void Shape(ModelBuilder model) => model.Entity<BallotReceipt>(e => e.HasKey(r => new { r.RoundId, r.Hash }));
}
