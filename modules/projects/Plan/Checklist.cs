using Microsoft.EntityFrameworkCore;

namespace Modular.Projects.Plan;

/// <summary>
/// What has to be there before a task is done: something to be done and signed for, or a paper or photo to be put in.
/// </summary>
internal sealed class TaskItem
{
    public long Id { get; init; }
    public long ProjectId { get; init; }
    public long TaskId { get; init; }
    public required string Text { get; init; }

    /// <summary>Done only with a paper or photo.</summary>
    public bool NeedsFile { get; init; }
    public DateOnly? DoneOn { get; set; }
    public string? DoneBy { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<TaskItem>(e =>
        {
            e.Property(i => i.Id).ValueGeneratedNever();
            e.Property(i => i.Text).HasMaxLength(100);
            e.Property(i => i.DoneBy).HasMaxLength(100);
            e.HasIndex(i => i.ProjectId);
            e.HasIndex(i => i.TaskId);
        });
}

/// <summary>A piece of the record that shows how far a task is; every piece counts once.</summary>
/// <param name="On">When it was done.</param>
internal sealed record RecordedPart(long TaskId, string Text, bool Done, DateOnly? On, string? By, string? Href = null);

/// <summary>
/// A part of the module that records what is done for tasks. Nobody types a percentage: it is the share of these parts
/// that are done.
/// </summary>
internal interface ITaskRecord
{
    /// <param name="projects">Of all tasks of these projects.</param>
    Task<IReadOnlyList<RecordedPart>> Parts(IReadOnlyCollection<long> projects, CancellationToken cancel);
}

internal sealed class ChecklistRecord(Data.ProjectsDb db) : ITaskRecord
{
    public async Task<IReadOnlyList<RecordedPart>> Parts(
        IReadOnlyCollection<long> projects,
        CancellationToken cancel
    ) =>
        await db
            .TaskItems.AsNoTracking()
            .Where(i => projects.Contains(i.ProjectId))
            .OrderBy(i => i.Id)
            .Select(i => new RecordedPart(i.TaskId, i.Text, i.DoneOn != null, i.DoneOn, i.DoneBy, null))
            .ToListAsync(cancel);
}
