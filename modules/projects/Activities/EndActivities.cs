using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Calendar;
using Modular.Kernel.Texts;
using Modular.Projects.Data;
using Modular.Projects.Domain;

namespace Modular.Projects.Activities;

/// <summary>Ends the services of a project that is completed.</summary>
internal sealed class EndActivities(ProjectsDb db, Words words, TimeProvider clock) : IProjectEnding
{
    /// <summary>What is planned beyond the end is called off, and services end today.</summary>
    public async Task Ended(Project project, CancellationToken cancel)
    {
        var (now, today) = (clock.GetUtcNow(), clock.Today());
        foreach (
            var activity in await db
                .Activities.Where(a =>
                    a.ProjectId == project.Id
                    && a.State == ActivityState.Planned
                    && a.StartsAt > now
                    && a.Signed + a.SignedVolunteers == 0
                )
                .ToListAsync(cancel)
        )
        {
            activity.Move("cancelled");
            activity.Reason = words.Zh("projects.completed.cancelled");
        }

        foreach (
            var series in await db.Series.Where(s => s.ProjectId == project.Id && s.Until > today).ToListAsync(cancel)
        )
            (series.Until, series.PlannedUntil) = (
                today < series.From ? series.From : today,
                today < series.From ? series.From : today
            );
    }
}
