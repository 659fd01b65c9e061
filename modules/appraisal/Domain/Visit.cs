using Microsoft.EntityFrameworkCore;

namespace Modular.Appraisal.Domain;

/// <summary>An evaluator stood before the thing: when, and where if they let the phone say so.</summary>
internal sealed class Visit
{
    public long RoundId { get; init; }
    public long AccountId { get; init; }
    public long SubjectId { get; init; }
    public DateTimeOffset At { get; set; }

    /// <summary>Latitude and longitude in degrees, separated by a comma.</summary>
    public string? Place { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<Visit>(e =>
        {
            e.HasKey(v => new
            {
                v.RoundId,
                v.AccountId,
                v.SubjectId,
            });
            e.Property(v => v.Place).HasMaxLength(40);
        });
}
