using Microsoft.EntityFrameworkCore;

namespace Modular.Appraisal.Survey;

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
