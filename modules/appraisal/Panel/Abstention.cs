using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Access;
using Modular.Kernel.Texts;

namespace Modular.Appraisal.Panel;

/// <summary>An evaluator stands back from a subject, with the reason; no score of theirs counts there.</summary>
internal sealed class Abstention
{
    public long RoundId { get; init; }
    public long AccountId { get; init; }
    public long SubjectId { get; init; }
    public required string Reason { get; init; }

    /// <summary>
    /// A conflict the system found: key of the words that say which. Only who runs the round can lift it.
    /// </summary>
    public string? Found { get; init; }

    /// <summary>One for each conflict found; kept in Chinese, as the record is.</summary>
    public static IEnumerable<Abstention> Of(long round, IEnumerable<ConflictFound> found, Words words) =>
        found
            .DistinctBy(f => (f.AccountId, f.JudgedId))
            .Select(f => new Abstention
            {
                RoundId = round,
                AccountId = f.AccountId,
                SubjectId = f.JudgedId,
                Reason = words.Zh(f.Key).Replace("{0}", f.Detail, StringComparison.Ordinal),
                Found = f.Key,
            });

    internal static void Shape(ModelBuilder model) =>
        model.Entity<Abstention>(e =>
        {
            e.HasKey(a => new
            {
                a.RoundId,
                a.AccountId,
                a.SubjectId,
            });
            e.Property(a => a.Reason).HasMaxLength(300);
            e.Property(a => a.Found).HasMaxLength(40);
        });
}
