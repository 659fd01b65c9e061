using Modular.Kernel.Access;
using Modular.Kernel.Rules;
using Modular.Kernel.Units;
using Modular.Projects.Data;
using Modular.Projects.Domain;
using Modular.Projects.Mentors;

namespace Modular.Projects.Review;

/// <summary>
/// Nobody decides about a project he answers for, or about one of the very unit he holds an office in (K19). A town
/// decides about its communities' projects: that is its office. The district's own projects have nobody above them.
/// </summary>
internal sealed class Recusal(ProjectsDb db, ConflictOfInterest conflicts, UnitDirectory units)
{
    /// <exception cref="RuleBroken">Whoever acts has to leave it to somebody else.</exception>
    public async Task Check(Project project, CancellationToken cancel)
    {
        if (await Why(project, cancel) is { } why)
            throw new RuleBroken("projects.stand-back", why.Detail);
    }

    public async Task<ConflictFound?> Why(Project project, CancellationToken cancel)
    {
        if (db.Acting.AccountId is not { } me)
            return null;
        bool top = (await units.Tree(cancel)).Find(project.UnitId) is { Kind: UnitKind.District };
        return (await conflicts.Between([me], [KeepMentors.AsJudged(project)], cancel)).FirstOrDefault(c =>
            c.Key == "conflict.answers" || (c.Key == "conflict.own-unit" && !top)
        );
    }

    /// <summary>Where what is to be decided about a unit's project is told: the unit right above.</summary>
    public async Task<int> Above(int unitId, CancellationToken cancel) =>
        (await units.Tree(cancel)).Find(unitId)?.ParentId ?? unitId;
}
