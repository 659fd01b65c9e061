using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Modular.Kernel.Calendar;
using Modular.Kernel.Rules;
using Modular.Kernel.Store;

namespace Modular.Kernel.Units;

/// <summary>The hours a unit keeps; units below it keep them too unless they have their own.</summary>
public sealed class UnitHours
{
    public int UnitId { get; init; }
    public required string Workdays { get; set; }
    public required string Weekends { get; set; }
    public required string Holidays { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<UnitHours>(e =>
        {
            e.HasKey(h => h.UnitId);
            e.Property(h => h.UnitId).ValueGeneratedNever();
            e.Property(h => h.Workdays).HasMaxLength(100);
            e.Property(h => h.Weekends).HasMaxLength(100);
            e.Property(h => h.Holidays).HasMaxLength(100);
        });
}

/// <param name="From">The unit whose hours they are; null for the usual ones.</param>
public sealed record HoursOfUnit(BusinessHours Hours, Unit? From);

public sealed class OpeningHours(IDbContextFactoryOf<KernelDb> contexts, UnitDirectory units, IMemoryCache cache)
{
    public async Task<HoursOfUnit> Of(int unitId, CancellationToken cancel)
    {
        var own = await All(cancel);
        var tree = await units.Tree(cancel);
        for (
            var unit = tree.Find(unitId);
            unit is not null;
            unit = unit.ParentId is { } above ? tree.Find(above) : null
        )
            if (own.TryGetValue(unit.Id, out var hours))
                return new(hours, unit);
        return new(BusinessHours.Usual, null);
    }

    /// <summary>All three empty takes the unit's own hours away, so that those above count again.</summary>
    public async Task Set(
        KernelDb db,
        int unitId,
        string? workdays,
        string? weekends,
        string? holidays,
        CancellationToken cancel
    )
    {
        static string Checked(string? text, string field)
        {
            try
            {
                return BusinessHours.Text(BusinessHours.Parse(text));
            }
            catch (RuleBroken broken)
            {
                throw new RuleBroken(broken.Key, broken.Arguments) { Field = field };
            }
        }

        var (w, e, h) = (Checked(workdays, "Workdays"), Checked(weekends, "Weekends"), Checked(holidays, "Holidays"));
        var known = await db.UnitHours.FindAsync([unitId], cancel);
        if (w.Length + e.Length + h.Length == 0)
        {
            if (known is not null)
                db.UnitHours.Remove(known);
        }
        else if (known is null)
            db.UnitHours.Add(
                new()
                {
                    UnitId = unitId,
                    Workdays = w,
                    Weekends = e,
                    Holidays = h,
                }
            );
        else
            (known.Workdays, known.Weekends, known.Holidays) = (w, e, h);
        db.Record(
            "unit.hours-changed",
            $"unit:{unitId}",
            known is null
                ? null
                : new
                {
                    known.Workdays,
                    known.Weekends,
                    known.Holidays,
                },
            new
            {
                Workdays = w,
                Weekends = e,
                Holidays = h,
            }
        );
        await db.SaveChangesAsync(cancel);
        cache.Remove(nameof(OpeningHours));
    }

    private async ValueTask<Dictionary<int, BusinessHours>> All(CancellationToken cancel)
    {
        if (cache.TryGetValue(nameof(OpeningHours), out Dictionary<int, BusinessHours>? known))
            return known!;
        await using var db = contexts.Create();
        var all = await db
            .UnitHours.AsNoTracking()
            .ToDictionaryAsync(
                h => h.UnitId,
                h => new BusinessHours(
                    BusinessHours.Parse(h.Workdays),
                    BusinessHours.Parse(h.Weekends),
                    BusinessHours.Parse(h.Holidays)
                ),
                cancel
            );
        return cache.Set(nameof(OpeningHours), all, TimeSpan.FromSeconds(30));
    }
}
