using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Units;
using Modular.Needs.Data;
using Modular.Needs.Domain;
using Modular.Needs.Topics;

namespace Modular.Needs.Reports;

/// <summary>
/// The figures of needs received in a period under a unit. Everything is counted from the same rows, so that all tables
/// add up.
/// </summary>
internal sealed class ServiceReport(
    NeedsDb db,
    UnitDirectory units,
    KeepCategories categories,
    KeepRules rules,
    TimeProvider clock
)
{
    private sealed record Row(
        long Id,
        string Number,
        int UnitId,
        string UnitPath,
        int? CategoryId,
        NeedChannel Channel,
        NeedState State,
        DateTimeOffset ReceivedAt,
        DateOnly? DueOn,
        DateTimeOffset? FirstAnsweredAt,
        bool? FirstInTime,
        string? Outcome,
        int Reworks,
        bool Escalated,
        bool Perfunctory,
        DateTimeOffset? SatisfiedAt
    );

    public async Task<Report> Write(int unitId, DateOnly from, DateOnly to, CancellationToken cancel)
    {
        var tree = await units.Tree(cancel);
        var unit = tree.Find(unitId);
        if (unit is null || !unit.Path.StartsWith(db.ScopePath ?? "-", StringComparison.Ordinal))
            throw new NotFound();
        if (from > to || to.DayNumber - from.DayNumber > 800)
            throw new RuleBroken("needs.report.period");
        var (start, end) = (from.StartOfDay(), to.AddDays(1).StartOfDay());
        var all = db
            .Needs.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .AsNoTracking()
            .Under(unit.Path)
            .Where(n => n.ReceivedAt >= start && n.ReceivedAt < end);
        var rows = await all.Where(n => n.ParentId == null && n.State != NeedState.Merged)
            .Select(n => new Row(
                n.Id,
                n.Number,
                n.UnitId,
                n.UnitPath,
                n.CategoryId,
                n.Channel,
                n.State,
                n.ReceivedAt,
                n.DueOn,
                n.FirstAnsweredAt,
                n.FirstInTime,
                n.Outcome,
                n.Reworks,
                db.Events.Any(e => e.NeedId == n.Id && e.What == "escalated"),
                n.Perfunctory,
                n.SatisfiedAt
            ))
            .ToListAsync(cancel);
        int merged = await all.CountAsync(n => n.State == NeedState.Merged, cancel),
            parts = await all.CountAsync(n => n.ParentId != null && n.State != NeedState.Merged, cancel);
        int threshold = (await rules.Get(cancel)).Threshold;
        // The last rating of each need counts.
        var rated = (
            await db
                .Ratings.IgnoreQueryFilters([ModuleDb.ScopeFilter])
                .AsNoTracking()
                .Under(unit.Path)
                .Where(r => all.Any(n => n.Id == r.NeedId))
                .Select(r => new
                {
                    r.NeedId,
                    r.Round,
                    r.Score,
                })
                .ToListAsync(cancel)
        ).GroupBy(r => r.NeedId).ToDictionary(g => g.Key, g => g.MaxBy(r => r.Round)!.Score >= threshold);
        var today = clock.Today();
        Fare Of(string name, int? id, IReadOnlyList<Row> part)
        {
            bool Open(Row r) => NeedMoves.Open.Contains(r.State);
            bool Late(Row r) => Open(r) && r.State != NeedState.WaitingForRequester && r.DueOn < today;
            // Punctuality is judged by the first answer; a rework's new limit does not make it good.
            var decided = part.Where(r => r.FirstAnsweredAt is not null || Late(r)).ToList();
            return new(
                name,
                id,
                part.Count,
                part.Count(Open),
                part.Count(Late),
                part.Count(r => r.FirstAnsweredAt is not null),
                part.Count(r => r.State == NeedState.Declined),
                decided.Count,
                decided.Count(r => r.FirstInTime == true),
                part.Count(r => rated.ContainsKey(r.Id)),
                part.Count(r => rated.GetValueOrDefault(r.Id)),
                part.Count(r => r.Reworks > 0),
                part.Count(r => r.Escalated),
                part.Count(r => r.Perfunctory)
            );
        }

        var names = (await categories.All(cancel)).ToDictionary(c => c.Id, c => c.Name);
        var below = tree.Children(unit.Id)
            .Where(u => u.Kind is UnitKind.Town or UnitKind.Community or UnitKind.Grid)
            .ToList();
        var byUnit = below.ConvertAll(u =>
            Of(u.Name, u.Id, rows.FindAll(r => r.UnitPath.StartsWith(u.Path, StringComparison.Ordinal)))
        );
        var own = rows.FindAll(r => !below.Exists(u => r.UnitPath.StartsWith(u.Path, StringComparison.Ordinal)));
        if (own.Count > 0)
            byUnit.Insert(0, Of(unit.Name, unit.Id, own));
        var satisfied = rows.Where(r => r.SatisfiedAt is not null)
            .Select(r => (r.SatisfiedAt!.Value - r.ReceivedAt).TotalDays)
            .ToList();
        // Hot is what many people told in this very period.
        var confirmed = await db
            .Topics.AsNoTracking()
            .Where(t => t.State == TopicState.Confirmed && t.UnitPath.StartsWith(unit.Path))
            .Select(t => new { t.Id, t.Name })
            .ToListAsync(cancel);
        var ids = confirmed.ConvertAll(t => t.Id);
        var told = (
            await db
                .TopicMembers.Where(m => ids.Contains(m.TopicId))
                .Join(
                    all.Where(n => n.ParentId == null && n.State != NeedState.Merged),
                    m => m.NeedId,
                    n => n.Id,
                    (m, n) => new { m.TopicId, Person = n.PersonKey ?? n.Number }
                )
                .ToListAsync(cancel)
        ).ToLookup(m => m.TopicId, m => m.Person);
        var topics = confirmed
            .ConvertAll(t => (t.Name, t.Id, Size: told[t.Id].Count(), People: told[t.Id].Distinct().Count()))
            .Where(t => t.Size > 0)
            .OrderByDescending(t => t.People)
            .ThenByDescending(t => t.Size)
            .Take(8);
        return new(
            unit,
            from,
            to,
            Of(unit.Name, unit.Id, rows),
            merged + parts,
            byUnit,
            [
                .. rows.GroupBy(r => r.CategoryId)
                    .OrderByDescending(g => g.Count())
                    .Select(g => Of(g.Key is { } c ? names.GetValueOrDefault(c, "?") : "", g.Key, [.. g])),
            ],
            [
                .. rows.GroupBy(r => r.Channel)
                    .OrderByDescending(g => g.Count())
                    .Select(g => Of(g.Key.ToString(), (int)g.Key, [.. g])),
            ],
            satisfied.Count == 0 ? null : satisfied.Average(),
            [
                .. rows.Where(r =>
                        r.State is NeedState.Answered or NeedState.Closed or NeedState.Declined
                        && string.IsNullOrWhiteSpace(r.Outcome)
                    )
                    .Select(r => r.Number)
                    .Take(100),
            ],
            [.. topics]
        )
        {
            Issued = await SendReports.Latest(db, unit.Path, cancel),
        };
    }
}

