using Microsoft.EntityFrameworkCore;

namespace Modular.Appraisal.Survey;

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
