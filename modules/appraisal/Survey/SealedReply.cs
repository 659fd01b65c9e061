using Microsoft.EntityFrameworkCore;

namespace Modular.Appraisal.Survey;

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