/// <summary>One line of the report: how the needs of a unit, class or channel fared.</summary>
/// <param name="Decided">Answered or declined, or past their date: those whose punctuality is known.</param>
/// <param name="InTime">Of the decided, first answered by the promised date.</param>
/// <param name="Satisfied">Of the rated, at or above the district's threshold in the last rating.</param>
internal sealed record Fare(
    string Name,
    int? Id,
    int Received,
    int Open,
    int Overdue,
    int Told,
    int Declined,
    int Decided,
    int InTime,
    int Rated,
    int Satisfied,
    int Reworked,
    int Escalated,
    int Perfunctory
)
{
    public double? InTimeRate => Decided == 0 ? null : (double)InTime / Decided;

    /// <summary>Of those who rated.</summary>
    public double? SatisfiedRate => Rated == 0 ? null : (double)Satisfied / Rated;

    /// <summary>Of all who were told an outcome: who is silent is not counted as content.</summary>
    public double? SatisfiedOfAll => Told == 0 ? null : (double)Satisfied / Told;
}

/// <param name="LeftOut">Merged into others and parts of others: not counted twice, and said so.</param>
/// <param name="DaysToSatisfaction">Mean of calendar days from receipt to a satisfied rating; null without one.</param>
internal sealed record Report(
    Unit Unit,
    DateOnly From,
    DateOnly To,
    Fare All,
    int LeftOut,
    IReadOnlyList<Fare> ByUnit,
    IReadOnlyList<Fare> ByCategory,
    IReadOnlyList<Fare> ByChannel,
    double? DaysToSatisfaction,
    IReadOnlyList<string> Untold,
    IReadOnlyList<(string Name, long Id, int Size, int People)> Hot
)
{
    /// <summary>What was sent up, as it was then.</summary>
    public IReadOnlyList<IssuedReport> Issued { get; init; } = [];
}
