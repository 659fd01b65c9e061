using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Jobs;
using Modular.Kernel.Rules;
using Modular.Kernel.Texts;
using Modular.Projects.Data;
using Modular.Projects.Domain;

namespace Modular.Projects.Supervision;

/// <summary>Writes the ledger of the liaison leader's visits.</summary>
internal sealed class KeepLiaison(ProjectsDb db, LiaisonLeaders leaders, TimeProvider clock)
{
    public async Task<long> Record(
        string number,
        DateOnly? on,
        string? leader,
        string? findings,
        IReadOnlyList<LiaisonLine> lines,
        CancellationToken cancel
    )
    {
        var project =
            await db.Projects.AsNoTracking().SingleOrDefaultAsync(p => p.Number == number, cancel)
            ?? throw new NotFound();
        if (!ProjectMoves.Live.Contains(project.State))
            throw new RuleBroken("activity.not-live");
        if (on is null || on > clock.Today() || on < clock.Today().AddYears(-3))
            throw new RuleBroken("liaison.day-wrong") { Field = "On" };
        if (string.IsNullOrWhiteSpace(leader) || leader.Length > 40)
            throw new RuleBroken("liaison.leader-needed") { Field = "Leader" };
        if (string.IsNullOrWhiteSpace(findings) && lines.Count == 0)
            throw new RuleBroken("liaison.something-needed") { Field = "Findings" };
        if (findings is { Length: > 2000 } || lines.Any(l => l.Text.Length > 500))
            throw new RuleBroken("liaison.too-long") { Field = "Findings" };
        if (lines.Any(l => l.Kind != LiaisonKind.Resource && l.DueOn is null))
            throw new RuleBroken("liaison.due-needed") { Field = "Lines" };
        if (lines.Any(l => l.DueOn < on || l.DueOn?.Year > 2100))
            throw new RuleBroken("liaison.due-wrong") { Field = "Lines" };
        var visit = new LiaisonVisit
        {
            Id = Ids.Next(clock),
            ProjectId = project.Id,
            On = on.Value,
            Leader = leader.Trim(),
            LeaderId = await leaders.Account(project, leader, cancel),
            Findings = findings?.Trim() ?? "",
            By = db.Acting.Name,
            At = clock.GetUtcNow(),
        };
        db.Visits.Add(visit);
        db.LiaisonItems.AddRange(
            lines.Select(l => new LiaisonItem
            {
                Id = Ids.Next(clock),
                ProjectId = project.Id,
                VisitId = visit.Id,
                Kind = l.Kind,
                Text = l.Text.Trim(),
                DueOn = l.Kind == LiaisonKind.Resource ? null : l.DueOn,
            })
        );
        db.Record(
            "liaison.visited",
            $"project:{number}",
            after: new
            {
                visit.On,
                visit.Leader,
                lines.Count,
            }
        );
        await db.SaveChangesAsync(cancel);
        return visit.Id;
    }

    /// <summary>
    /// A visit that was written down wrongly no longer counts, and neither does what came out of it; the row stays to
    /// be read.
    /// </summary>
    public Task Strike(string number, long id, string? why, CancellationToken cancel) =>
        db.InTransaction(
            async () =>
            {
                if (string.IsNullOrWhiteSpace(why) || why.Length > 500)
                    throw new RuleBroken("liaison.strike-why") { Field = "Why" };
                var visit =
                    await db.Visits.SingleOrDefaultAsync(
                        v => v.Id == id && db.Projects.Any(p => p.Id == v.ProjectId && p.Number == number),
                        cancel
                    ) ?? throw new NotFound();
                var now = clock.GetUtcNow();
                // Of two at once one strikes it.
                if (
                    await db
                        .Visits.Where(v => v.Id == id && v.StruckAt == null)
                        .ExecuteUpdateAsync(set => set.SetProperty(v => v.StruckAt, now), cancel) == 0
                )
                    throw new RuleBroken("liaison.struck-already");
                (visit.StruckAt, visit.StruckBy, visit.StruckWhy) = (now, db.Acting.Name, why.Trim());
                foreach (var item in await db.LiaisonItems.Where(i => i.VisitId == id).ToListAsync(cancel))
                    item.Struck = true;
                db.Record("liaison.visit-struck", $"project:{number}", new { visit.On, visit.Leader }, new { why });
                await db.SaveChangesAsync(cancel);
            },
            cancel
        );

    /// <summary>A problem is solved, a follow-up done.</summary>
    public async Task Done(string number, long id, int version, string? result, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(result) || result.Length > 1000)
            throw new RuleBroken("liaison.result-needed") { Field = "Result" };
        var item =
            await db.LiaisonItems.SingleOrDefaultAsync(
                i => i.Id == id && db.Projects.Any(p => p.Id == i.ProjectId && p.Number == number),
                cancel
            ) ?? throw new NotFound();
        if (item.Version != version || item.DoneOn is not null || item.Struck || item.Kind == LiaisonKind.Resource)
            throw new RuleBroken("rule.changed-meanwhile");
        (item.DoneOn, item.Result, item.DoneBy) = (clock.Today(), result.Trim(), db.Acting.Name);
        db.Record(
            "liaison.done",
            $"liaison:{id}",
            after: new
            {
                number,
                item.Kind,
                item.Result,
            }
        );
        await db.SaveChangesAsync(cancel);
    }
}

internal sealed record LiaisonLine(LiaisonKind Kind, string Text, DateOnly? DueOn);

/// <summary>Every night: what is late is told once for its due date.</summary>
internal sealed class TellLateLiaison(ProjectsDb db, TimeProvider clock) : IJobWork
{
    public const string Kind = "projects.liaison";

    public async Task<string?> Run(JobRun run, CancellationToken cancel)
    {
        var today = clock.Today();
        int told = 0;
        foreach (
            var late in await db
                .LiaisonItems.AsNoTracking()
                .Where(i =>
                    i.DoneOn == null && !i.Struck && i.DueOn < today && (i.ToldFor == null || i.ToldFor != i.DueOn)
                )
                .Select(i => new
                {
                    i.Id,
                    i.ProjectId,
                    i.DueOn,
                    i.Text,
                })
                .ToListAsync(cancel)
        )
            told += await db.InTransaction(
                async () =>
                {
                    // Compare-and-swap: of several hosts one tells.
                    if (
                        await db
                            .LiaisonItems.Where(i =>
                                i.Id == late.Id && i.DoneOn == null && (i.ToldFor == null || i.ToldFor != late.DueOn)
                            )
                            .ExecuteUpdateAsync(set => set.SetProperty(i => i.ToldFor, late.DueOn), cancel) == 0
                    )
                        return 0;
                    var project = await db.Projects.AsNoTracking().SingleAsync(p => p.Id == late.ProjectId, cancel);
                    db.Notify(
                        "projects.liaison-late",
                        project.UnitId,
                        ProjectsModule.Design,
                        $"/projects/{project.Number}/ledger",
                        project.Title,
                        Words.ShortDate(late.DueOn!.Value),
                        Plain.Cut(late.Text, 40)
                    );
                    await db.SaveChangesAsync(cancel);
                    return 1;
                },
                cancel
            );
        return told == 0 ? null : $"{told}";
    }
}
