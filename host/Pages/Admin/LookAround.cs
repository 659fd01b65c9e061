using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Lists;
using Modular.Kernel.Rules;
using Modular.Kernel.Store;

namespace Modular.Host.Pages.Admin;

/// <summary>Looks of the administrator into the kernel's tables.</summary>
internal sealed class LookAround(KernelDb db, Kernel.Units.UnitDirectory units, ActingScope me)
{
    public Task<List<Kernel.Data.OutboxFact>> ParkedFacts(CancellationToken cancel) =>
        db.Set<Kernel.Data.OutboxFact>()
            .AsNoTracking()
            .Where(f => f.DeliveredAt == null && (f.Parked || f.Attempts > 0))
            .OrderBy(f => f.Id)
            .Take(100)
            .ToListAsync(cancel);

    public Task<int> WaitingFacts(CancellationToken cancel) =>
        db.Set<Kernel.Data.OutboxFact>().CountAsync(f => f.DeliveredAt == null && !f.Parked, cancel);

    public async Task RetryFact(long id, CancellationToken cancel)
    {
        var fact = await db.Set<Kernel.Data.OutboxFact>().FindAsync([id], cancel) ?? throw new NotFound();
        (fact.Parked, fact.Attempts, fact.HeldUntil) = (false, 0, null);
        db.Record("fact.retried", $"fact:{fact.Id}", after: new { fact.Name });
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Both orders run along an index: entries are never moved.</summary>
    private static readonly Keyset<AuditEntry, AuditEntry> Orders = new Keyset<AuditEntry, AuditEntry>(
        a => a.Seq,
        a => a.Seq,
        a => a
    ).ById("seq");

    public async Task<ListPage<AuditEntry>> AuditPage(AuditFilter filter, ListAsked asked, CancellationToken cancel) =>
        await Orders.Page(await Audit(filter, cancel), asked, cancel);

    /// <summary>Everything that matches as a stream, in the order asked for.</summary>
    public async Task<IAsyncEnumerable<AuditEntry>> AuditAll(
        AuditFilter filter,
        ListAsked asked,
        Func<IEnumerable<AuditEntry>, IEnumerable<AuditEntry>> sorted,
        CancellationToken cancel
    ) => Orders.All(await Audit(filter, cancel), asked, sorted);

    /// <summary>
    /// Of a part of the district: what was done for a unit in it. What residents and the host did is the district's.
    /// </summary>
    private async Task<IQueryable<AuditEntry>> Audit(AuditFilter filter, CancellationToken cancel)
    {
        var (subject, who, from, to) = filter;
        var rows = db.AuditEntries.AsNoTracking();
        if (!me.Current.LeadsDistrict)
        {
            var below = (await units.Tree(cancel)).Under(me.Current.ScopePath).Select(u => (int?)u.Id).ToList();
            rows = rows.Where(a => below.Contains(a.UnitId));
        }

        if (!string.IsNullOrWhiteSpace(subject))
            rows = rows.Where(a => a.Subject.Contains(subject) || a.Action.Contains(subject));
        if (!string.IsNullOrWhiteSpace(who))
            rows = rows.Where(a => a.Who.Contains(who));
        if (from?.StartOfDay() is { } start)
            rows = rows.Where(a => a.At >= start);
        if (to?.AddDays(1).StartOfDay() is { } end)
            rows = rows.Where(a => a.At < end);
        return rows;
    }
}

/// <summary>What the audit is narrowed to; lives in the address.</summary>
internal sealed record AuditFilter(string? Subject, string? Who, DateOnly? From, DateOnly? To);
