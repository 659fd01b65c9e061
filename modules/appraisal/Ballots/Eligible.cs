using Microsoft.EntityFrameworkCore;

namespace Modular.Appraisal.Ballots;

/// <summary>
/// One who may sign up by a list that was brought in: the keyed digest of the telephone, and nothing else of the
/// person.
/// </summary>
internal sealed class Eligible
{
    public long RoundId { get; init; }
    public required string PersonKey { get; init; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<Eligible>(e =>
        {
            e.HasKey(p => new { p.RoundId, p.PersonKey });
            e.Property(p => p.PersonKey).HasMaxLength(24);
        });
}
