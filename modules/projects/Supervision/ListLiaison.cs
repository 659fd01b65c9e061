using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Calendar;
using Modular.Kernel.Rules;
using Modular.Kernel.Texts;
using Modular.Projects.Data;
using Modular.Projects.Domain;

namespace Modular.Projects.Supervision;

/// <summary>The liaison ledger by project and by leader.</summary>
internal sealed class ListLiaison(ProjectsDb db, LiaisonLeaders leaders, TimeProvider clock)
{
    public async Task<ProjectLiaison> Of(string number, CancellationToken cancel)
    {
        var project =
            await db.Projects.AsNoTracking().SingleOrDefaultAsync(p => p.Number == number, cancel)
            ?? throw new NotFound();
        var visits = await db
            .Visits.AsNoTracking()
            .Where(v => v.ProjectId == project.Id)
            .OrderByDescending(v => v.On)
            .ThenByDescending(v => v.Id)
            .ToListAsync(cancel);
        var items = (
            await db
                .LiaisonItems.AsNoTracking()
                .Where(i => i.ProjectId == project.Id)
                .OrderBy(i => i.Id)
                .ToListAsync(cancel)
        ).ToLookup(i => i.VisitId);
        return new(
            project,
            visits.ConvertAll(v => new LiaisonRow(v, [.. items[v.Id]])),
            clock.Today(),
            await leaders.Names(project, cancel)
        );
    }

    /// <summary>
    /// What came out of a visit, is not done in time and can still be done: on the desk, in the list of risks and in
    /// the night's letters the same rows.
    /// </summary>
    public static IQueryable<LiaisonItem> LateItems(ProjectsDb db, DateOnly today) =>
        db.LiaisonItems.Where(i =>
            i.DoneOn == null
            && !i.Struck
            && i.DueOn < today
            && db.Projects.Any(p => p.Id == i.ProjectId && ProjectMoves.Live.Contains(p.State))
        );

    public async Task<LiaisonOverview> Overview(
        DateOnly? from,
        DateOnly? until,
        string? leader,
        CancellationToken cancel
    )
    {
        var today = clock.Today();
        var (first, last) = (from ?? new DateOnly(today.Year, today.Month, 1).AddMonths(-2), until ?? today);
        string? asked = leader is null ? null : LiaisonLeaders.Key(leader);
        var visits = (
            await db
                .Visits.AsNoTracking()
                .Where(v =>
                    v.On >= first && v.On <= last && v.StruckAt == null && db.Projects.Any(p => p.Id == v.ProjectId)
                )
                .OrderBy(v => v.On)
                .ThenBy(v => v.Id)
                .ToListAsync(cancel)
        ).FindAll(v => asked is null || LiaisonLeaders.Key(v.Leader) == asked);
        var ids = visits.Select(v => v.ProjectId).Distinct().ToList();
        // Those of the period's projects, and every one that is carried out: whom nobody visited shows too.
        var projects = (
            await db
                .Projects.AsNoTracking()
                .Where(p => ids.Contains(p.Id) || (leader == null && p.State == ProjectState.InExecution))
                .ToListAsync(cancel)
        ).ToDictionary(p => p.Id);
        var whose = visits.ToDictionary(v => v.Id, Who);
        var items = (
            await db
                .LiaisonItems.AsNoTracking()
                .Where(i =>
                    !i.Struck
                    && db.Visits.Any(v => v.Id == i.VisitId && v.On >= first && v.On <= last)
                    && db.Projects.Any(p => p.Id == i.ProjectId)
                )
                .ToListAsync(cancel)
        ).FindAll(i => whose.ContainsKey(i.VisitId));
        var late = await LateItems(db, today)
            .AsNoTracking()
            .OrderBy(i => i.DueOn)
            .ThenBy(i => i.Id)
            .ToListAsync(cancel);
        var owners = await db
            .Projects.AsNoTracking()
            .Where(p => late.Select(i => i.ProjectId).Contains(p.Id))
            .ToDictionaryAsync(p => p.Id, cancel);
        return new(
            first,
            last,
            [
                .. visits
                    .GroupBy(Who, StringComparer.Ordinal)
                    .Select(g =>
                        Count(
                            g.Last().Leader,
                            null,
                            0,
                            [.. g],
                            [.. items.Where(i => whose.GetValueOrDefault(i.VisitId) == g.Key)],
                            today
                        )
                    )
                    .OrderByDescending(f => f.Visits)
                    .ThenBy(f => f.Name, ChineseOrder.Names),
            ],
            [
                .. projects
                    .Values.Select(p =>
                        Count(
                            p.Title,
                            p.Number,
                            p.UnitId,
                            [.. visits.Where(v => v.ProjectId == p.Id)],
                            [.. items.Where(i => i.ProjectId == p.Id)],
                            today
                        )
                    )
                    .OrderBy(f => f.Visits)
                    .ThenBy(f => f.Number, StringComparer.Ordinal),
            ],
            [.. late.Select(i => (owners[i.ProjectId], i))]
        );
    }

    private static string Who(LiaisonVisit v) => LiaisonLeaders.Key(v.Leader);

    private static LiaisonFigures Count(
        string name,
        string? number,
        int unit,
        IReadOnlyList<LiaisonVisit> visits,
        IReadOnlyList<LiaisonItem> items,
        DateOnly today
    ) =>
        new(
            name,
            number,
            unit,
            visits.Count,
            visits.Select(v => v.ProjectId).Distinct().Count(),
            items.Count(i => i.Kind == LiaisonKind.Problem),
            items.Count(i => i.Kind == LiaisonKind.Problem && i.DoneOn is not null),
            items.Count(i => i.Kind == LiaisonKind.Resource),
            items.Count(i => i.DoneOn is null && i.DueOn < today),
            visits.Count == 0 ? null : visits.Max(v => v.On)
        );
}

internal sealed record LiaisonRow(LiaisonVisit Visit, IReadOnlyList<LiaisonItem> Items);

/// <param name="Names">Leaders to choose from.</param>
internal sealed record ProjectLiaison(
    Project Project,
    IReadOnlyList<LiaisonRow> Rows,
    DateOnly Today,
    IReadOnlyList<string> Names
)
{
    public IEnumerable<LiaisonItem> Open =>
        Rows.SelectMany(r => r.Items)
            .Where(i => !i.Struck && i.Kind != LiaisonKind.Resource && i.DoneOn is null)
            .OrderBy(i => i.DueOn);
}

/// <summary>One leader's figures, or one project's, over a period.</summary>
internal sealed record LiaisonFigures(
    string Name,
    string? Number,
    int UnitId,
    int Visits,
    int Projects,
    int Problems,
    int Solved,
    int Resources,
    int Late,
    DateOnly? Last
);

internal sealed record LiaisonOverview(
    DateOnly From,
    DateOnly Until,
    IReadOnlyList<LiaisonFigures> Leaders,
    IReadOnlyList<LiaisonFigures> Projects,
    IReadOnlyList<(Project Project, LiaisonItem Item)> Late
);
