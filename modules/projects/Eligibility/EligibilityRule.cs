using Modular.Projects.Domain;

namespace Modular.Projects.Eligibility;

/// <summary>
/// May a project apply for selection (docs/decisions, eligibility)? A service at a fixed place has run regularly for
/// four months before the day, or, where there is no such service, four activities were held before it. Pure: the
/// record and the day in, the verdict out.
/// </summary>
internal static class EligibilityRule
{
    public const int Months = 4,
        Activities = 4,
        Percent = 75;
    private const int LookAhead = 550;

    public static Verdict Judge(ServiceRecord record, DateOnly on)
    {
        var verdict = At(record, on, false);
        if (verdict.Met)
            return verdict with { From = on };
        for (var day = on.AddDays(1); day <= on.AddDays(LookAhead); day = day.AddDays(1))
            if (At(record, day, true).Met)
                return verdict with { From = day };
        return verdict;
    }

    /// <param name="goesOn">What is still to come counts as held.</param>
    private static Verdict At(ServiceRecord record, DateOnly on, bool goesOn)
    {
        bool Counts(Outcome outcome) => outcome == Outcome.Held || (goesOn && outcome == Outcome.ToCome);
        List<SingleActivity> held =
        [
            .. record.Singles.Where(s => s.On >= record.Since && s.On < on && Counts(s.Outcome)).OrderBy(s => s.On),
        ];
        // A service that was never held is no service: one that was set up by mistake stands in nobody's way.
        var services = record
            .Occurrences.Where(o => o.Planned >= record.Since && o.On >= record.Since && o.Planned < on)
            .GroupBy(o => o.PlaceId)
            .Where(s => s.Any(o => o.On < on && Counts(o.Outcome)))
            .ToList();
        if (services.Count == 0)
            return new(held.Count >= Activities, false, null, held, null);
        var run = services
            .Select(s => Longest(s.Key, Later(record.Begins[s.Key], record.Since), [.. s], on, Counts, record.LeftOut))
            .OrderByDescending(r => r.Met)
            .ThenByDescending(r => r.Months.Count)
            .ThenBy(r => r.Full)
            .First();
        return run.Met || record.GivenUp is null || !services.TrueForAll(s => record.GivenUp.Contains(s.Key))
            ? new(run.Met, true, run, held, null)
            : new(held.Count >= Activities, false, null, held, null);
    }

    private static ServiceRun Longest(
        long place,
        DateOnly begins,
        IReadOnlyList<Occurrence> occurrences,
        DateOnly on,
        Func<Outcome, bool> counts,
        IReadOnlySet<(long PlaceId, DateOnly First)>? leftOut
    )
    {
        // Months left out for holidays neither count nor break a run.
        bool Follows(DateOnly next, DateOnly last)
        {
            for (last = last.AddMonths(1); last < next; last = last.AddMonths(1))
                if (leftOut is null || !leftOut.Contains((place, last)))
                    return false;
            return true;
        }

        var months = occurrences
            .GroupBy(o => new DateOnly(o.Planned.Year, o.Planned.Month, 1))
            .OrderBy(g => g.Key)
            .Select(g =>
            {
                List<Occurrence> held = [.. g.Where(o => counts(o.Outcome) && o.On < on).OrderBy(o => o.On)];
                return new ServiceMonth(
                    g.Key,
                    g.Count(),
                    held,
                    held.Count > 0 && held.Count * 100 >= g.Count() * Percent
                );
            })
            .ToList();
        List<ServiceRun> runs = [];
        for (int i = 0; i < months.Count; )
        {
            int end = i;
            while (
                end + 1 < months.Count
                && months[i].Regular
                && months[end + 1].Regular
                && Follows(months[end + 1].First, months[end].First)
            )
                end++;
            if (months[i].Regular)
                runs.Add(Run(place, begins, months[i..(end + 1)], on));
            i = end + 1;
        }

        return runs.OrderByDescending(r => r.Met)
                .ThenByDescending(r => r.Months.Count)
                .ThenByDescending(r => r.Start)
                .FirstOrDefault()
            ?? new(place, [], on, on.AddMonths(Months), false);
    }

    private static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;

    private static ServiceRun Run(long place, DateOnly begins, IReadOnlyList<ServiceMonth> months, DateOnly on)
    {
        var start = Later(begins, months[0].First);
        // Four months after the 31st of October are full on the last day of February.
        var full = start.AddMonths(Months);
        var covered = months[^1].First.AddMonths(1);
        return new(place, months, start, full, months.Count >= Months && full <= (covered < on ? covered : on));
    }
}

/// <summary>How an occurrence or a single activity stands in the record.</summary>
internal enum Outcome
{
    Held,
    NotHeld,
    ToCome,
}

/// <summary>One occurrence of a recurring service at a fixed place.</summary>
/// <param name="Planned">The day the service had for it: an occurrence that was moved counts in its own month.</param>
/// <param name="On">The day it was or will be held.</param>
internal sealed record Occurrence(long ActivityId, long PlaceId, DateOnly Planned, DateOnly On, Outcome Outcome);

/// <summary>An activity that is no part of a service at a fixed place.</summary>
internal sealed record SingleActivity(long ActivityId, DateOnly On, Outcome Outcome);

/// <param name="Begins">Place to the first day of its services.</param>
/// <param name="Since">
/// The day the project was approved: what was before it stands in the record but does not count.
/// </param>
/// <param name="GivenUp">
/// Places whose services were all given up: they count where they ran long enough, and otherwise stand in nobody's way.
/// </param>
/// <param name="LeftOut">
/// Places and first days of months in which every occurrence fell on a holiday the service leaves out.
/// </param>
internal sealed record ServiceRecord(
    IReadOnlyList<Occurrence> Occurrences,
    IReadOnlyDictionary<long, DateOnly> Begins,
    IReadOnlyList<SingleActivity> Singles,
    DateOnly Since = default,
    IReadOnlySet<(long PlaceId, DateOnly First)>? LeftOut = null,
    IReadOnlySet<long>? GivenUp = null
);

/// <summary>A calendar month of a place's service: regular when enough of what was planned in it was held.</summary>
internal sealed record ServiceMonth(DateOnly First, int Planned, IReadOnlyList<Occurrence> Held, bool Regular);

/// <summary>The longest run of regular months at one place before a day.</summary>
/// <param name="Full">The day on which its four months are full.</param>
internal sealed record ServiceRun(
    long PlaceId,
    IReadOnlyList<ServiceMonth> Months,
    DateOnly Start,
    DateOnly Full,
    bool Met
);

/// <param name="FixedPlace">
/// Which of the two conditions is asked: a service at a fixed place, or single activities.
/// </param>
/// <param name="From">
/// The first day on which it would be fulfilled if everything planned is held; null if the plan does not lead there.
/// </param>
internal sealed record Verdict(
    bool Met,
    bool FixedPlace,
    ServiceRun? Run,
    IReadOnlyList<SingleActivity> Held,
    DateOnly? From
);
