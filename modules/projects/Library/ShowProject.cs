using Microsoft.EntityFrameworkCore;
using Modular.Contracts.Needs;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Projects.Data;
using Modular.Projects.Design;
using Modular.Projects.Domain;
using Modular.Projects.Notice;

namespace Modular.Projects.Library;

/// <summary>Projects for staff, within their scope.</summary>
internal sealed class ShowProject(
    ProjectsDb db,
    DesignProject design,
    ShowNotices notices,
    INeedQuestions? needs = null
)
{
    /// <summary>All that match, newest first; a district has some thousands, and a line is short.</summary>
    public Task<List<ProjectLine>> List(ProjectFilter filter, CancellationToken cancel)
    {
        var (q, state, type, unitPath) = filter;
        var rows = db.Projects.AsNoTracking();
        if (unitPath is not null)
            rows = rows.Under(unitPath);
        if (state is { } only)
            rows = rows.Where(p => p.State == only);
        if (type is { } kind)
            rows = ShowLibrary.OfType(db, rows, kind);
        if (!string.IsNullOrWhiteSpace(q))
            rows = rows.Where(p => p.Title.Contains(q) || p.Number.Contains(q) || p.Aims.Contains(q));
        return rows.OrderByDescending(p => p.Id)
            .Select(p => new ProjectLine(
                p.Number,
                p.Title,
                p.UnitId,
                p.UnitPath,
                p.Tier,
                p.State,
                p.Budget,
                p.Leader,
                p.Responsible,
                p.StartsOn,
                p.EndsOn,
                p.CreatedAt
            ))
            .ToListAsync(cancel);
    }

    public async Task<ProjectView> One(string number, CancellationToken cancel)
    {
        var project =
            await db.Projects.AsNoTracking().SingleOrDefaultAsync(p => p.Number == number, cancel)
            ?? throw new NotFound();
        return await View(project, cancel);
    }

    private async Task<ProjectView> View(Project project, CancellationToken cancel) =>
        new(
            project,
            await design.Text(project, cancel),
            await db.Events.AsNoTracking().Where(e => e.ProjectId == project.Id).OrderBy(e => e.Id).ToListAsync(cancel),
            await notices.Current(project.Id, cancel),
            needs is null ? null : await needs.FiguresOfProject(project.Id, cancel)
        );
}

internal sealed record ProjectFilter(
    string? Q = null,
    ProjectState? State = null,
    long? Type = null,
    string? UnitPath = null
);

/// <summary>A project in a list, without its long texts.</summary>
/// <param name="Budget">In cents.</param>
internal sealed record ProjectLine(
    string Number,
    string Title,
    int UnitId,
    string UnitPath,
    ProjectTier Tier,
    ProjectState State,
    long Budget,
    string Leader,
    string Responsible,
    DateOnly? StartsOn,
    DateOnly? EndsOn,
    DateTimeOffset CreatedAt
);

internal sealed record ProjectView(
    Project Project,
    ProjectText Text,
    IReadOnlyList<ProjectEvent> Events,
    NoticeView? Notice,
    NeedFigures? Needs
);
