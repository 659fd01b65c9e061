using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Texts;
using Modular.Projects.Data;
using Modular.Projects.Design;
using Modular.Projects.Domain;

namespace Modular.Projects.Notice;

/// <summary>Notices as staff and the public see them.</summary>
internal sealed class ShowNotices(ProjectsDb db, DesignProject design, CalendarStore calendars, Words words)
{
    public async Task<NoticeView?> Current(long projectId, CancellationToken cancel)
    {
        var notice = await db
            .Notices.AsNoTracking()
            .Where(n => n.ProjectId == projectId)
            .OrderByDescending(n => n.Id)
            .FirstOrDefaultAsync(cancel);
        return notice is null ? null : await View(notice, cancel);
    }

    /// <summary>
    /// For the public: a notice that stands or stood; only what was shown then, never the project as it is written now.
    /// </summary>
    public async Task<NoticeView> Public(long id, CancellationToken cancel)
    {
        var notice =
            await db.Notices.AsNoTracking().SingleOrDefaultAsync(n => n.Id == id, cancel) ?? throw new NotFound();
        return await View(notice, cancel);
    }

    public async Task<IReadOnlyList<NoticeView>> AllOpen(CancellationToken cancel)
    {
        var views = new List<NoticeView>();
        foreach (
            var notice in await db
                .Notices.AsNoTracking()
                .Where(n => n.ClosedAt == null)
                .OrderByDescending(n => n.Id)
                .Take(50)
                .ToListAsync(cancel)
        )
            views.Add(await View(notice, cancel));
        return views;
    }

    /// <summary>
    /// What stands on a notice; a change of any of it is a material change. The team's names are no part of it.
    /// </summary>
    public async Task<IReadOnlyList<TextField>> Fields(Project p, CancellationToken cancel) =>
        (await design.Text(p, cancel)).Shown(words);

    /// <summary>The text a notice's hash is computed from, each field below its name.</summary>
    public static string Plain(Words words, IReadOnlyList<TextField> fields) =>
        string.Join('\n', fields.Select(f => $"[{words.Zh(f.Key)}]\n{f.Value}\n"));

    public async Task<bool> Same(PublicNotice notice, Project project, CancellationToken cancel) =>
        notice.Matter is { } matter
            ? matter == PublicNotice.Hash((await design.Text(project, cancel)).Matter())
            // From before it was kept: the text was the values alone.
            : notice.TextHash
                == PublicNotice.Hash(
                    string.Join(
                        '\n',
                        (await design.Text(project, cancel))
                            .Fields(words)
                            .Where(f => f.Key is not "projects.team")
                            .Select(f => f.Value)
                    )
                );

    private async Task<NoticeView> View(PublicNotice notice, CancellationToken cancel)
    {
        var project = await db
            .Projects.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .AsNoTracking()
            .SingleAsync(p => p.Id == notice.ProjectId, cancel);
        var objections = await db
            .Objections.AsNoTracking()
            .Where(o => db.Notices.Any(n => n.Id == o.NoticeId && n.ProjectId == notice.ProjectId))
            .OrderBy(o => o.Id)
            .ToListAsync(cancel);
        var counting = (await calendars.Get(cancel)).Count(notice.OpenedOn, PublicNotice.FullWorkingDays);
        return new(
            notice,
            project,
            objections,
            counting,
            PublicNotice.Ends(counting, notice.PromisedDue),
            await Same(notice, project, cancel)
        );
    }
}

/// <param name="Objections">
/// All that were raised against this project in public, whichever notice they were written on.
/// </param>
/// <param name="Ends">
/// First day on which approval is possible and objections are no longer taken; null while the calendar cannot say.
/// </param>
internal sealed record NoticeView(
    PublicNotice Notice,
    Project Project,
    IReadOnlyList<Objection> Objections,
    Counting Counting,
    DateOnly? Ends,
    bool SameText
)
{
    /// <summary>Full working days that are over.</summary>
    public int Over(DateOnly today) => Counting.Days.Count(d => d.Mark == CountMark.Counted && d.Day.Date < today);

    /// <summary>The last day people may object.</summary>
    public DateOnly? Last => Ends?.AddDays(-1);

    /// <summary>What came of it: the move that ended it; <c>approved</c> is guessed for old notices.</summary>
    public string? Outcome =>
        Notice.ClosedAt is null
            ? null
            : Notice.Outcome
                ?? (
                    Notice.ReplacedBy is not null ? "replaced"
                    : Project.ApprovedAt is not null ? "approved"
                    : "returned"
                );
}
