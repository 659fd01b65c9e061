using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;

namespace Modular.Needs.Topics;

/// <summary>
/// Needs of one kind. Proposed ones are replaced at the next run; what an officer confirmed or changed by hand stays.
/// </summary>
internal sealed class Topic : IScoped, IVersioned
{
    public long Id { get; init; }
    public int UnitId { get; init; }
    public required string UnitPath { get; init; }
    public required string Name { get; set; }

    /// <summary>Key words, separated by spaces, most telling first.</summary>
    public required string KeyWords { get; set; }
    public int Size { get; set; }

    /// <summary>Distinct requesters; a need without a known person counts as one.</summary>
    public int People { get; set; }
    public int Units { get; set; }
    public TopicState State { get; set; }
    public long? ProjectId { get; set; }
    public DateTimeOffset FormedAt { get; init; }
    public required string Clusterer { get; set; }

    /// <summary>
    /// Place on the map of topics, thousandths from -1000 to 1000; null where it was formed without one.
    /// </summary>
    public int? MapX { get; set; }
    public int? MapY { get; set; }

    /// <summary>
    /// Share of its pairs of needs that other runs put together too, per mille; null where there were too few needs to
    /// tell.
    /// </summary>
    public int? Firm { get; set; }

    /// <summary>Ids of the needs that speak for it best, separated by spaces.</summary>
    public string? Typical { get; set; }
    public int Version { get; set; }

    public IReadOnlyList<long> TypicalIds =>
        [
            .. (Typical ?? "")
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(i => long.Parse(i, System.Globalization.CultureInfo.InvariantCulture)),
        ];

    public IReadOnlyList<string> Words => KeyWords.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    internal static void Shape(ModelBuilder model) =>
        model.Entity<Topic>(e =>
        {
            e.Property(t => t.Id).ValueGeneratedNever();
            e.Property(t => t.UnitPath).HasMaxLength(200);
            e.Property(t => t.Name).HasMaxLength(60);
            e.Property(t => t.KeyWords).HasMaxLength(200);
            e.Property(t => t.Clusterer).HasMaxLength(140);
            e.Property(t => t.Typical).HasMaxLength(120);
            e.Ignore(t => t.TypicalIds);
            e.Ignore(t => t.Words);
            e.HasIndex(t => new { t.UnitId, t.State });
        });
}

internal enum TopicState
{
    Proposed,
    Confirmed,
    Dropped,
    MergedAway,
}

internal sealed class TopicMember
{
    public long TopicId { get; set; }
    public long NeedId { get; init; }

    /// <summary>Cosine to the topic's centre, times a thousand.</summary>
    public int Closeness { get; init; }

    /// <summary>A run put it into a topic that was decided on before: nobody has said that it belongs there.</summary>
    public bool ByRun { get; init; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<TopicMember>(e =>
        {
            e.HasKey(m => new { m.TopicId, m.NeedId });
            e.HasIndex(m => m.NeedId);
        });
}

/// <summary>An officer took this need out of this topic: no run puts it back.</summary>
internal sealed class TopicExclusion
{
    public long TopicId { get; init; }
    public long NeedId { get; init; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<TopicExclusion>(e => e.HasKey(x => new { x.TopicId, x.NeedId }));
}

/// <summary>One run over a unit and period, and how it differs from the one before.</summary>
internal sealed class TopicRun : IScoped
{
    public long Id { get; init; }
    public int UnitId { get; init; }
    public required string UnitPath { get; init; }
    public DateTimeOffset At { get; init; }
    public DateOnly From { get; init; }
    public DateOnly To { get; init; }
    public int Needs { get; init; }
    public int Topics { get; init; }

    /// <summary>Needs in no topic.</summary>
    public int Apart { get; init; }

    /// <summary>Agreement of independent runs (adjusted Rand index), per mille.</summary>
    public int? Firm { get; init; }

    /// <summary>Needs that are new, that kept their topic, and that changed it.</summary>
    public int Fresh { get; init; }
    public int Stayed { get; init; }
    public int Moved { get; init; }

    /// <summary>Names of topics that are new and that are gone, a line each.</summary>
    public string? Appeared { get; init; }
    public string? Gone { get; init; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<TopicRun>(e =>
        {
            e.Property(r => r.Id).ValueGeneratedNever();
            e.Property(r => r.UnitPath).HasMaxLength(200);
            e.Property(r => r.Appeared).HasMaxLength(2000);
            e.Property(r => r.Gone).HasMaxLength(2000);
            e.HasIndex(r => new { r.UnitId, r.At });
        });
}
