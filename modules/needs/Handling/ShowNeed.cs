using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Needs.Data;
using Modular.Needs.Domain;

namespace Modular.Needs.Handling;

internal sealed class ShowNeed(
    NeedsDb db,
    LinkNeeds links,
    CalendarStore calendars,
    KeepCategories categories,
    TimeProvider clock
)
{
    /// <summary>Parts handled elsewhere belong to the picture too.</summary>
    private IQueryable<Need> All => db.Needs.IgnoreQueryFilters([ModuleDb.ScopeFilter]).AsNoTracking();

    public async Task<NeedView> Show(string number, CancellationToken cancel)
    {
        var need =
            await db.Needs.AsNoTracking().SingleOrDefaultAsync(n => n.Number == number, cancel) ?? throw new NotFound();
        var events = await db
            .Events.AsNoTracking()
            .Where(e => e.NeedId == need.Id)
            .OrderBy(e => e.Id)
            .ToListAsync(cancel);
        var pauses = events.Exists(e => e.What == "asked-requester")
            ? await db.Pauses.AsNoTracking().Where(p => p.NeedId == need.Id).ToListAsync(cancel)
            : [];
        var calendar = await calendars.Get(cancel);
        var topic = await db
            .TopicMembers.Where(m => m.NeedId == need.Id)
            .Join(db.Topics, m => m.TopicId, t => t.Id, (m, t) => new { t.Id, t.Name })
            .FirstOrDefaultAsync(cancel);
        return new(
            need,
            events,
            DueDates.Explain(need, pauses, calendar),
            ClockReading.Of(need.State, need.DueOn, need.AnsweredAt, clock.Today(), calendar),
            need.CategoryId is { } c ? (await categories.All(cancel)).FirstOrDefault(x => x.Id == c)?.Name : null,
            need.MergedIntoId is { } into
                ? await db.Needs.AsNoTracking().SingleOrDefaultAsync(n => n.Id == into, cancel)
                : null,
            events.Exists(e => e.What == "took-in")
                ? await db.Needs.AsNoTracking().Where(n => n.MergedIntoId == need.Id).ToListAsync(cancel)
                : [],
            need.ProjectId is { } p
                ? await db.ProjectTraces.AsNoTracking().SingleOrDefaultAsync(t => t.ProjectId == p, cancel)
                : null,
            topic?.Name,
            topic?.Id
        )
        {
            Files = await db
                .Files.AsNoTracking()
                .Where(f => f.NeedId == need.Id)
                .OrderBy(f => f.Id)
                .ToListAsync(cancel),
            Parts = events.Exists(e => e.What == "split" || e.Note == "{Joint}")
                ? await All.Where(n => n.ParentId == need.Id).OrderBy(n => n.Id).ToListAsync(cancel)
                : [],
            Linked = events.Exists(e => e.What == "linked") ? await links.Of(need.Id, cancel) : [],
            Parent = need.ParentId is { } parent ? await All.SingleOrDefaultAsync(n => n.Id == parent, cancel) : null,
            Extension = events.Exists(e => e.What == "extension-asked")
                ? await db
                    .Extensions.IgnoreQueryFilters([ModuleDb.ScopeFilter])
                    .AsNoTracking()
                    .Where(x => x.NeedId == need.Id)
                    .OrderByDescending(x => x.Id)
                    .FirstOrDefaultAsync(cancel)
                : null,
            Dispatch = need.HandlerUnitId is not null
                ? await db
                    .Dispatches.IgnoreQueryFilters([ModuleDb.ScopeFilter])
                    .AsNoTracking()
                    .Where(d => d.NeedId == need.Id)
                    .OrderByDescending(d => d.Id)
                    .FirstOrDefaultAsync(cancel)
                : null,
        };
    }
}

/// <summary>All that one need's page shows.</summary>
internal sealed record NeedView(
    Need Need,
    IReadOnlyList<NeedEvent> Events,
    Counting Counting,
    ClockReading Clock,
    string? Category,
    Need? MergedInto,
    IReadOnlyList<Need> TookIn,
    ProjectTrace? Project,
    string? TopicName,
    long? TopicId
)
{
    public IReadOnlyList<Need> Parts { get; init; } = [];
    public IReadOnlyList<Need> Linked { get; init; } = [];
    public Need? Parent { get; init; }
    public NeedExtension? Extension { get; init; }
    public NeedDispatch? Dispatch { get; init; }
    public IReadOnlyList<NeedFile> Files { get; init; } = [];
}
