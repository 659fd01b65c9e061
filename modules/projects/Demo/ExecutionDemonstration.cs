using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Calendar;
using Modular.Kernel.Modules;
using Modular.Kernel.Texts;
using Modular.Projects.Activities;
using Modular.Projects.Data;
using Modular.Projects.Domain;
using Modular.Projects.Report;
using Modular.Projects.Supervision;

namespace Modular.Projects.Demo;

/// <summary>
/// Two invented projects as they are carried out: a service at a fixed place for half a year, single activities,
/// visits, issues, a report.
/// </summary>
internal sealed class ExecutionDemonstration(
    ProjectsDb db,
    KeepActivities activities,
    KeepSeries series,
    KeepPhotos photos,
    TakeSignIn signing,
    KeepLiaison liaison,
    Supervise supervise,
    WriteReport report,
    Words words,
    TimeProvider clock
) : IDemonstration
{
    public int Order => 21;

    public async Task Fill(CancellationToken cancel)
    {
        if (await db.Activities.AnyAsync(cancel))
            return;
        var running = await db
            .Projects.Where(p => p.State == ProjectState.InExecution)
            .OrderBy(p => p.Id)
            .FirstOrDefaultAsync(cancel);
        var second = await db
            .Projects.Where(p => p.State == ProjectState.Completed)
            .OrderBy(p => p.Id)
            .FirstOrDefaultAsync(cancel);
        if (running is not null)
            await AtAPlace(running, cancel);
        if (second is not null)
            await Single(second, cancel);
    }

    private async Task AtAPlace(Project project, CancellationToken cancel)
    {
        var today = clock.Today();
        (project.StartsOn, project.StartedOn) = (today.AddDays(-180), project.StartedOn ?? today.AddDays(-175));
        await Approved(project, 185, cancel);
        await db.SaveChangesAsync(cancel);
        await activities.AddPlace(project.Number, Say("place"), Say("address"), cancel);
        long place = await db.ServicePlaces.Where(p => p.ProjectId == project.Id).Select(p => p.Id).SingleAsync(cancel);
        int tuesdayThursday = (1 << (int)DayOfWeek.Tuesday) | (1 << (int)DayOfWeek.Thursday);
        // From and until lie in years whose calendar is shipped.
        var from = new DateOnly(today.Year, today.Month, 1).AddMonths(-5);
        await series.Add(
            project.Number,
            new(
                Say("series"),
                place,
                Rhythm.Weekly,
                tuesdayThursday,
                1,
                1,
                OnHolidays.Skip,
                from,
                today.AddMonths(2),
                new(16, 30),
                new(18, 30),
                40,
                false
            ),
            cancel
        );
        await Past(project, cancel);
        await Today(project, place, cancel);
        await Ledger(project, cancel);
        await report.Save(project.Number, 0, Say("overview"), Say("work"), Say("results"), Say("experience"), cancel);
    }

    /// <summary>
    /// What lies behind was held, but for one cancelled, one put off and the last, which nobody has written down yet.
    /// </summary>
    private async Task Past(Project project, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var past = await db
            .Activities.Where(a => a.ProjectId == project.Id && a.EndsAt < now)
            .OrderBy(a => a.StartsAt)
            .ToListAsync(cancel);
        var random = new Random(30);
        for (int i = 0; i < past.Count - 1; i++)
        {
            var a = past[i];
            if (i == 7)
            {
                a.Move("cancelled");
                a.Reason = Say("cancelled");
                continue;
            }

            if (i == 11)
            {
                a.Move("moved");
                (a.MovedFrom, a.MoveReason, a.StartsAt, a.EndsAt) = (
                    a.StartsAt,
                    Say("moved"),
                    a.StartsAt.AddDays(1),
                    a.EndsAt.AddDays(1)
                );
            }

            a.Move("held");
            (a.Served, a.Volunteers, a.VolunteerMinutes) = (
                28 + random.Next(14),
                3 + random.Next(4),
                480 + 30 * random.Next(8)
            );
            (a.Report, a.HeldAt, a.HeldBy) = (i % 6 == 0 ? Say("report") : null, a.EndsAt.AddMinutes(20), "system");
        }

        db.Record("demonstration.activities", $"project:{project.Number}", after: new { past.Count });
        await db.SaveChangesAsync(cancel);
        foreach (
            var (a, i) in past.SkipLast(1)
                .Where(a => a.State == ActivityState.Held)
                .TakeLast(3)
                .Select((a, i) => (a, i))
        )
            await Photo(project, a.Id, 10 + i, cancel);
    }

    private async Task Photo(Project project, long activity, int seed, CancellationToken cancel)
    {
        var picture = new MemoryStream(DemoPicture.Png(640, 420, seed));
        await photos.Add(
            project.Number,
            activity,
            [new FormFile(picture, 0, picture.Length, "Files", Say("photo"))],
            true,
            cancel
        );
    }

    /// <summary>One that goes on now, so that signing in can be tried at once.</summary>
    private async Task Today(Project project, long place, CancellationToken cancel)
    {
        var local = clock.GetUtcNow().Local();
        var from = TimeOnly.FromTimeSpan(TimeSpan.FromHours(Math.Clamp(local.Hour, 0, 19)));
        long id = await activities.Add(
            project.Number,
            new(Say("today"), clock.Today(), from, from.AddHours(4), place, null, 60, true),
            cancel
        );
        await signing.ByHand(
            project.Number,
            id,
            SignInAs.Resident,
            string.Join('\n', Say("names").Split('|').Select((n, i) => i % 2 == 0 ? $"{n} 1380000000{i}" : n)),
            cancel
        );
        await signing.ByHand(project.Number, id, SignInAs.Volunteer, Say("volunteer"), cancel);
    }

    private async Task Ledger(Project project, CancellationToken cancel)
    {
        var today = clock.Today();
        await liaison.Record(project.Number, today.AddDays(-40), Say("leader"), Say("findings2"), [], cancel);
        await liaison.Record(
            project.Number,
            today.AddDays(-18),
            Say("leader"),
            Say("findings"),
            [
                new(LiaisonKind.Problem, Say("problem"), today.AddDays(-4)),
                new(LiaisonKind.Resource, Say("resource"), null),
                new(LiaisonKind.FollowUp, Say("follow"), today.AddDays(9)),
            ],
            cancel
        );
        await supervise.Find(project.Number, new(Say("issue1"), null, null, 5), null, cancel);
        await supervise.Find(project.Number, new(Say("issue2"), null, null, 3), null, cancel);
        await supervise.Find(project.Number, new(Say("issue3"), null, null, 8), null, cancel);
        var issues = await db.Issues.Where(i => i.ProjectId == project.Id).OrderBy(i => i.Id).ToListAsync(cancel);
        await supervise.Mend(project.Number, issues[0].Id, issues[0].Version, Say("mended"), null, cancel);
        await supervise.Mend(project.Number, issues[2].Id, issues[2].Version, Say("mended3"), null, cancel);
        await supervise.Confirm(project.Number, issues[2].Id, issues[2].Version, cancel);
        // One is late.
        (issues[1].CountedFrom, issues[1].DueOn) = (today.AddDays(-10), today.AddDays(-5));
        issues[1].WorkingDays = null;
        await db.SaveChangesAsync(cancel);
    }

    private async Task Single(Project project, CancellationToken cancel)
    {
        var today = clock.Today();
        string[] titles = Say("titles").Split('|');
        await Approved(project, 110, cancel);
        for (int i = 0; i < titles.Length; i++)
        {
            long id = await activities.Add(
                project.Number,
                new(titles[i], today.AddDays(-100 + 18 * i), new(9, 30), new(11, 30), null, Say("square"), 50, false),
                cancel
            );
            await activities.Hold(project.Number, id, 0, new(38 + 7 * i, 4 + i, 8 + 2 * i, Say("findings2")), cancel);
            // All but the first were written down on their day.
            if (i > 0 && today.AddDays(-100 + 18 * i).StartOfDay().AddHours(12) is var written)
                await db
                    .Activities.Where(a => a.Id == id)
                    .ExecuteUpdateAsync(set => set.SetProperty(a => a.HeldAt, written), cancel);
            if (i > 2)
                await Photo(project, id, i, cancel);
        }

        await liaison.Record(
            project.Number,
            today.AddDays(-25),
            Say("leader2"),
            Say("findings2"),
            [new(LiaisonKind.Problem, Say("problem2"), today.AddDays(-10))],
            cancel
        );
        var item = await db.LiaisonItems.SingleAsync(i => i.ProjectId == project.Id, cancel);
        await liaison.Done(project.Number, item.Id, item.Version, Say("solved"), cancel);
    }

    /// <summary>
    /// Approved before what it did: only that counts for a selection. Its invented notice is dated back with it.
    /// </summary>
    private async Task Approved(Project project, int days, CancellationToken cancel)
    {
        var at = clock.GetUtcNow().AddDays(-days);
        project.ApprovedAt = at;
        await db.SaveChangesAsync(cancel);
        var (opened, day) = (at.AddDays(-14), at.AddDays(-14).LocalDate());
        await db
            .Notices.Where(n => n.ProjectId == project.Id && n.ClosedAt != null)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(n => n.OpenedAt, opened)
                        .SetProperty(n => n.OpenedOn, day)
                        .SetProperty(n => n.ClosedAt, at),
                cancel
            );
    }

    private string Say(string key) => words.Zh($"exec.demo.{key}");
}
