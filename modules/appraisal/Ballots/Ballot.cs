using Microsoft.EntityFrameworkCore;

namespace Modular.Appraisal.Ballots;

/// <summary>
/// An opened ballot: answers under a fresh random key, in the order of the keys. Nothing else may stand here.
/// </summary>
internal sealed class Ballot
{
    public long RoundId { get; init; }
    public required byte[] Key { get; init; }
    public required byte[] Answers { get; init; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<Ballot>(e => e.HasKey(b => new { b.RoundId, b.Key }));
}

/// <summary>What a round by anonymous ballot needs beside the round itself.</summary>
internal sealed class BallotBox
{
    public long RoundId { get; init; }

    /// <summary>Who may sign up, in words that everybody reads.</summary>
    public required string Rules { get; set; }

    /// <summary>How many are drawn among those who signed up; 0 takes all.</summary>
    public int Seats { get; set; }

    /// <summary>
    /// In a hall, without sign-up: how many codes on paper there are at most, said before the vote opens. 0 with
    /// sign-up.
    /// </summary>
    public int Hall { get; set; }

    /// <summary>
    /// Under the rules by which nobody writes a result alone: the draw's source is announced, sign-ups are confirmed,
    /// codes are handed out by a second person. A round that was past its sign-up when these rules came goes on as it
    /// began, and says so.
    /// </summary>
    public bool Guarded { get; init; }

    /// <summary>
    /// Where the draw's key will come from, announced before the list is frozen: everybody can look it up there.
    /// </summary>
    public string? DrawSource { get; set; }

    /// <summary>The day on which the source gives the key; later than the freeze.</summary>
    public DateOnly? DrawOn { get; set; }

    /// <summary>How many digits the key has. Only digits count, so that there is one way to write it.</summary>
    public int DrawDigits { get; set; }
    public DateOnly? FrozenOn { get; set; }

    /// <summary>
    /// The result is for those concerned and for officers, said before anybody votes; else for everybody.
    /// </summary>
    public bool Inside { get; init; }

    /// <summary>A code by mail confirms a sign-up too; who runs the round says so before it begins.</summary>
    public bool ByMail { get; set; }

    /// <summary>Below so many ballots nothing is shown.</summary>
    public int Minimum { get; set; }
    public DateOnly? SignUpUntil { get; set; }

    /// <summary>SHA-256 over the frozen list of sign-ups, published before the draw's key is known.</summary>
    public string? PoolDigest { get; set; }
    public int PoolSize { get; set; }
    public string? DrawKey { get; set; }

    /// <summary>Numbers drawn, in order, separated by spaces.</summary>
    public string? Drawn { get; set; }
    public byte[]? PublicKey { get; set; }

    /// <summary>Wrapped by the supervisor's passphrase; destroyed when the round is closed.</summary>
    public byte[]? WrappedKey { get; set; }
    public string? KeyHolder { get; set; }

    /// <summary>
    /// The key opens with any two of three parts, held by three people (<see cref="Ballots.KeyHolder"/>); else by one
    /// passphrase.
    /// </summary>
    public bool InShares { get; set; }

    /// <summary>Root of the tree over all receipts (RFC 6962), published with the result.</summary>
    public string? ReceiptRoot { get; set; }
    public int Cast { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<BallotBox>(e =>
        {
            e.HasKey(b => b.RoundId);
            e.Property(b => b.RoundId).ValueGeneratedNever();
            e.Property(b => b.Rules).HasMaxLength(1000);
            e.Property(b => b.PoolDigest).HasMaxLength(64);
            e.Property(b => b.DrawKey).HasMaxLength(200);
            e.Property(b => b.DrawSource).HasMaxLength(120);
            e.Property(b => b.KeyHolder).HasMaxLength(100);
            e.Property(b => b.ReceiptRoot).HasMaxLength(64);
        });
}

/// <summary>Who says that somebody who signed up is a person the rules mean.</summary>
internal enum SignUpProof
{
    List,
    Worker,
    Mail,
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

    /// <summary>
    /// Version of the privacy notice agreed to, on the day of <see cref="On"/>: a finer time would order the list.
    /// </summary>
    public int? ConsentVersion { get; init; }

    /// <summary>Place in the frozen pool, by <see cref="Voter"/>, which tells nothing of when or who.</summary>
    public int? Number { get; set; }

    /// <summary>The community the person names as theirs: its worker may confirm them.</summary>
    public int? UnitId { get; init; }

    /// <summary>Null while nobody confirmed it: it does not come into the pool.</summary>
    public SignUpProof? Proof { get; set; }
    public long? ProofById { get; set; }

    /// <summary>Refused at the screening, with the reason the person reads.</summary>
    public bool Refused { get; set; }
    public string? Reason { get; set; }

    /// <summary>Keyed digest of the mail address: one address confirms once in a round.</summary>
    public string? MailKey { get; init; }

    /// <summary>Lower-case hex of the SHA-256 of the code sent by mail; null once used.</summary>
    public string? MailCode { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<SignUp>(e =>
        {
            e.Property(s => s.Reason).HasMaxLength(200);
            e.Property(s => s.MailKey).HasMaxLength(24);
            e.Property(s => s.MailCode).HasMaxLength(64);
            e.HasIndex(s => new { s.RoundId, s.MailKey }).IsUnique();
            e.HasIndex(s => s.MailCode);
            e.HasIndex(s => s.UnitId);
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

    /// <summary>By a code handed out on paper and not by one's own sign-up: counted apart.</summary>
    public bool Spare { get; init; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<RollEntry>(e =>
        {
            e.HasKey(r => new { r.RoundId, r.Voter });
            e.Property(r => r.Voter).HasMaxLength(64);
        });
}

/// <summary>
/// The outer envelope while the round is open: sealed, of one length, replaced when cast again, gone after the close.
/// </summary>
internal sealed class SealedBallot
{
    public long RoundId { get; init; }
    public required string Voter { get; init; }
    public required byte[] Content { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<SealedBallot>(e =>
        {
            e.HasKey(b => new { b.RoundId, b.Voter });
            e.Property(b => b.Voter).HasMaxLength(64);
        });
}

/// <summary>A comment, parted from its ballot and shuffled by itself.</summary>
internal sealed class BallotComment
{
    public long RoundId { get; init; }
    public required byte[] Key { get; init; }
    public int Subject { get; init; }
    public required string Text { get; init; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<BallotComment>(e =>
        {
            e.HasKey(c => new { c.RoundId, c.Key });
            e.Property(c => c.Text).HasMaxLength(450);
        });
}

/// <summary>
/// SHA-256 of a receipt's token, parted from the ballots: it proves that one was counted and not which.
/// </summary>
internal sealed class BallotReceipt
{
    public long RoundId { get; init; }
    public required byte[] Hash { get; init; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<BallotReceipt>(e => e.HasKey(r => new { r.RoundId, r.Hash }));
}
