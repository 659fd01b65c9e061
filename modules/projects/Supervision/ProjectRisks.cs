using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Calendar;
using Modular.Kernel.Texts;
using Modular.Kernel.Units;
using Modular.Projects.Activities;
using Modular.Projects.Data;
using Modular.Projects.Domain;
using Modular.Projects.Notice;

namespace Modular.Projects.Supervision;

/// <summary>Every figure of the dashboard is the number of these rows.</summary>
internal sealed class ProjectRisks(
    ProjectsDb db,
    ShowNotices notices,
    UnitDirectory units,
    Kernel.Texts.Words words,
    TimeProvider clock
)
{
    public const int QuietDays = 30;

    public async Task<IReadOnlyList<RiskRow>> Rows(CancellationToken cancel)
    {
        var today = clock.Today();
        var now = clock.GetUtcNow();
        var tree = await units.Tree(cancel);
        var projects = (
            await db
                .Projects.AsNoTracking()
                .Where(p => p.State == ProjectState.InNotice || ProjectMoves.Live.Contains(p.State))
                .ToListAsync(cancel)
        ).ToDictionary(p => p.Id);
        List<RiskRow> rows = [];
        void Add(RiskKind kind, Project p, string what, DateOnly? since, string end) =>
            rows.Add(new(kind, Town(tree, p.UnitId), p.Number, p.Title, what, since, $"/projects/{p.Number}{end}"));

        foreach (
            var i in await db
                .Issues.AsNoTracking()
                .Where(i => i.State != IssueState.Confirmed && db.Projects.Any(p => p.Id == i.ProjectId))
                .ToListAsync(cancel)
        )
            if (i.Late(today) && projects.TryGetValue(i.ProjectId, out var p))
                Add(
                    RiskKind.Issue,
                    p,
                    $"{i.Number} {words.Of(i.State)}: {i.What}",
                    i.State == IssueState.Open ? i.DueOn : i.ConfirmBy,
                    $"/supervision/{i.Id}"
                );
        foreach (var i in await ListLiaison.LateItems(db, today).AsNoTracking().ToListAsync(cancel))
            if (projects.TryGetValue(i.ProjectId, out var p))
                Add(RiskKind.Liaison, p, $"{words.Of(i.Kind)}: {i.Text}", i.DueOn, $"/ledger#item-{i.Id}");
        foreach (
            var t in await db
                .PlanTasks.AsNoTracking()
                .Where(t => t.LateOn != null && !t.Dropped && db.Projects.Any(p => p.Id == t.ProjectId))
                .ToListAsync(cancel)
        )
            if (projects.TryGetValue(t.ProjectId, out var p))
                Add(RiskKind.Task, p, words["risk.task", t.Name], t.LateOn, $"/plan/{t.Id}");
        foreach (var a in await ListActivities.Unmarked(db, now).AsNoTracking().ToListAsync(cancel))
            if (projects.TryGetValue(a.ProjectId, out var p))
                Add(
                    RiskKind.Activity,
                    p,
                    words["risk.unmarked", a.Title, a.EndsAt],
                    a.EndsAt.LocalDate(),
                    $"/activities/{a.Id}"
                );

        var running = projects.Values.Where(p => p.State == ProjectState.InExecution).ToList();
        var ids = running.ConvertAll(p => p.Id);
        var last = await db
            .Activities.Where(a => ids.Contains(a.ProjectId) && a.State == ActivityState.Held)
            .GroupBy(a => a.ProjectId)
            .Select(g => new { g.Key, At = g.Max(a => a.StartsAt) })
            .ToDictionaryAsync(g => g.Key, g => g.At.LocalDate(), cancel);
        var money = await db
            .BudgetLines.Where(l => ids.Contains(l.ProjectId))
            .GroupBy(l => l.ProjectId)
            .Select(g => new
            {
                g.Key,
                Cents = g.Sum(l => l.Cents),
                Spent = g.Sum(l => l.Spent),
                Over = g.Count(l => l.Spent > l.Cents),
            })
            .ToDictionaryAsync(g => g.Key, cancel);
        foreach (var p in running)
        {
            var quiet = last.TryGetValue(p.Id, out var day) ? day : p.StartedOn ?? p.ApprovedAt?.LocalDate() ?? today;
            if (quiet.AddDays(QuietDays) <= today)
                Add(RiskKind.Quiet, p, words["risk.quiet", today.DayNumber - quiet.DayNumber], quiet, "/activities");
            if (p.EndsOn < today)
                Add(RiskKind.Ended, p, words["risk.ended", p.EndsOn.Value], p.EndsOn, "");
            if (money.TryGetValue(p.Id, out var m) && Spending(p, m.Cents, m.Spent, m.Over > 0, today) is { } said)
                Add(RiskKind.Spending, p, said, null, "");
        }

        foreach (var p in projects.Values.Where(p => p.State == ProjectState.InNotice))
            if (
                await notices.Current(p.Id, cancel) is { } n
                && (n.Ends is null || n.Ends <= today || n.Objections.Any(o => o.State == ObjectionState.Open))
            )
                Add(
                    RiskKind.Notice,
                    p,
                    n.Objections.Any(o => o.State == ObjectionState.Open) ? words["risk.objections"]
                        : n.Ends is { } ends ? words["risk.notice-over", ends]
                        : words["risk.notice-unknown"],
                    n.Objections.FirstOrDefault(o => o.State == ObjectionState.Open)?.At.LocalDate() ?? n.Ends,
                    "#objections"
                );
        return
        [
            .. rows.OrderBy(r => r.TownId == 0 ? "~" : tree.Find(r.TownId)!.Code, StringComparer.Ordinal)
                .ThenBy(r => r.Kind)
                .ThenBy(r => r.Since)
                .ThenBy(r => r.Number, StringComparer.Ordinal),
        ];
    }

    /// <summary>Over its budget, or three quarters of the time gone and less than half of the money spent.</summary>
    private string? Spending(Project p, long cents, long spent, bool over, DateOnly today)
    {
        if (over)
            return words["risk.over-budget", Words.Money(spent), Words.Money(cents)];
        if (p is not { StartsOn: { } from, EndsOn: { } to } || to <= from || cents == 0)
            return null;
        double gone = (today.DayNumber - from.DayNumber) / (double)(to.DayNumber - from.DayNumber);
        return gone >= 0.75 && spent * 2 < cents
            ? words["risk.behind", (int)Math.Min(100, gone * 100), (int)(spent * 100 / cents)]
            : null;
    }

    private static int Town(UnitTree tree, int unit) =>
        tree.Find(unit) is { } at
            ? (at.Kind == UnitKind.Town ? at : tree.Ancestors(at).FirstOrDefault(u => u.Kind == UnitKind.Town))?.Id ?? 0
            : 0;
}

/// <summary>What puts a project at risk.</summary>
internal enum RiskKind
{
    Issue,
    Liaison,
    Activity,
    Task,
    Quiet,
    Spending,
    Notice,
    Ended,
}

/// <param name="Since">The day from which it is so; the earliest first.</param>
internal sealed record RiskRow(
    RiskKind Kind,
    int TownId,
    string Number,
    string Title,
    string What,
    DateOnly? Since,
    string Href
);
