using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
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

    /// <summary>
    /// Of a part of the district: what was done for a unit in it. What residents and the host did is the district's.
    /// </summary>
    public async Task<IQueryable<AuditEntry>> Audit(
        string? subject,
        string? who,
        DateOnly? from,
        CancellationToken cancel
    )
    {
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
        if (from is { } day)
        {
            var start = day.StartOfDay();
            rows = rows.Where(a => a.At >= start);
        }

        return rows.OrderByDescending(a => a.Seq);
    }

    public async Task<List<AuditEntry>> AuditPage(
        string? subject,
        string? who,
        DateOnly? from,
        long? before,
        CancellationToken cancel
    ) =>
        await (await Audit(subject, who, from, cancel))
            .Where(a => a.Seq < (before ?? long.MaxValue))
            .Take(50)
            .ToListAsync(cancel);
}
