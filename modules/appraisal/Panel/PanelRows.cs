using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Access;
using Modular.Kernel.Texts;

namespace Modular.Appraisal.Panel;

internal sealed class PanelMember
{
    public long RoundId { get; init; }
    public long AccountId { get; init; }
    public required string Name { get; init; }
    public DateTimeOffset? HandedInAt { get; set; }

    /// <summary>Somebody else judges in their stead; what they gave before is kept and does not count.</summary>
    public long? ReplacedById { get; set; }
    public string? ReplacedBecause { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<PanelMember>(e =>
        {
            e.HasKey(p => new { p.RoundId, p.AccountId });
            e.Property(p => p.Name).HasMaxLength(64);
            e.Property(p => p.ReplacedBecause).HasMaxLength(300);
            e.HasIndex(p => p.AccountId);
        });
}

/// <summary>Who judges what, where not everybody judges everything.</summary>
internal sealed class Assignment
{
    public long RoundId { get; init; }
    public long AccountId { get; init; }
    public long SubjectId { get; init; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<Assignment>(e =>
            e.HasKey(a => new
            {
                a.RoundId,
                a.AccountId,
                a.SubjectId,
            })
        );
}

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

/// <summary>
/// What an evaluator says about a subject beside the figures, and how sure they are of them: 1 a little, 2 fairly, 3
/// very.
/// </summary>
internal sealed class Opinion
{
    public long RoundId { get; init; }
    public long AccountId { get; init; }
    public long SubjectId { get; init; }
    public int? Confidence { get; set; }
    public string? Comment { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<Opinion>(e =>
        {
            e.HasKey(o => new
            {
                o.RoundId,
                o.AccountId,
                o.SubjectId,
            });
            e.Property(o => o.Comment).HasMaxLength(1000);
        });
}
