using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;

namespace Modular.Projects.Selections;

/// <summary>
/// One selection of good projects (评选): site visit, democratic appraisal and questionnaire, each over implementation,
/// attainment of aims and influence, joined by weights; then ranking, public notice, award.
/// </summary>
internal sealed class Selection : IScoped, IVersioned
{
    public const int Parts = 3,
        Criteria = 3;

    public long Id { get; init; }
    public required string Name { get; set; }
    public int UnitId { get; init; }
    public required string UnitPath { get; init; }
    public DateOnly OpensOn { get; set; }

    /// <summary>The last day for applications.</summary>
    public DateOnly ClosesOn { get; set; }

    /// <summary>
    /// Six whole per cents: visit, appraisal, questionnaire; implementation, attainment, influence. Each three come to
    /// a hundred.
    /// </summary>
    public required string Weights { get; set; }

    /// <summary>Lines of name and number, best first: how many of each award there are.</summary>
    public required string Awards { get; set; }
    public SelectionState State { get; set; }
    public string? Minutes { get; set; }

    /// <summary>
    /// The composite round whose scores the ranking was made of; null where it was made of marks written down by hand.
    /// </summary>
    public long? RoundId { get; set; }

    /// <summary>Who made the ranking: another person awards.</summary>
    public long? RankedById { get; set; }
    public string? RankedBy { get; set; }

    /// <summary>Why awards were given against the order of the ranking.</summary>
    public string? AwardsWhy { get; set; }

    /// <summary>
    /// Raised by everything that must not happen at the same moment; the row is held by it until the work has ended.
    /// </summary>
    public int Turn { get; set; }
    public DateOnly? NoticeOn { get; set; }
    public DateOnly? PromisedDue { get; set; }
    public string? NoticeHash { get; set; }
    public DateOnly? AwardedOn { get; set; }
    public DateTimeOffset CreatedAt { get; init; }
    public int Version { get; set; }

    public IReadOnlyList<int> WeightList =>
        [.. Weights.Split(',').Select(w => int.Parse(w, System.Globalization.CultureInfo.InvariantCulture))];

    public IReadOnlyList<(string Name, int Count)> AwardList =>
        [
            .. Awards
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(l => l.Split('|'))
                .Select(p => (p[0].Trim(), int.Parse(p[1], System.Globalization.CultureInfo.InvariantCulture))),
        ];

    internal static void Shape(ModelBuilder model)
    {
        model.Entity<Selection>(e =>
        {
            e.Property(s => s.Id).ValueGeneratedNever();
            e.Property(s => s.Name).HasMaxLength(80);
            e.Property(s => s.UnitPath).HasMaxLength(200);
            e.Property(s => s.Weights).HasMaxLength(40);
            e.Property(s => s.Awards).HasMaxLength(400);
            e.Property(s => s.NoticeHash).HasMaxLength(64);
            e.Property(s => s.RankedBy).HasMaxLength(100);
            e.Property(s => s.AwardsWhy).HasMaxLength(1000);
        });
        model.Entity<SelectionEntry>(e =>
        {
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.Marks).HasMaxLength(120);
            e.Property(x => x.Award).HasMaxLength(40);
            e.Property(x => x.ReturnedWhy).HasMaxLength(1000);
            e.HasIndex(x => new { x.SelectionId, x.ProjectId }).IsUnique();
            e.HasIndex(x => x.ProjectId);
        });
        model.Entity<EntryScore>(e =>
        {
            e.HasKey(x => new { x.EntryId, x.RoundId });
            e.HasIndex(x => x.RoundId);
        });
    }
}

internal enum SelectionState
{
    Open,
    Ranked,
    InNotice,
    Awarded,
    Cancelled,
}

/// <summary>The state machine of a selection.</summary>
internal static class SelectionMoves
{
    public static readonly Moves<SelectionState> All = new()
    {
        ["ranked"] = ([SelectionState.Open, SelectionState.Ranked], SelectionState.Ranked),
        ["reopened"] = ([SelectionState.Ranked, SelectionState.InNotice], SelectionState.Open),
        ["notice-opened"] = ([SelectionState.Ranked], SelectionState.InNotice),
        ["awarded"] = ([SelectionState.InNotice], SelectionState.Awarded),
        ["cancelled"] = (
            [SelectionState.Open, SelectionState.Ranked, SelectionState.InNotice],
            SelectionState.Cancelled
        ),
    };
}

/// <summary>
/// A project that applied. Marks by hand are nine thousandths, part by part and criterion by criterion, empty where not
/// given.
/// </summary>
internal sealed class SelectionEntry
{
    public long Id { get; init; }
    public long SelectionId { get; init; }
    public long ProjectId { get; init; }

    /// <summary>The version of the summary report that was handed in.</summary>
    public int? ReportNo { get; set; }
    public DateOnly AppliedOn { get; set; }
    public string Marks { get; set; } = "";
    public long? ScoreMicro { get; set; }

    /// <summary>The round the score came from; null where it is of marks by hand.</summary>
    public long? RoundId { get; set; }
    public int? Rank { get; set; }
    public string? Award { get; set; }

    /// <summary>Out of this selection: sent back with reasons, or taken back by who applied.</summary>
    public string? ReturnedWhy { get; set; }
    public bool Out { get; set; }

    /// <summary>Out, or in again: nothing of an earlier ranking stays.</summary>
    public void Clear() => (Marks, ScoreMicro, RoundId, Rank, Award) = ("", null, null, null, null);
}

/// <summary>
/// What one composite round gave an application. Several rounds may have judged it; which one counts is chosen when the
/// ranking is made.
/// </summary>
internal sealed class EntryScore
{
    public long EntryId { get; init; }
    public long RoundId { get; init; }
    public long ScoreMicro { get; set; }
    public DateTimeOffset At { get; set; }
}
