using Microsoft.EntityFrameworkCore;
using Modular.Contracts.Projects;
using Modular.Kernel.Data;
using Modular.Kernel.Facts;
using Modular.Kernel.Texts;
using Modular.Projects.Data;
using Modular.Projects.Domain;

namespace Modular.Projects.Mentors;

/// <summary>
/// The module hears its own facts: whichever way a project came to its end, its guidance ends with it, the mentor is
/// free for another and sees it no longer.
/// </summary>
internal sealed class EndGuidance(Words words, TimeProvider clock) : IFactHandler<ProjectStageChanged, ProjectsDb>
{
    /// <summary>There is nothing left to guide.</summary>
    public static readonly ProjectState[] Over =
    [
        ProjectState.Rejected,
        ProjectState.Stopped,
        ProjectState.Completed,
        ProjectState.Applied,
        ProjectState.Evaluated,
        ProjectState.Awarded,
        ProjectState.InLibrary,
    ];

    public async Task Handle(ProjectStageChanged fact, ProjectsDb db, CancellationToken cancel)
    {
        // Facts are heard by nobody in particular, and what counts is how the project stands now.
        var project = await db
            .Projects.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .AsNoTracking()
            .SingleOrDefaultAsync(p => p.Id == fact.ProjectId, cancel);
        if (
            project is null
            || !Over.Contains(project.State)
            || await db.Mentorings.SingleOrDefaultAsync(m => m.OpenProjectId == project.Id, cancel) is not { } mentoring
        )
            return;
        string why = words.Zh(
            project.State switch
            {
                ProjectState.Rejected => "mentors.over.rejected",
                ProjectState.Stopped => "mentors.over.stopped",
                _ => "mentors.over.completed",
            }
        );
        (mentoring.OpenProjectId, mentoring.EndedAt, mentoring.EndedWhy) = (null, clock.GetUtcNow(), why);
        MoveProject.Note(db, project, "mentor-ended", why, clock);
        db.Record("mentor.ended", $"project:{project.Number}", after: new { why });
        db.NotifyPerson("projects.guidance-over", mentoring.AccountId, "/projects", project.Number, project.Title, why);
        await db.SaveChangesAsync(cancel);
    }
}
