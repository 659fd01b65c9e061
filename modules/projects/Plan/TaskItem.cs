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
