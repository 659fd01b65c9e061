using Microsoft.EntityFrameworkCore;
using Modular.Contracts.Appraisal;
using Modular.Contracts.Projects;
using Modular.Kernel.Data;
using Modular.Kernel.Facts;
using Modular.Kernel.Rules;
using Modular.Kernel.Texts;
using Modular.Kernel.Units;
using Modular.Projects.Data;
using Modular.Projects.Design;

namespace Modular.Projects.Review;

/// <summary>A decision written down by hand: the minutes stand in for a round where the appraisal module is not used.</summary>
internal sealed class ReviewProject(ProjectsDb db, TimeProvider clock)
{
    public async Task Decide(string number, int version, string outcome, string minutes, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(minutes)) throw new RuleBroken("projects.minutes-needed") { Field = "Minutes" };
        var project = await db.Projects.SingleOrDefaultAsync(p => p.Number == number, cancel) ?? throw new NotFound();
        if (outcome == "return") project.Advice = minutes.Trim();
        await DesignProject.Move(db, project, version, Moves(outcome), minutes.Trim(), clock, cancel);
    }

    internal static string Moves(string outcome) => outcome switch { "approve" => "review-passed", "return" => "returned", "reject" => "rejected", _ => throw new RuleBroken("projects.outcome-unknown") };
}

/// <summary>A panel has taken the project up.</summary>
internal sealed class ProjectTakenForReview(TimeProvider clock) : IFactHandler<SubjectTaken, ProjectsDb>
{
    public async Task Handle(SubjectTaken fact, ProjectsDb db, CancellationToken cancel)
    {
        if (fact.SubjectKind != "project") return;
        var project = await db.Projects.SingleOrDefaultAsync(p => p.Id == fact.SubjectId, cancel);
        if (project is null || !ProjectMoves.Allowed(project.State, "taken-for-review")) return;
        project.RoundId = fact.RoundId;
        await DesignProject.Move(db, project, null, "taken-for-review", null, clock, cancel);
    }
}

/// <summary>The panel's outcome moves the project on.</summary>
internal sealed class ProjectJudged(TimeProvider clock) : IFactHandler<SubjectJudged, ProjectsDb>
{
    public async Task Handle(SubjectJudged fact, ProjectsDb db, CancellationToken cancel)
    {
        // Other rounds judge running projects by grades; those move nothing.
        if (fact.SubjectKind != "project" || fact.Outcome is not ("approve" or "return" or "reject")) return;
        var project = await db.Projects.SingleOrDefaultAsync(p => p.Id == fact.SubjectId, cancel);
        string move = ReviewProject.Moves(fact.Outcome);
        if (project is null || !ProjectMoves.Allowed(project.State, move)) return;
        (project.RoundId, project.ScoreMicro, project.Rank) = (fact.RoundId, fact.ScoreMicro, fact.Rank);
        await DesignProject.Move(db, project, null, move, null, clock, cancel);
    }
}

/// <summary>Answers what other modules ask.</summary>
internal sealed class ProjectQuestions(ProjectsDb db, UnitDirectory units, Words words) : IProjectQuestions
{
    public async Task<IReadOnlyList<ProjectCard>> AwaitingReview(string unitPath, CancellationToken cancel) =>
        await Cards(db.Projects.AsNoTracking().Where(p => p.State == ProjectState.Submitted && p.UnitPath.StartsWith(unitPath)), cancel);

    public async Task<IReadOnlyList<ProjectCard>> InStages(string unitPath, IReadOnlyList<string> stages, CancellationToken cancel)
    {
        var states = Enum.GetValues<ProjectState>().Where(s => stages.Contains(ProjectMoves.Stage(s))).ToList();
        return await Cards(db.Projects.AsNoTracking().Where(p => states.Contains(p.State) && p.UnitPath.StartsWith(unitPath)), cancel);
    }

    public async Task<IReadOnlyList<ProjectCard>> Cards(IReadOnlyList<long> ids, CancellationToken cancel) =>
        await Cards(db.Projects.IgnoreQueryFilters([ModuleDb.ScopeFilter]).AsNoTracking().Where(p => ids.Contains(p.Id)), cancel);

    private async Task<IReadOnlyList<ProjectCard>> Cards(IQueryable<Project> rows, CancellationToken cancel)
    {
        var tree = await units.Tree(cancel);
        var projects = await rows.OrderBy(p => p.Id).Take(500).ToListAsync(cancel);
        var ids = projects.ConvertAll(p => p.Id);
        // What the mentor said before it was submitted, or why it went without: those who judge read it with the text.
        var mentors = (await db.PreReviews.AsNoTracking().Where(r => ids.Contains(r.ProjectId)).OrderBy(r => r.Id).ToListAsync(cancel)).ToLookup(r => r.ProjectId, r => $"\n\n{words["guidance.card", r.Verdict, r.Advice]}");
        return projects.ConvertAll(p => new ProjectCard(p.Id, p.Number, p.Title, p.UnitId, tree.Name(p.UnitId), ProjectMoves.Stage(p.State), p.Aims + "\n\n" + p.Plan + mentors[p.Id].LastOrDefault()) { Concerned = [.. new[] { p.Leader, p.Responsible }.Select(n => n.Trim()).Where(n => n.Length > 0).Distinct(StringComparer.Ordinal)] });
    }
}
