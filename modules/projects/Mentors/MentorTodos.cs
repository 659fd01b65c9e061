using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Modules;
using Modular.Kernel.Units;
using Modular.Projects.Campaigns;
using Modular.Projects.Data;
using Modular.Projects.Domain;

namespace Modular.Projects.Mentors;

/// <summary>
/// What waits for a mentor, for a team that was advised, and for a unit that owes projects to a campaign.
/// </summary>
internal sealed class MentorTodos(ProjectsDb db, CampaignPlaces places, CampaignBoard board, UnitDirectory units)
    : ITodoSource
{
    public async Task<IReadOnlyList<Todo>> Todos(CancellationToken cancel)
    {
        var todos = new List<Todo>();
        if (db.Named is not null)
            todos.Add(new("projects.todo.pre-review", await Waiting().CountAsync(cancel), "/projects", false));
        if (!db.Acting.May(ProjectsModule.Design))
            return todos;
        todos.Add(
            new(
                "projects.todo.advice",
                await Advice().CountAsync(cancel),
                await Advice()
                    .OrderBy(n => n.Id)
                    .Select(n => db.Projects.Where(p => p.Id == n.ProjectId).Select(p => p.Number).First())
                    .FirstOrDefaultAsync(cancel)
                    is { } first
                    ? $"/projects/{first}/guidance"
                    : "/projects",
                false
            )
        );
        foreach (var (campaign, missing) in await Owed(cancel))
            todos.Add(
                new("projects.todo.owed", missing, $"/projects/campaigns/{campaign.Id}", false)
                {
                    Due = campaign.ClosesOn,
                }
            );
        return todos;
    }

    public async Task<IReadOnlyList<TodoItem>> Items(int most, CancellationToken cancel)
    {
        var items = new List<TodoItem>();
        if (db.Named is not null)
            items.AddRange(
                (
                    await Waiting()
                        .OrderBy(p => p.Id)
                        .Take(most)
                        .Select(p => new { p.Number, p.Title })
                        .ToListAsync(cancel)
                ).Select(p => new TodoItem(
                    "projects.item.pre-review",
                    $"{p.Number} {p.Title}",
                    $"/projects/{p.Number}/guidance",
                    null
                ))
            );
        if (!db.Acting.May(ProjectsModule.Design))
            return items;
        items.AddRange(
            (
                await Advice()
                    .OrderBy(n => n.Id)
                    .Take(most)
                    .Join(
                        db.Projects,
                        n => n.ProjectId,
                        p => p.Id,
                        (n, p) =>
                            new
                            {
                                n.Id,
                                n.Field,
                                p.Number,
                                p.Title,
                            }
                    )
                    .ToListAsync(cancel)
            ).Select(n => new TodoItem(
                "projects.item.advice",
                $"{n.Number} {n.Title} \u00b7 {n.Field}",
                $"/projects/{n.Number}/guidance#note-{n.Id}",
                null
            ))
        );
        items.AddRange(
            (await Owed(cancel)).Select(o => new TodoItem(
                "projects.item.owed",
                o.Campaign.Name,
                $"/projects/campaigns/{o.Campaign.Id}",
                o.Campaign.ClosesOn
            ))
        );
        return items;
    }

    /// <summary>Projects the mentor has not said "ready" of as they now stand.</summary>
    private IQueryable<Project> Waiting() =>
        db.Projects.Where(p =>
            ProjectMoves.Open.Contains(p.State)
            && db.Mentorings.Any(m =>
                m.OpenProjectId == p.Id
                && m.AccountId == db.Named
                && !db.PreReviews.Any(r =>
                    r.MentoringId == m.Id && r.TextNo == db.TextVersions.Where(v => v.ProjectId == p.Id).Max(v => v.No)
                )
            )
        );

    /// <summary>For the team itself; units above see it on the project.</summary>
    private IQueryable<GuidanceNote> Advice()
    {
        int unit = db.Acting.UnitId ?? 0;
        return db.GuidanceNotes.Where(n =>
            n.State == AdviceState.Open && db.Projects.Any(p => p.Id == n.ProjectId && p.UnitId == unit)
        );
    }

    /// <summary>Of the acting unit itself, where it may submit.</summary>
    private async Task<IReadOnlyList<(Campaign Campaign, int Missing)>> Owed(CancellationToken cancel)
    {
        if (
            db.Acting.UnitId is not { } id
            || (await units.Tree(cancel)).Find(id) is not { Kind: UnitKind.Community or UnitKind.Town } unit
        )
            return [];
        var owed = new List<(Campaign, int)>();
        foreach (var campaign in (await places.OpenNow(cancel)).Where(c => c.Covers(unit)))
            if (
                (await board.Of(campaign, unit.Path, cancel)).Rows.FirstOrDefault(r => r.Unit.Id == id) is
                { Short: true } row
            )
                owed.Add((campaign, row.Gaps.Where(g => g.Missing > 0).Max(g => g.Missing)));
        return owed;
    }
}
