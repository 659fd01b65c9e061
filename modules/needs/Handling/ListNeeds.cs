using System.Collections.Concurrent;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Lists;
using Modular.Kernel.Search;
using Modular.Kernel.Units;
using Modular.Needs.Data;
using Modular.Needs.Domain;

namespace Modular.Needs.Handling;

/// <summary>The list of needs: by key and not by offset, so page 4,000 costs what page 1 costs.</summary>
internal sealed class ListNeeds(
    NeedsDb db,
    IMemoryCache cache,
    TimeProvider clock,
    CalendarStore calendars,
    UnitDirectory units
)
{
    private const int Few = 4_000;

    private delegate IAsyncEnumerable<NeedLine> First(NeedsDb db, long before, int take);

    private static readonly Expression<Func<Need, NeedLine>> Line = n => new NeedLine(
        n.Id,
        n.Number,
        n.Title,
        n.UnitId,
        n.UnitPath,
        n.HandlerUnitId,
        n.HandlerName,
        n.FirstReceiver,
        n.CategoryId,
        n.State,
        n.Kind,
        n.Urgency,
        n.Channel,
        n.ReceivedAt,
        n.DueOn,
        n.AnsweredAt,
        n.ProjectId
    );

    /// <summary>Orders that an index bears at a million rows.</summary>
    private static readonly Keyset<Need, NeedLine> Orders = new Keyset<Need, NeedLine>(n => n.Id, l => l.Id, Line)
        .ById("number")
        .By("received", n => n.ReceivedAt, l => l.ReceivedAt)
        .By("due", n => n.DueOn, l => l.DueOn)
        .By("answered", n => n.AnsweredAt, l => l.AnsweredAt)
        .By("unit", n => n.UnitPath, l => l.UnitPath);

    /// <summary>
    /// The plain first page is what staff open all day: its query is compiled once, for each kind of database, whose
    /// models differ.
    /// </summary>
    private static readonly ConcurrentDictionary<Type, First> Plain = new();

    private static First Compile(Type context)
    {
        var query = EF.CompileAsyncQuery(
            (NeedsDb db, long before, int take) =>
                db.Needs.Where(n => n.Id < before).OrderByDescending(n => n.Id).Take(take).Select(Line)
        );
        return (db, before, take) => query(db, before, take);
    }

    public async Task<ListPage<NeedLine>> Page(NeedFilter filter, ListAsked asked, CancellationToken cancel)
    {
        int total = await Count(filter, cancel);
        if (filter.IsEmpty && asked is { Sort: null, After: null, Before: null } && !Narrow(db.ScopePath))
            return Orders.Cut(await Newest(asked.Size + 1, cancel), asked, total);
        var rows = Matching(filter, !string.IsNullOrWhiteSpace(filter.Q) && total <= Few);
        return await Orders.Page(rows, asked, cancel, total);
    }

    /// <summary>Everything that matches, for export; streamed in the order asked for.</summary>
    public IAsyncEnumerable<NeedLine> All(
        NeedFilter filter,
        ListAsked asked,
        Func<IEnumerable<NeedLine>, IEnumerable<NeedLine>> sorted
    ) => Orders.All(Matching(filter), asked, sorted);

    private async Task<List<NeedLine>> Newest(int many, CancellationToken cancel)
    {
        var lines = new List<NeedLine>();
        var page = Plain.GetOrAdd(db.GetType(), Compile);
        await foreach (var line in page(db, long.MaxValue, many).WithCancellation(cancel))
            lines.Add(line);
        return lines;
    }

    public IQueryable<Need> Matching(NeedFilter filter, bool few = false)
    {
        var rows = Narrow(db.ScopePath) ? Of(db.ScopePath!) : db.Needs.AsNoTracking();
        var today = clock.Today();
        if (filter.State == "open")
            rows = rows.Where(NeedMoves.IsOpen);
        else if (Enum.TryParse<NeedState>(filter.State, out var state))
            rows = rows.Where(n => n.State == state);
        if (filter.Unit is { } unit)
        {
            string path = Now(units.Tree(CancellationToken.None)).Find(unit)?.Path ?? "-";
            string end = ModuleDb.EndOf(path);
            if (Narrow(path))
            {
                var ids = Ids(path);
                rows = rows.Where(n => ids.Contains(n.Id));
            }
            else
                rows = rows.Where(n =>
                    (string.Compare(n.UnitPath, path) >= 0 && string.Compare(n.UnitPath, end) < 0)
                    || (string.Compare(n.HandlerPath, path) >= 0 && string.Compare(n.HandlerPath, end) < 0)
                );
        }

        if (filter.Category is { } category)
            rows = rows.Where(n => n.CategoryId == category);
        if (filter.Channel is { } channel)
            rows = rows.Where(n => n.Channel == channel);
        if (filter.Kind is { } kind)
            rows = rows.Where(n => n.Kind == kind);
        if (filter.Due == "overdue")
            rows = rows.Where(NeedMoves.Running).Where(n => n.DueOn < today);
        else if (filter.Due == "risk")
        {
            // Two working days are at most a long holiday and two days away; the list itself shows which are really at
            // risk.
            var until = RiskUntil(today);
            rows = rows.Where(NeedMoves.Running).Where(n => n.DueOn >= today && n.DueOn <= until);
        }

        if (filter.Watch == "escalated")
            rows = rows.Where(NeedMoves.IsOpen).Where(n => n.Escalation > 0);
        else if (filter.Watch == "reworked")
            rows = rows.Where(n => n.Reworks > 0);
        else if (filter.Watch == "perfunctory")
            rows = rows.Where(n => n.Perfunctory);
        else if (filter.Watch == "major")
            rows = rows.Where(n => n.Major);
        else if (filter.Watch == "extension")
            rows = rows.Where(NeedMoves.IsOpen)
                .Where(n => db.Extensions.Any(x => x.NeedId == n.Id && x.State == ExtensionState.Asked));
        else if (filter.Watch == "disputed")
            rows = rows.Where(NeedMoves.IsOpen)
                .Where(n => db.Dispatches.Any(d => d.NeedId == n.Id && d.State == DispatchState.Disputed));
        else if (filter.Watch == "sent-to-us")
        {
            rows = rows.Where(n => n.State == NeedState.Dispatched).HandedUnder(db.ScopePath ?? "-");
        }
        else if (filter.Watch == "mine")
        {
            long me = db.Acting.AccountId ?? 0;
            rows = rows.Where(n =>
                n.HandlerAccountId == me && (n.State == NeedState.Dispatched || n.State == NeedState.InHandling)
            );
        }

        if (filter.From is { } first)
        {
            var since = first.StartOfDay();
            rows = rows.Where(n => n.ReceivedAt >= since);
        }

        if (filter.To is { } final)
        {
            var before = final.AddDays(1).StartOfDay();
            rows = rows.Where(n => n.ReceivedAt < before);
        }

        if (filter.Topic is { } topic)
            rows = rows.Where(n => db.TopicMembers.Any(m => m.TopicId == topic && m.NeedId == n.Id));
        if (filter.Project is { } project)
            rows = rows.Where(n => n.ProjectId == project);
        if (!string.IsNullOrWhiteSpace(filter.Q))
        {
            if (NeedsDb.Search.Match(db, filter.Q, few) is { } ids)
                rows = rows.Where(n => ids.Contains(n.Id));
            foreach (string run in Bigrams.LongRuns(filter.Q))
                rows = rows.Where(n => n.Title.Contains(run) || n.Text.Contains(run) || n.Place!.Contains(run));
        }

        return rows;
    }

    /// <summary>
    /// SQLite takes one index per query and would walk all rows for a community that has few. There the rows of a
    /// single community or grid are found by two look-ups; PostgreSQL combines its indexes by itself. For a town,
    /// walking from the newest is the shorter way.
    /// </summary>
    private bool Narrow(string? path) => db.IsSqlite && path is not null && path.AsSpan().Count('/') > 3;

    private IQueryable<Need> Of(string path)
    {
        var ids = Ids(path);
        return db.Needs.IgnoreQueryFilters([ModuleDb.ScopeFilter]).AsNoTracking().Where(n => ids.Contains(n.Id));
    }

    private IQueryable<long> Ids(string path)
    {
        var all = db.Needs.IgnoreQueryFilters([ModuleDb.ScopeFilter]);
        return all.Under(path).Select(n => n.Id).Union(all.HandedUnder(path).Select(n => n.Id));
    }

    private DateOnly RiskUntil(DateOnly today)
    {
        return Now(calendars.Get(CancellationToken.None)).Count(today, ClockReading.AtRiskDays).Due ?? today.AddDays(4);
    }

    /// <summary>Tree and calendar are kept in memory; only the first look after a change reads.</summary>
    private static T Now<T>(ValueTask<T> kept) =>
        kept.IsCompletedSuccessfully ? kept.Result : kept.AsTask().GetAwaiter().GetResult();

    private async Task<int> Count(NeedFilter filter, CancellationToken cancel)
    {
        var key = (nameof(ListNeeds), db.ScopePath, filter);
        if (cache.TryGetValue(key, out int known))
            return known;
        int count = await Matching(filter).Take(ListBounds.CountedTo).CountAsync(cancel);
        return cache.Set(key, count, TimeSpan.FromSeconds(filter.IsEmpty ? 15 : 5));
    }
}

/// <summary>What the list is narrowed to; lives in the address.</summary>
internal sealed record NeedFilter(
    string? Q = null,
    string? State = null,
    int? Unit = null,
    int? Category = null,
    NeedChannel? Channel = null,
    string? Due = null,
    long? Topic = null,
    long? Project = null,
    string? Watch = null,
    DateOnly? From = null,
    DateOnly? To = null,
    NeedKind? Kind = null
)
{
    public bool IsEmpty => this == new NeedFilter();
}

internal sealed record NeedLine(
    long Id,
    string Number,
    string Title,
    int UnitId,
    string UnitPath,
    int? HandlerUnitId,
    string? HandlerName,
    string FirstReceiver,
    int? CategoryId,
    NeedState State,
    NeedKind? Kind,
    Urgency Urgency,
    NeedChannel Channel,
    DateTimeOffset ReceivedAt,
    DateOnly? DueOn,
    DateTimeOffset? AnsweredAt,
    long? ProjectId
);
