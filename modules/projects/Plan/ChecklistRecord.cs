using Microsoft.EntityFrameworkCore;

namespace Modular.Projects.Plan;

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
