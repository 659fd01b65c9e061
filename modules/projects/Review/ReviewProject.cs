using Microsoft.EntityFrameworkCore;
using Modular.Contracts.Appraisal;
using Modular.Contracts.Projects;
using Modular.Kernel.Data;
using Modular.Kernel.Facts;
using Modular.Kernel.Rules;
using Modular.Kernel.Texts;
using Modular.Kernel.Units;
using Modular.Projects.Data;
using Modular.Projects.Domain;

namespace Modular.Projects.Review;

/// <summary>
/// A decision written down by hand: the minutes stand in for a round where the appraisal module is not used.
/// </summary>
internal sealed class ReviewProject(ProjectsDb db, Recusal stand, TimeProvider clock)
{
    public async Task Decide(
        string number,
        int version,
        string outcome,
        string minutes,
        CancellationToken cancel,
        string? advice = null
    )
    {
        if (string.IsNullOrWhiteSpace(minutes))
            throw new RuleBroken("projects.minutes-needed") { Field = "Minutes" };
        var project = await db.Projects.SingleOrDefaultAsync(p => p.Number == number, cancel) ?? throw new NotFound();
        if (project.State is not (ProjectState.Submitted or ProjectState.InReview))
            throw new RuleBroken("projects.move-not-allowed");
        await stand.Check(project, cancel);
        // Decided by hand: what its panel may still find no longer moves it.
        project.RoundId = null;
        if (outcome == "return")
            project.Advice = string.IsNullOrWhiteSpace(advice) ? minutes.Trim() : advice.Trim();
        await MoveProject.Move(
            db,
            project,
            version,
            Moves(outcome),
            outcome == "return" ? project.Advice : minutes.Trim(),
            clock,
            cancel
        );
    }

    internal static string Moves(string outcome) =>
        outcome switch
        {
            "approve" => "review-passed",
            "return" => "returned",
            "reject" => "rejected",
            _ => throw new RuleBroken("projects.outcome-unknown"),
        };
}

/// <summary>A panel has taken the project up.</summary>
internal sealed class ProjectTakenForReview(TimeProvider clock) : IFactHandler<SubjectTaken, ProjectsDb>
{
    public async Task Handle(SubjectTaken fact, ProjectsDb db, CancellationToken cancel)
    {
        if (fact.SubjectKind != "project")
            return;
        var project = await db.Projects.SingleOrDefaultAsync(p => p.Id == fact.SubjectId, cancel);
        if (project is null || !ProjectMoves.All.Allowed(project.State, "taken-for-review"))
            return;
        project.RoundId = fact.RoundId;
        await MoveProject.Move(db, project, null, "taken-for-review", null, clock, cancel);
    }
}

/// <summary>
/// The outcome of the project's own panel moves it on; corrected before the project is approved, it moves it again.
/// What can no longer be applied is told to those who decide, never dropped.
/// </summary>
internal sealed class ProjectJudged(UnitDirectory units, TimeProvider clock) : IFactHandler<SubjectJudged, ProjectsDb>
{
    public async Task Handle(SubjectJudged fact, ProjectsDb db, CancellationToken cancel)
    {
        // Other rounds judge running projects by grades; those move nothing.
        if (fact.SubjectKind != "project" || fact.Outcome is not ("approve" or "return" or "reject"))
            return;
        if (
            await db
                .Projects.IgnoreQueryFilters([ModuleDb.ScopeFilter])
                .SingleOrDefaultAsync(p => p.Id == fact.SubjectId, cancel)
            is not { } project
        )
            return;
        string? move = project.RoundId == fact.RoundId ? await MoveOf(project, fact.Outcome, db, cancel) : null;
        if (move is null)
        {
            db.Record(
                "project.result-unapplied",
                $"project:{project.Number}",
                after: new
                {
                    fact.RoundId,
                    fact.Outcome,
                    project.State,
                }
            );
            db.Notify(
                "projects.result-unapplied",
                (await units.Tree(cancel)).Find(project.UnitId)?.ParentId ?? project.UnitId,
                ProjectsModule.Decide,
                $"/projects/{project.Number}",
                project.Number,
                project.Title
            );
            await db.SaveChangesAsync(cancel);
            return;
        }

        (project.ScoreMicro, project.Rank) = (fact.ScoreMicro, fact.Rank);
        if (move.Length == 0)
            await db.SaveChangesAsync(cancel);
        else
            await MoveProject.Move(db, project, null, move, null, clock, cancel);
    }

