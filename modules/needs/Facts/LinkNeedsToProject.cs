using Microsoft.EntityFrameworkCore;
using Modular.Contracts.Projects;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Facts;
using Modular.Needs.Data;

namespace Modular.Needs.Facts;

/// <summary>
/// A project took up a topic: its needs belong to the project from now on and their requesters can see it.
/// </summary>
internal sealed class LinkNeedsToProject : IFactHandler<ProjectDrafted, NeedsDb>
{
    public async Task Handle(ProjectDrafted fact, NeedsDb db, CancellationToken cancel)
    {
        if (await db.ProjectTraces.FindAsync([fact.ProjectId], cancel) is null)
            db.ProjectTraces.Add(
                new()
                {
                    ProjectId = fact.ProjectId,
                    Number = fact.Number,
                    Stage = ProjectStage.Draft,
                    Since = db.Clock.Today(),
                }
            );
        if (fact.TopicId is not { } topicId)
            return;
        var topic = await db
            .Topics.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .SingleOrDefaultAsync(t => t.Id == topicId, cancel);
        if (topic is null)
            return;
        topic.ProjectId = fact.ProjectId;
        await db
            .Needs.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .Where(n => n.ProjectId == null && db.TopicMembers.Any(m => m.TopicId == topicId && m.NeedId == n.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(n => n.ProjectId, fact.ProjectId), cancel);
    }
}
