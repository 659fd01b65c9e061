using Microsoft.EntityFrameworkCore;

namespace Modular.Appraisal.Survey;

internal enum QuestionKind
{
    Choice,
    Multiple,
    Scale,
    Matrix,
    Text,
    Rank,
}

internal enum SurveyDoor
{
    Link,
    Code,
}

/// <summary>What a round by questionnaire needs beside the round.</summary>
internal sealed class SurveySheet
{
    public long RoundId { get; init; }
    public required string Intro { get; set; }

    /// <summary>Everybody with the link, or one answer for each code.</summary>
    public SurveyDoor Door { get; set; }

    /// <summary>No figure is shown that rests on fewer.</summary>
    public int Minimum { get; set; }

    /// <summary>
    /// For it replies by code are sealed while the questionnaire is open; null where it was opened before they were.
    /// </summary>
    public byte[]? PublicKey { get; set; }

    /// <summary>
    /// Opens the replies at the close. Sealed by the key that lies beside the database and not in it; destroyed at the
    /// close.
    /// </summary>
    public string? PrivateKey { get; set; }

    /// <summary>Salt of this questionnaire's digests of addresses; thrown away with them at the close.</summary>
    public byte[]? AddressSalt { get; set; }

    /// <summary>
    /// From how many addresses the replies by link came, and how many came from the one that sent most; known at the
    /// close.
    /// </summary>
    public int? Addresses { get; set; }
    public int? MostOfOne { get; set; }

    /// <summary>Replies by code lie in envelopes until the close.</summary>
    public bool Sealed => PublicKey is not null;

    internal static void Shape(ModelBuilder model) =>
        model.Entity<SurveySheet>(e =>
        {
            e.Ignore(s => s.Sealed);
            e.Property(s => s.PrivateKey).HasMaxLength(1000);
            e.HasKey(s => s.RoundId);
            e.Property(s => s.RoundId).ValueGeneratedNever();
            e.Property(s => s.Intro).HasMaxLength(1000);
        });
}

/// <summary>One question. A matrix asks its rows on one scale; a rank puts its options in order.</summary>
internal sealed class Question
{
    public long RoundId { get; init; }
    public int Place { get; init; }
    public QuestionKind Kind { get; init; }
    public required string Text { get; init; }

    /// <summary>
    /// A line each: options of a choice, a multiple or a rank; rows of a matrix; words of a scale's two ends.
    /// </summary>
    public string Options { get; init; } = "";
    public int Least { get; init; }
    public int Most { get; init; }
    public bool Required { get; init; }

    /// <summary>
    /// Asked only where the question at this place was answered with <see cref="IfOption"/> (its number from 0).
    /// </summary>
    public int? IfPlace { get; init; }
    public int? IfOption { get; init; }

    public string[] Lines => Options.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    internal static void Shape(ModelBuilder model) =>
        model.Entity<Question>(e =>
        {
            e.HasKey(q => new { q.RoundId, q.Place });
            e.Property(q => q.Text).HasMaxLength(300);
            e.Property(q => q.Options).HasMaxLength(2000);
            e.Ignore(q => q.Lines);
        });
}

/// <summary>One answered sheet under a random key: no person, no time.</summary>
internal sealed class Reply
{
    public long RoundId { get; init; }
    public required byte[] Key { get; init; }
    public long SubjectId { get; init; }

    /// <summary>JSON: place of the question to its answer.</summary>
    public required string Body { get; init; }

    /// <summary>Entered by staff from a sheet of paper.</summary>
    public bool Paper { get; init; }

    internal static void Shape(ModelBuilder model) => model.Entity<Reply>(e => e.HasKey(r => new { r.RoundId, r.Key }));
}

/// <summary>A code that answers once. The mark is a day, never finer.</summary>
internal sealed class Ticket
{
    public long RoundId { get; init; }
    public required string Hash { get; init; }
    public DateOnly? UsedOn { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<Ticket>(e =>
        {
            e.HasKey(t => new { t.RoundId, t.Hash });
            e.Property(t => t.Hash).HasMaxLength(64);
            e.HasIndex(t => t.Hash).IsUnique();
        });
}

/// <summary>
/// A reply by code while the questionnaire is open: an envelope of one length, which only the close opens.
/// </summary>
internal sealed class SealedReply
{
    public long RoundId { get; init; }

    /// <summary>Of the code, as in <see cref="Ticket.Hash"/>.</summary>
    public required string Hash { get; init; }

    /// <summary>Of the form: sent twice it is one reply. The opened reply gets another.</summary>
    public required byte[] Key { get; init; }
    public required byte[] Content { get; init; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<SealedReply>(e =>
        {
            e.HasKey(r => new { r.RoundId, r.Hash });
            e.Property(r => r.Hash).HasMaxLength(64);
        });
}

/// <summary>How many replies by link an address sent. The address itself stands nowhere.</summary>
internal sealed class SurveyAddress
{
    public long RoundId { get; init; }
    public required string Digest { get; init; }
    public int Replies { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<SurveyAddress>(e =>
        {
            e.HasKey(a => new { a.RoundId, a.Digest });
            e.Property(a => a.Digest).HasMaxLength(24);
        });
}