    /// <returns>The move; empty where it stands there already; null where the result can no longer move it.</returns>
    private static async Task<string?> MoveOf(
        Project project,
        string outcome,
        ProjectsDb db,
        CancellationToken cancel
    ) =>
        (project.State, outcome) switch
        {
            (ProjectState.InReview, _) => ReviewProject.Moves(outcome),


            (ProjectState.Reviewed or ProjectState.InNotice, "approve")
            or
            (ProjectState.Returned, "return")
            or (ProjectState.Rejected, "reject") => "",
            (ProjectState.Reviewed or ProjectState.InNotice, _) => ReviewProject.Moves(outcome),
            (ProjectState.Rejected, "approve") => "review-corrected",
            (ProjectState.Rejected, "return") => "returned",
            // Rewritten since it was returned, it is no longer what the panel read.
            (ProjectState.Returned, "approve") when !await Rewritten(project, db, cancel) => "review-corrected",
            _ => null,
        };

    private static async Task<bool> Rewritten(Project project, ProjectsDb db, CancellationToken cancel)
    {
        var returned = await db
            .Events.Where(e => e.ProjectId == project.Id && e.What == "returned")
            .OrderByDescending(e => e.Id)
            .Select(e => e.At)
            .FirstAsync(cancel);
        return await db.TextVersions.AnyAsync(v => v.ProjectId == project.Id && v.At > returned, cancel);
    }
}

/// <summary>Answers what other modules ask.</summary>
internal sealed class ProjectQuestions(ProjectsDb db, UnitDirectory units, Words words) : IProjectQuestions
{
    public async Task<IReadOnlyList<ProjectCard>> AwaitingReview(string unitPath, CancellationToken cancel) =>
        await Cards(
            db.Projects.AsNoTracking().Where(p => p.State == ProjectState.Submitted && p.UnitPath.StartsWith(unitPath)),
            cancel
        );

    public async Task<IReadOnlyList<ProjectCard>> InStages(
        string unitPath,
        IReadOnlyList<string> stages,
        CancellationToken cancel
    )
    {
        var states = Enum.GetValues<ProjectState>().Where(s => stages.Contains(ProjectMoves.Stage(s))).ToList();
        return await Cards(
            db.Projects.AsNoTracking().Where(p => states.Contains(p.State) && p.UnitPath.StartsWith(unitPath)),
            cancel
        );
    }

    public async Task<IReadOnlyList<ProjectCard>> Cards(IReadOnlyList<long> ids, CancellationToken cancel) =>
        await Cards(
            db.Projects.IgnoreQueryFilters([ModuleDb.ScopeFilter]).AsNoTracking().Where(p => ids.Contains(p.Id)),
            cancel
        );

    private async Task<IReadOnlyList<ProjectCard>> Cards(IQueryable<Project> rows, CancellationToken cancel)
    {
        var tree = await units.Tree(cancel);
        var projects = await rows.OrderBy(p => p.Id).Take(500).ToListAsync(cancel);
        var ids = projects.ConvertAll(p => p.Id);
        // What the mentor said before it was submitted, or why it went without: those who judge read it with the text.
        var mentors = (
            await db
                .PreReviews.AsNoTracking()
                .Where(r => ids.Contains(r.ProjectId))
                .OrderBy(r => r.Id)
                .ToListAsync(cancel)
        ).ToLookup(r => r.ProjectId, r => $"\n\n{words["guidance.card", r.Verdict, r.Advice]}");
        return projects.ConvertAll(p => new ProjectCard(
            p.Id,
            p.Number,
            p.Title,
            p.UnitId,
            tree.Name(p.UnitId),
            ProjectMoves.Stage(p.State),
            p.Aims + "\n\n" + p.Plan + mentors[p.Id].LastOrDefault()
        )
        {
            Concerned =
            [
                .. new[] { p.Leader, p.Responsible }
                    .Select(n => n.Trim())
                    .Where(n => n.Length > 0)
                    .Distinct(StringComparer.Ordinal),
            ],
        });
    }
}
