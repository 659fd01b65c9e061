using Microsoft.EntityFrameworkCore;
using Modular.Contracts.Needs;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Statistics;
using Modular.Projects.Data;
using Modular.Projects.Domain;

namespace Modular.Projects.Effect;

/// <summary>
/// What a project has changed: each target at start and end, and the needs about its matter before and after.
/// </summary>
internal sealed class MeasureEffect(ProjectsDb db, TimeProvider clock, INeedQuestions? needs = null)
{
    private const int MonthsBefore = 6;

    /// <summary>How far back a first need is looked for.</summary>
    private const int MonthsLooked = 36;

    /// <param name="figure">
    /// In the target's unit; null keeps the figure before and says only of how many people it is.
    /// </param>
    /// <param name="asked">For a share: of how many people; its interval is told by it.</param>
    /// <param name="on">The day it was found out; today where it is not given.</param>
    /// <param name="reason">Why a figure before that stood already is put right.</param>
    public async Task Measure(
        string number,
        long targetId,
        bool end,
        decimal? figure,
        int? asked,
        string source,
        CancellationToken cancel,
        DateOnly? on = null,
        string? reason = null
    )
    {
        var project = await db.Projects.SingleOrDefaultAsync(p => p.Number == number, cancel) ?? throw new NotFound();
        if (!ProjectMoves.Live.Contains(project.State))
            throw new RuleBroken("projects.effect-not-live");
        var target =
            await db.Targets.SingleOrDefaultAsync(t => t.Id == targetId && t.ProjectId == project.Id, cancel)
            ?? throw new NotFound();
        long milli =
            figure is { } given ? (long)Math.Round(Possible(given, target) * 1000m, MidpointRounding.AwayFromZero)
            : !end && asked is not null && target.StartMilli is { } stands ? stands
            : throw new RuleBroken("projects.effect-figure") { Field = "Figure" };
        if (asked is < 1 or > 10_000_000)
            throw new RuleBroken("projects.effect-asked") { Field = "Asked" };
        if (string.IsNullOrWhiteSpace(source) || source.Length > 200)
            throw new RuleBroken("projects.effect-source") { Field = "Source" };
        var (today, day) = (clock.Today(), on ?? clock.Today());
        if (day > today || day.Year < 2000)
            throw new RuleBroken("projects.effect-day", today) { Field = "On" };
        bool corrects = !end && Corrects(project, target, milli, asked);
        if (corrects && reason?.Trim() is not { Length: > 0 and <= 200 })
            throw new RuleBroken("projects.effect-start-reason") { Field = "Reason" };
        db.Record(
            "project.measured",
            $"project:{number}",
            new
            {
                target.Name,
                target.StartMilli,
                target.StartAsked,
                target.EndMilli,
            },
            new
            {
                end,
                milli,
                asked,
                source,
                day,
                reason,
            }
        );
        db.Measurements.Add(
            new()
            {
                Id = Ids.Next(clock),
                ProjectId = project.Id,
                TargetId = target.Id,
                End = end,
                Milli = milli,
                Asked = asked,
                On = day,
                Source = source.Trim(),
                Reason = corrects ? reason!.Trim() : null,
                At = clock.GetUtcNow(),
                By = db.Acting.Name,
            }
        );
        if (corrects)
            MoveProject.Note(
                db,
                project,
                "effect-corrected",
                $"{target.Name} {Figure(target.StartMilli, target.StartAsked)} \u2192 {Figure(milli, asked)} "
                    + $"{reason!.Trim()}",
                clock
            );
        // Of the figures after, the newest day counts: one written down later of an earlier day stands in the series
        // only.
        if (!end)
            (target.StartMilli, target.StartAsked) = (milli, asked);
        else if (target.MeasuredOn is null || day >= target.MeasuredOn)
            (target.EndMilli, target.EndAsked, target.MeasuredOn, target.MeasuredBy) = (
                milli,
                asked,
                day,
                db.Acting.Name
            );
        // Where it was said to come from when it was approved stands; each figure keeps its own.
        if (target.Source.Length == 0)
            target.Source = source.Trim();
        project.Version++;
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>
    /// Once the project runs, the figure before is what it is judged by: only of how many people it is may still be
    /// said without more words.
    /// </summary>
    private static bool Corrects(Project project, Target target, long milli, int? asked) =>
        project.State != ProjectState.Approved
        && target.StartMilli is { } stands
        && (stands != milli || (target.StartAsked is not null && target.StartAsked != asked));

    private static decimal Possible(decimal figure, Target target)
    {
        if (target.Kind == TargetKind.Share && figure is (< 0 or > 100))
            throw new RuleBroken("projects.target-share") { Field = "Figure" };
        return Math.Abs(figure) > 1_000_000_000m
            ? throw new RuleBroken("projects.target-figure") { Field = "Figure" }
            : figure;
    }

    private static string Figure(long? milli, int? asked) =>
        (milli is { } m ? (m / 1000m).ToString("0.###", System.Globalization.CultureInfo.InvariantCulture) : "\u2013")
        + (asked is { } n ? $" (n={n.ToString(System.Globalization.CultureInfo.InvariantCulture)})" : "");

    public async Task<EffectView> Of(Project project, CancellationToken cancel)
    {
        var targets = await db
            .Targets.AsNoTracking()
            .Where(t => t.ProjectId == project.Id)
            .OrderBy(t => t.Place)
            .ToListAsync(cancel);
        var series = await db
            .Measurements.AsNoTracking()
            .Where(m => m.ProjectId == project.Id)
            .OrderBy(m => m.On)
            .ThenBy(m => m.Id)
            .ToListAsync(cancel);
        var hand = Counted
            ? null
            : await db.EffectsByHand.AsNoTracking().SingleOrDefaultAsync(h => h.ProjectId == project.Id, cancel);
        return new(project, targets.ConvertAll(Of), hand is null ? await Needs(project, cancel) : Of(hand), hand)
        {
            Series = series.ToLookup(m => m.TargetId),
        };
    }

    /// <summary>Needs are kept in this system: then nobody writes their figures by hand.</summary>
    public bool Counted => needs is not null;

    public async Task Write(string number, HandFigures given, string source, CancellationToken cancel)
    {
        if (Counted)
            throw new RuleBroken("projects.effect.hand-counted");
        var project = await db.Projects.SingleOrDefaultAsync(p => p.Number == number, cancel) ?? throw new NotFound();
        if (!ProjectMoves.Live.Contains(project.State))
            throw new RuleBroken("projects.effect-not-live");
        if (string.IsNullOrWhiteSpace(source) || source.Length > 200)
            throw new RuleBroken("projects.effect-source") { Field = "Source" };
        Pair(given.SatisfiedBefore, given.RatedBefore, most: true, "RatedBefore");
        Pair(given.SatisfiedAfter, given.RatedAfter, most: true, "RatedAfter");
        Pair(given.TicketsBefore, given.MonthsBefore, most: false, "MonthsBefore");
        Pair(given.TicketsAfter, given.MonthsAfter, most: false, "MonthsAfter");
        if (given is { RatedBefore: null, RatedAfter: null, MonthsBefore: null, MonthsAfter: null })
            throw new RuleBroken("projects.effect.hand-empty") { Field = "RatedBefore" };
        var row = await db.EffectsByHand.SingleOrDefaultAsync(h => h.ProjectId == project.Id, cancel);
        var before = row is null
            ? null
            : new HandFigures(
                row.RatedBefore,
                row.SatisfiedBefore,
                row.RatedAfter,
                row.SatisfiedAfter,
                row.TicketsBefore,
                row.MonthsBefore,
                row.TicketsAfter,
                row.MonthsAfter
            );
        if (row is null)
            db.EffectsByHand.Add(
                row = new()
                {
                    ProjectId = project.Id,
                    Source = "",
                    By = "",
                }
            );
        (row.RatedBefore, row.SatisfiedBefore, row.RatedAfter, row.SatisfiedAfter) = (
            given.RatedBefore,
            given.SatisfiedBefore,
            given.RatedAfter,
            given.SatisfiedAfter
        );
        (row.TicketsBefore, row.MonthsBefore, row.TicketsAfter, row.MonthsAfter) = (
            given.TicketsBefore,
            given.MonthsBefore,
            given.TicketsAfter,
            given.MonthsAfter
        );
        (row.Source, row.By, row.At) = (source.Trim(), db.Acting.Name, clock.GetUtcNow());
        db.Record("project.effect-by-hand", $"project:{number}", before, new { given, source });
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>A count and what it is of: both or neither, and people content are among those asked.</summary>
    private static void Pair(int? count, int? of, bool most, string field)
    {
        if (count is null && of is null)
            return;
        if (count is not (>= 0 and <= 10_000_000) || of is not (>= 1 and <= 10_000_000) || most && count > of)
            throw new RuleBroken(most ? "projects.effect.hand-people" : "projects.effect.hand-months")
            {
                Field = field,
            };
    }

    private static NeedsEffect Of(EffectByHand h)
    {
        var (b, a) = ((h.RatedBefore ?? 0, h.SatisfiedBefore ?? 0), (h.RatedAfter ?? 0, h.SatisfiedAfter ?? 0));
        return new(
            [],
            h.TicketsBefore / (double?)h.MonthsBefore,
            h.TicketsAfter / (double?)h.MonthsAfter,
            b,
            a,
            Change(b, a),
            true
        )
        {
            Source = h.Source,
        };
    }

    private static (double, double)? Change((int Rated, int Satisfied) before, (int Rated, int Satisfied) after) =>
        before.Rated > 0 && after.Rated > 0
            ? Percent(
                Proportions.Difference(
                    1.0 * after.Satisfied / after.Rated,
                    after.Rated,
                    1.0 * before.Satisfied / before.Rated,
                    before.Rated
                )
            )
            : null;

    public static TargetEffect Of(Target t)
    {
        var before = Interval(t, t.StartMilli, t.StartAsked);
        var after = Interval(t, t.EndMilli, t.EndAsked);
        (double, double)? change = t
            is { Kind: TargetKind.Share, StartMilli: { } s, StartAsked: { } ns, EndMilli: { } e, EndAsked: { } ne }
            ? Percent(Proportions.Difference(e / 100_000.0, ne, s / 100_000.0, ns))
            : null;
        double? attained =
            t is { StartMilli: { } start, EndMilli: { } end } && t.GoalMilli != start
                ? (double)(end - start) / (t.GoalMilli - start)
                : null;
        return new(t, before, after, change, attained);
    }

    /// <summary>
    /// Six whole months before the start, and the whole months since, of the topic it answers or else of its unit.
    /// </summary>
    private async Task<NeedsEffect?> Needs(Project project, CancellationToken cancel)
    {
        if (
            needs is null
            || (project.StartedOn ?? project.StartsOn) is not { } started
            || !ProjectMoves.Live.Contains(project.State)
        )
            return null;
        var split = new DateOnly(started.Year, started.Month, 1);
        var today = clock.Today();
        var now = new DateOnly(today.Year, today.Month, 1);
        var (from, after) = (split.AddMonths(-MonthsBefore), split.AddMonths(1));
        if (now < split)
            return null;
        var months = await needs.Months(project.UnitPath, project.TopicId, from, today, cancel);
        var old = months.Where(m => m.Month < split).ToList();
        int before = await Before(project, split, from, old, cancel);
        // The month it began in belongs to neither side, nor the one not yet over.
        var since = months.Where(m => m.Month >= after && m.Month < now).ToList();
        int whole = (now.Year - after.Year) * 12 + now.Month - after.Month;
        var (b, a) = (
            (old.Sum(m => m.Rated), old.Sum(m => m.Satisfied)),
            (since.Sum(m => m.Rated), since.Sum(m => m.Satisfied))
        );
        return new(
            months,
            before > 0 ? old.Sum(m => m.Needs) / (double)before : null,
            whole > 0 ? since.Sum(m => m.Needs) / (double)whole : null,
            b,
            a,
            Change(b, a),
            project.TopicId is not null
        )
        {
            MonthsBefore = before,
            Gathered = project.TopicId is { } topic ? (await needs.Topic(topic, cancel))?.Gathered : null,
        };
    }

    /// <summary>
    /// The months before that there is anything to tell of: a register that began three months ago says nothing of the
    /// three before.
    /// </summary>
    private async Task<int> Before(
        Project project,
        DateOnly split,
        DateOnly from,
        List<MonthFigures> old,
        CancellationToken cancel
    )
    {
        var first = old.Count > 0 ? old[0].Month : split;
        if (
            first <= from
            || (
                await needs!.Months(
                    project.UnitPath,
                    project.TopicId,
                    from.AddMonths(-MonthsLooked),
                    from.AddDays(-1),
                    cancel
                )
            ).Count > 0
        )
            return MonthsBefore;
        return (split.Year - first.Year) * 12 + split.Month - first.Month;
    }

    private static (double, double)? Interval(Target t, long? milli, int? asked) =>
        t.Kind == TargetKind.Share && milli is { } m && asked is { } n
            ? Percent(Proportions.Wilson(m / 100_000.0, n))
            : null;

    private static (double, double) Percent((double Lower, double Upper) share) =>
        (share.Lower * 100, share.Upper * 100);
}
