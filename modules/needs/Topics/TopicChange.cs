using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;
using Modular.Needs.Data;

namespace Modular.Needs.Topics;

/// <summary>
/// One act of an officer on topics, with what is needed to take it back: which topics it touched, how they were, and
/// which needs it moved.
/// </summary>
internal sealed class TopicChange : IScoped
{
    public long Id { get; init; }
    public int UnitId { get; init; }
    public required string UnitPath { get; init; }
    public DateTimeOffset At { get; init; }
    public required string By { get; init; }
    public TopicAct Act { get; init; }

    /// <summary>
    /// The topic acted on; of a merger the one that took in the others, of a split the one that was taken apart.
    /// </summary>
    public long TopicId { get; init; }

    /// <summary>Its name afterwards.</summary>
    public required string Name { get; set; }

    /// <summary>The need taken out.</summary>
    public long? NeedId { get; init; }
    public DateTimeOffset? UndoneAt { get; init; }
    public string? UndoneBy { get; init; }

    /// <summary>Notes an act before it is carried out; saved with it.</summary>
    public static TopicChange Note(
        NeedsDb db,
        TopicAct act,
        Topic topic,
        IEnumerable<Topic>? others = null,
        long? need = null,
        string? by = null
    )
    {
        var now = db.Clock.GetUtcNow();
        var change = new TopicChange
        {
            Id = Ids.Next(now),
            UnitId = topic.UnitId,
            UnitPath = topic.UnitPath,
            At = now,
            By = by ?? db.Acting.Name,
            Act = act,
            TopicId = topic.Id,
            Name = topic.Name,
            NeedId = need,
        };
        db.TopicChanges.Add(change);
        db.TopicChangeTopics.AddRange([
            .. (others ?? []).Prepend(topic).Select(t => TopicChangeTopic.Of(change.Id, t)),
        ]);
        return change;
    }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<TopicChange>(e =>
        {
            e.Property(c => c.Id).ValueGeneratedNever();
            e.Property(c => c.UnitPath).HasMaxLength(200);
            e.Property(c => c.By).HasMaxLength(100);
            e.Property(c => c.UndoneBy).HasMaxLength(100);
            e.Property(c => c.Name).HasMaxLength(60);
            e.HasIndex(c => new { c.UnitId, c.Id });
        });
}

internal enum TopicAct
{
    Confirmed,
    Renamed,
    Dropped,
    Merged,
    Split,
    TakenOut,
}

/// <summary>What a need was to a topic before a change.</summary>
internal enum NeedMark
{
    /// <summary>In this topic only.</summary>
    Member,

    /// <summary>In this topic and also in the one that took it over.</summary>
    Shared,

    /// <summary>Shut out of this topic by the change.</summary>
    Barred,

    /// <summary>Shut out of this topic until the change.</summary>
    Freed,
}

/// <summary>A topic as it was before a change; of a part that a split made, as it was made.</summary>
internal sealed class TopicChangeTopic
{
    public long ChangeId { get; init; }
    public long TopicId { get; init; }
    public required string Name { get; init; }
    public TopicState State { get; init; }
    public required string KeyWords { get; init; }
    public string? Typical { get; init; }
    public int? MapX { get; init; }
    public int? MapY { get; init; }
    public int? Firm { get; init; }

    public static TopicChangeTopic Of(long change, Topic topic) =>
        new()
        {
            ChangeId = change,
            TopicId = topic.Id,
            Name = topic.Name,
            State = topic.State,
            KeyWords = topic.KeyWords,
            Typical = topic.Typical,
            MapX = topic.MapX,
            MapY = topic.MapY,
            Firm = topic.Firm,
        };

    /// <summary>All but the name, which has acts of its own.</summary>
    public void Restore(Topic topic) =>
        (topic.KeyWords, topic.Typical, topic.MapX, topic.MapY, topic.Firm) = (KeyWords, Typical, MapX, MapY, Firm);

    internal static void Shape(ModelBuilder model) =>
        model.Entity<TopicChangeTopic>(e =>
        {
            e.HasKey(t => new { t.ChangeId, t.TopicId });
            e.Property(t => t.Name).HasMaxLength(60);
            e.Property(t => t.KeyWords).HasMaxLength(200);
            e.Property(t => t.Typical).HasMaxLength(120);
            e.HasIndex(t => t.TopicId);
        });
}

/// <summary>A need that a change moved or shut out.</summary>
internal sealed class TopicChangeNeed
{
    public long ChangeId { get; init; }
    public long TopicId { get; init; }
    public long NeedId { get; init; }
    public NeedMark Mark { get; init; }
    public int Closeness { get; init; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<TopicChangeNeed>(e =>
            e.HasKey(n => new
            {
                n.ChangeId,
                n.TopicId,
                n.NeedId,
            })
        );
}
