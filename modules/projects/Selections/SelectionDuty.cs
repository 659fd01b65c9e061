using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Access;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Units;
using Modular.Projects.Data;
using Modular.Projects.Mentors;

namespace Modular.Projects.Selections;

/// <summary>
/// Who must keep away from a selection (K19): whoever stands near one of its projects neither ranks nor decides
/// objections nor awards. A town leads all its communities, and a district is of all its units; the unit that holds the
/// selection is not kept from its own work by that alone.
/// </summary>
internal sealed class SelectionDuty(ProjectsDb db, UnitDirectory units, ConflictOfInterest conflicts)
{
    public async Task Free(Selection selection, CancellationToken cancel)
    {
        if (await Near(selection, cancel) is { } near)
            throw new RuleBroken("selections.conflict", db.Acting.Name, near.Title, near.Detail);
    }

    /// <summary>
    /// The first project of the selection the acting person stands near, and why; null when there is none.
    /// </summary>
    public async Task<(string Title, string Key, string Detail)?> Near(Selection selection, CancellationToken cancel)
    {
        if (db.Acting.AccountId is not { } account)
            return null;
        // Who may see the selection may see who applied to it.
        var projects = await db
            .Projects.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .AsNoTracking()
            .Where(p => db.Entries.Any(e => e.SelectionId == selection.Id && e.ProjectId == p.Id && !e.Out))
            .ToListAsync(cancel);
        var tree = await units.Tree(cancel);
        foreach (var near in await conflicts.Between([account], [.. projects.Select(KeepMentors.AsJudged)], cancel))
        {
            var project = projects.Find(p => p.Id == near.JudgedId)!;
            if (near.Key == "conflict.leads" && near.Detail == tree.Name(selection.UnitId))
                continue;
            if (
                near.Key == "conflict.own-unit"
                && project.UnitId == selection.UnitId
                && tree.Find(project.UnitId) is { Kind: UnitKind.District }
            )
                continue;
            return (project.Title, near.Key, near.Detail);
        }

        return null;
    }
}
