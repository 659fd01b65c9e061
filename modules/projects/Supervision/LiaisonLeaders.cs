using Microsoft.EntityFrameworkCore;
using Modular.Language;
using Modular.Projects.Data;
using Modular.Projects.Domain;
using Modular.Projects.Plan;

namespace Modular.Projects.Supervision;

/// <summary>
/// Who goes to a project: names to choose from, so that one leader is not written in two ways, and the account behind a
/// name.
/// </summary>
internal sealed class LiaisonLeaders(ProjectsDb db, PlanPeople people)
{
    /// <summary>
    /// The project's own leader first, then who went before, then the people of its unit and of those beside and above
    /// it.
    /// </summary>
    public async Task<IReadOnlyList<string>> Names(Project project, CancellationToken cancel)
    {
        var before = await db
            .Visits.AsNoTracking()
            .Where(v => v.ProjectId == project.Id && v.StruckAt == null)
            .OrderByDescending(v => v.On)
            .Select(v => v.Leader)
            .Take(50)
            .ToListAsync(cancel);
        string[] all = [project.Leader, .. before, .. (await people.Near(project, cancel)).Select(p => p.Name)];
        return [.. all.Where(n => n.Length > 0).DistinctBy(Key)];
    }

    /// <summary>Null where the name is nobody's or that of two people.</summary>
    public async Task<long?> Account(Project project, string name, CancellationToken cancel)
    {
        var found = (await people.Near(project, cancel)).Where(p => Key(p.Name) == Key(name)).ToList();
        return found.Count == 1 ? found[0].Id : null;
    }

    /// <summary>One leader however the name was typed: without blanks and marks, full width as half.</summary>
    public static string Key(string name) =>
        string.Concat(Width.Narrow(name).Where(char.IsLetterOrDigit)).ToUpperInvariant();
}
