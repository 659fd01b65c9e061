using System.Reflection;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Modular.Kernel.Rules;
using Modular.Kernel.Store;

namespace Modular.Kernel.Calendar;

/// <summary>The calendar in the database, seeded with what is shipped, edited and imported by administrators.</summary>
public sealed class CalendarStore(IDbContextFactoryOf<KernelDb> contexts, IMemoryCache cache)
{
    public async ValueTask<WorkingCalendar> Get(CancellationToken cancel)
    {
        if (cache.TryGetValue(nameof(WorkingCalendar), out WorkingCalendar? known))
            return known!;
        await using var db = contexts.Create();
        var years = await db.CalendarYears.AsNoTracking().Select(y => y.Year).ToListAsync(cancel);
        var days = await db.CalendarDays.AsNoTracking().ToListAsync(cancel);
        return cache.Set(
            nameof(WorkingCalendar),
            new WorkingCalendar(years, days.Select(d => new Day(d.Date, d.Kind, d.Name))),
            TimeSpan.FromSeconds(30)
        );
    }

    /// <summary>What the calendar would be with one year replaced.</summary>
    public async Task<WorkingCalendar> Proposed(YearData year, CancellationToken cancel)
    {
        await using var db = contexts.Create();
        var years = await db.CalendarYears.AsNoTracking().Select(y => y.Year).ToListAsync(cancel);
        var days = await db.CalendarDays.AsNoTracking().ToListAsync(cancel);
        return new(
            years.Append(year.Year).Distinct(),
            days.Where(d => d.Date.Year != year.Year).Select(d => new Day(d.Date, d.Kind, d.Name)).Concat(year.Days)
        );
    }

    public void Forget() => cache.Remove(nameof(WorkingCalendar));

    /// <summary>Adds shipped years that the database does not have; an edited year is left alone.</summary>
    public static async Task Seed(KernelDb db, TimeProvider clock, CancellationToken cancel)
    {
        var present = await db.CalendarYears.Select(y => y.Year).ToListAsync(cancel);
        foreach (var year in Shipped().Where(y => !present.Contains(y.Year)))
        {
            db.CalendarYears.Add(
                new()
                {
                    Year = year.Year,
                    Source = year.Source,
                    EnteredAt = clock.GetUtcNow(),
                }
            );
            db.CalendarDays.AddRange(
                year.Days.Select(d => new CalendarDay
                {
                    Date = d.Date,
                    Kind = d.Kind,
                    Name = d.Name!,
                })
            );
            db.Record(
                "calendar.shipped-year-added",
                $"calendar:{year.Year}",
                after: new { year.Source, Days = year.Days.Count }
            );
        }

        await db.SaveChangesAsync(cancel);
    }

    public static IEnumerable<YearData> Shipped()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (
            string name in assembly
                .GetManifestResourceNames()
                .Where(n => n.StartsWith("calendar.", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
        )
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            yield return YearData.Read(JsonDocument.Parse(stream).RootElement);
        }
    }
}

/// <summary>A module whose dates hang on the calendar: says what a change would move, and moves it.</summary>
public interface ICalendarDependent
{
    /// <summary>Open cases whose date would change; closed cases are never touched.</summary>
    Task<IReadOnlyList<CalendarShift>> Preview(WorkingCalendar proposed, CancellationToken cancel);

    /// <summary>Recomputes the open cases after a change.</summary>
    Task Apply(CancellationToken cancel);
}

public sealed record CalendarShift(string Number, string Title, DateOnly? Before, DateOnly? After);

/// <summary>One year's holidays and make-up days.</summary>
public sealed record YearData(int Year, string Source, IReadOnlyList<Day> Days)
{
    internal static YearData Read(JsonElement root)
    {
        var days = new List<Day>();
        foreach (var holiday in root.GetProperty("holidays").EnumerateArray())
        {
            string name = holiday.GetProperty("name").GetString()!;
            var (from, to) = (
                DateOnly.Parse(holiday.GetProperty("from").GetString()!),
                DateOnly.Parse(holiday.GetProperty("to").GetString()!)
            );
            for (var date = from; date <= to; date = date.AddDays(1))
                days.Add(new(date, DayKind.Holiday, name));
            foreach (var makeUp in holiday.GetProperty("makeUp").EnumerateArray())
                days.Add(new(DateOnly.Parse(makeUp.GetString()!), DayKind.MakeUp, name));
        }

        return new(root.GetProperty("year").GetInt32(), root.GetProperty("source").GetString()!, days);
    }
}

/// <summary>Replaces one year of the calendar and recomputes what hangs on it.</summary>
public sealed class EnterYear(
    KernelDb db,
    CalendarStore store,
    IEnumerable<ICalendarDependent> dependents,
    TimeProvider clock
)
{
    public async Task<IReadOnlyList<CalendarShift>> Preview(YearData year, CancellationToken cancel)
    {
        Check(year);
        var proposed = await store.Proposed(year, cancel);
        var shifts = new List<CalendarShift>();
        foreach (var dependent in dependents)
            shifts.AddRange(await dependent.Preview(proposed, cancel));
        return shifts;
    }

    public async Task Run(YearData year, CancellationToken cancel)
    {
        Check(year);
        var (from, to) = (new DateOnly(year.Year, 1, 1), new DateOnly(year.Year, 12, 31));
        var before = await db.CalendarDays.Where(d => d.Date >= from && d.Date <= to).ToListAsync(cancel);
        db.Record(
            "calendar.year-entered",
            $"calendar:{year.Year}",
            before.Select(d => $"{d.Date:yyyy-MM-dd} {d.Kind}"),
            year.Days.Select(d => $"{d.Date:yyyy-MM-dd} {d.Kind}")
        );
        await db.InTransaction(
            async () =>
            {
                db.CalendarDays.RemoveRange(before);
                await db.SaveChangesAsync(cancel);
                db.CalendarDays.AddRange(
                    year.Days.Select(d => new CalendarDay
                    {
                        Date = d.Date,
                        Kind = d.Kind,
                        Name = d.Name ?? "",
                    })
                );
                if (await db.CalendarYears.FindAsync([year.Year], cancel) is { } known)
                    (known.Source, known.EnteredAt) = (year.Source, clock.GetUtcNow());
                else
                    db.CalendarYears.Add(
                        new()
                        {
                            Year = year.Year,
                            Source = year.Source,
                            EnteredAt = clock.GetUtcNow(),
                        }
                    );
                await db.SaveChangesAsync(cancel);
            },
            cancel
        );
        store.Forget();
        foreach (var dependent in dependents)
            await dependent.Apply(cancel);
    }

    private static void Check(YearData year)
    {
        if (year.Days.FirstOrDefault(d => d.Date.Year != year.Year) is { Date.Year: > 1 } stray)
            throw new RuleBroken("calendar.day-of-other-year", stray.Date, year.Year);
        if (year.Days.GroupBy(d => d.Date).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new RuleBroken("calendar.day-twice", twice.Key);
        if (
            year.Days.FirstOrDefault(d =>
                d.Kind == DayKind.MakeUp && d.Date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)
            ) is
            { Date.Year: > 1 } odd
        )
            throw new RuleBroken("calendar.make-up-on-weekday", odd.Date);
        if (!year.Days.Any(d => d.Kind == DayKind.Holiday))
            throw new RuleBroken("calendar.no-holidays", year.Year);
    }
}
