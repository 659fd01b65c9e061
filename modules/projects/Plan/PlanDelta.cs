using System.Text.Json;
using Modular.Kernel.Texts;

namespace Modular.Projects.Plan;

/// <summary>What one change touched, before and after.</summary>
internal sealed record PlanDelta(
    DateOnly StartBefore,
    DateOnly StartAfter,
    IReadOnlyList<TaskChange> Tasks,
    IReadOnlyList<LinkRow> Gone,
    IReadOnlyList<LinkRow> New
)
{
    public bool Nothing => Tasks.Count == 0 && Gone.Count == 0 && New.Count == 0 && StartBefore == StartAfter;

    public string Json() => JsonSerializer.Serialize(this);

    public static PlanDelta Read(string json) => JsonSerializer.Deserialize<PlanDelta>(json)!;

    public static PlanDelta Between(
        (DateOnly Start, IReadOnlyDictionary<long, TaskRow> Tasks, IReadOnlyList<LinkRow> Links) before,
        DateOnly start,
        IEnumerable<PlanTask> tasks,
        IReadOnlyCollection<TaskLink> links
    )
    {
        var had = before.Links.ToDictionary(l => l.Id);
        var have = links.Select(LinkRow.Of).ToDictionary(l => l.Id);
        return new(
            before.Start,
            start,
            [
                .. tasks
                    .Select(t => new TaskChange(before.Tasks.GetValueOrDefault(t.Id), TaskRow.Of(t)))
                    .Where(c => c.Before != c.After),
            ],
            [.. before.Links.Where(l => have.GetValueOrDefault(l.Id) != l)],
            [.. have.Values.Where(l => had.GetValueOrDefault(l.Id) != l)]
        );
    }

    /// <summary>Sentences for people: one for each task or link it touched.</summary>
    /// <param name="name">Of a task by its id.</param>
    public IEnumerable<string> Say(Words words, Func<long, string> name)
    {
        if (StartBefore != StartAfter)
            yield return words["plan.said.begin", StartBefore, StartAfter];
        foreach (var (before, after) in Tasks)
        {
            if (before is null || before.Dropped && !after.Dropped)
                yield return words["plan.said.added", after.Name, after.Days];
            else if (after.Dropped && !before.Dropped)
                yield return words["plan.said.dropped", after.Name];
            else
            {
                var parts = new List<string>();
                if (before.Name != after.Name)
                    parts.Add($"{words["plan.name"]} {before.Name} → {after.Name}");
                if (before.Days != after.Days)
                    parts.Add($"{words["plan.days"]} {before.Days} → {after.Days}");
                if (before.Owner != after.Owner)
                    parts.Add($"{words["plan.owner"]} {Or(before.Owner)} → {Or(after.Owner)}");
                if (before.NotBefore != after.NotBefore)
                    parts.Add($"{words["plan.not-before"]} {Or(before.NotBefore)} → {Or(after.NotBefore)}");
                if (before.FixedOn != after.FixedOn)
                    parts.Add($"{words["plan.fixed-on"]} {Or(before.FixedOn)} → {Or(after.FixedOn)}");
                if (parts.Count == 0)
                    parts.Add(words["plan.said.place"]);
                yield return $"{after.Name}: {string.Join(words["list.comma"], parts)}";
            }
        }

        foreach (var link in New)
            yield return words["plan.said.linked", name(link.FromId), name(link.ToId), words.Of(link.Kind)];
        foreach (var link in Gone.Where(g => New.All(n => (n.FromId, n.ToId) != (g.FromId, g.ToId))))
            yield return words["plan.said.unlinked", name(link.FromId), name(link.ToId)];
    }

    private static string Or(string text) => text.Length == 0 ? "–" : text;

    private static string Or(DateOnly? day) => day is { } d ? Words.ShortDate(d) : "–";
}

internal sealed record TaskRow(
    long Id,
    int Place,
    long? GroupId,
    bool IsGroup,
    string Name,
    string Owner,
    long? OwnerId,
    int Days,
    DateOnly? NotBefore,
    DateOnly? FixedOn,
    bool Dropped
)
{
    public static TaskRow Of(PlanTask t) =>
        new(t.Id, t.Place, t.GroupId, t.IsGroup, t.Name, t.Owner, t.OwnerId, t.Days, t.NotBefore, t.FixedOn, t.Dropped);

    public void Put(PlanTask t) =>
        (t.Place, t.GroupId, t.Name, t.Owner, t.OwnerId, t.Days, t.NotBefore, t.FixedOn, t.Dropped) = (
            Place,
            GroupId,
            Name,
            Owner,
            OwnerId,
            Days,
            NotBefore,
            FixedOn,
            Dropped
        );
}

internal sealed record TaskChange(TaskRow? Before, TaskRow After);

internal sealed record LinkRow(long Id, long FromId, long ToId, LinkKind Kind, int Lag)
{
    public static LinkRow Of(TaskLink l) => new(l.Id, l.FromId, l.ToId, l.Kind, l.Lag);

    public TaskLink Link(long projectId) =>
        new()
        {
            Id = Id,
            ProjectId = projectId,
            FromId = FromId,
            ToId = ToId,
            Kind = Kind,
            Lag = Lag,
        };
}
