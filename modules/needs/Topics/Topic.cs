using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;

namespace Modular.Needs.Topics;

internal enum TopicState { Proposed, Confirmed, Dropped, MergedAway }

/// <summary>Needs of one kind. Proposed ones are replaced at the next run; what an officer confirmed stays.</summary>
internal sealed class Topic : IScoped, IVersioned
{
    public long Id { get; init; }
    public int UnitId { get; init; }
    public required string UnitPath { get; init; }
    public required string Name { get; set; }

    /// <summary>Key words, parted by blanks, most telling first.</summary>
    public required string KeyWords { get; set; }
    public int Size { get; set; }

    /// <summary>Distinct requesters; a need without a known person counts as one.</summary>
    public int People { get; set; }
    public int Units { get; set; }
    public TopicState State { get; set; }
    public long? ProjectId { get; set; }
    public DateTimeOffset FormedAt { get; init; }
    public required string Clusterer { get; init; }
    public int Version { get; set; }

    public IReadOnlyList<string> Words => KeyWords.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    internal static void Shape(ModelBuilder model) => model.Entity<Topic>(e =>
    {
        e.Property(t => t.Id).ValueGeneratedNever();
        e.Property(t => t.UnitPath).HasMaxLength(200);
        e.Property(t => t.Name).HasMaxLength(60);
        e.Property(t => t.KeyWords).HasMaxLength(200);
        e.Property(t => t.Clusterer).HasMaxLength(140);
        e.Ignore(t => t.Words);
        e.HasIndex(t => new { t.UnitId, t.State });
    });
}

internal sealed class TopicMember
{
    public long TopicId { get; set; }
    public long NeedId { get; init; }

    /// <summary>Cosine to the topic's centre, times a thousand.</summary>
    public int Closeness { get; init; }

    internal static void Shape(ModelBuilder model) => model.Entity<TopicMember>(e =>
    {
        e.HasKey(m => new { m.TopicId, m.NeedId });
        e.HasIndex(m => m.NeedId);
    });
}
