using Microsoft.EntityFrameworkCore;
using Modular.Contracts.Projects;
using Modular.Kernel.Data;
using Modular.Kernel.Facts;
using Modular.Needs.Data;
using Modular.Needs.Domain;

namespace Modular.Needs.Facts;

/// <summary>The tracking page shows how far the project has come.</summary>
internal sealed class FollowProject(TellFollowers followers) : IFactHandler<ProjectStageChanged, NeedsDb>
{
    public async Task Handle(ProjectStageChanged fact, NeedsDb db, CancellationToken cancel)
    {
        var trace = await db.ProjectTraces.FindAsync([fact.ProjectId], cancel);
        if (trace is null)
            db.ProjectTraces.Add(
                new()
                {
                    ProjectId = fact.ProjectId,
                    Number = fact.Number,
                    Stage = fact.Stage,
                    Since = fact.On,
                }
            );
        else
            (trace.Stage, trace.Since) = (fact.Stage, fact.On);
        await followers.Moved(
            await db
                .Needs.IgnoreQueryFilters([ModuleDb.ScopeFilter])
                .Where(n => n.ProjectId == fact.ProjectId)
                .Select(n => n.Id)
                .ToListAsync(cancel),
            cancel
        );
    }
}
