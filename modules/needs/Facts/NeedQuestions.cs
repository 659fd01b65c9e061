using Microsoft.EntityFrameworkCore;
using Modular.Contracts.Needs;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Needs.Data;
using Modular.Needs.Domain;
using Modular.Needs.Topics;

namespace Modular.Needs.Facts;

/// <summary>Answers what other modules ask.</summary>
internal sealed class NeedQuestions(NeedsDb db) : INeedQuestions
{
    public async Task<TopicSummary?> Topic(long topicId, CancellationToken cancel)
    {
        var topic = await db
            .Topics.AsNoTracking()
            .SingleOrDefaultAsync(
                t => t.Id == topicId && t.State != TopicState.Dropped && t.State != TopicState.MergedAway,
                cancel
            );
        return topic is null ? null : await Summary(topic, cancel);
    }

    public async Task<NeedFigures> FiguresOfProject(long projectId, CancellationToken cancel)
    {
        var needs = db.Needs.IgnoreQueryFilters([ModuleDb.ScopeFilter]).Where(n => n.ProjectId == projectId);
        return new(await needs.CountAsync(cancel), await needs.Select(n => n.UnitId).Distinct().CountAsync(cancel));
    }

    public async Task<IReadOnlyList<TopicSummary>> OpenTopics(string unitPath, CancellationToken cancel)
    {
        var topics = await db
            .Topics.AsNoTracking()
            .Where(t => t.State == TopicState.Confirmed && t.ProjectId == null && t.UnitPath.StartsWith(unitPath))
            .OrderByDescending(t => t.Size)
            .Take(50)
            .ToListAsync(cancel);
        var result = new List<TopicSummary>();
        foreach (var topic in topics)
            result.Add(await Summary(topic, cancel));
        return result;
    }

    public async Task<IReadOnlyList<NeedBrief>> Briefs(IReadOnlyList<long> needIds, CancellationToken cancel)
    {
        var rows = await db
            .Needs.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .AsNoTracking()
            .Where(n => needIds.Contains(n.Id))
            .Select(n => new
            {
                n.Id,
                n.Number,
                n.Title,
                n.Text,
                Category = db.Categories.Where(c => c.Id == n.CategoryId).Select(c => c.Name).FirstOrDefault(),
                n.Place,
                n.UnitId,
                n.DueOn,
            })
            .ToListAsync(cancel);
        return
        [
            .. rows.Select(n => new NeedBrief(
                n.Id,
                n.Number,
                WithoutNumbers(n.Title),
                WithoutNumbers(n.Text),
                n.Category,
                n.Place,
                n.UnitId,
                n.DueOn
            )),
        ];
    }

    public async Task<IReadOnlyList<HandlingFigures>> Handling(
        IReadOnlyList<int> unitIds,
        DateOnly from,
        DateOnly until,
        CancellationToken cancel
    )
    {
        var (start, end) = (from.StartOfDay(), until.AddDays(1).StartOfDay());
        var told = await db
            .Needs.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .AsNoTracking()
            .Where(n =>
                unitIds.Contains(n.UnitId)
                && n.ParentId == null
                && n.State != NeedState.Merged
                && n.FirstAnsweredAt >= start
                && n.FirstAnsweredAt < end
            )
            .Select(n => new
            {
                n.UnitId,
                n.FirstInTime,
                Satisfied = n.SatisfiedAt != null,
                Rated = db.Ratings.IgnoreQueryFilters().Any(r => r.NeedId == n.Id),
            })
            .ToListAsync(cancel);
        return
        [
            .. told.GroupBy(n => n.UnitId)
                .Select(g => new HandlingFigures(
                    g.Key,
                    g.Count(),
                    g.Count(n => n.FirstInTime == true),
                    g.Count(n => n.Rated),
                    g.Count(n => n.Rated && n.Satisfied)
                )),
        ];
    }

    public async Task<IReadOnlyList<FinishedNeed>> Finished(
        string unitPath,
        DateOnly from,
        DateOnly until,
        int most,
        CancellationToken cancel
    )
    {
        var (start, end) = (from.StartOfDay(), until.AddDays(1).StartOfDay());
        var rows = await db
            .Needs.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .AsNoTracking()
            .Where(n =>
                n.UnitPath.StartsWith(unitPath)
                && n.ParentId == null
                && (n.State == NeedState.Answered || n.State == NeedState.Closed)
                && n.AnsweredAt >= start
                && n.AnsweredAt < end
            )
            .OrderByDescending(n => n.AnsweredAt)
            .Take(most)
            .Select(n => new
            {
                n.Id,
                n.Number,
                n.PublicTitle,
                Category = db.Categories.Where(c => c.Id == n.CategoryId).Select(c => c.Name).FirstOrDefault(),
                n.UnitId,
            })
            .ToListAsync(cancel);
        return
        [
            .. rows.Select(n => new FinishedNeed(
                n.Id,
                n.Number,
                n.PublicTitle ?? (n.Category is null ? n.Number : $"{n.Category} {n.Number}"),
                n.UnitId
            )),
        ];
    }

    public async Task<IReadOnlyList<MonthFigures>> Months(
        string unitPath,
        long? topicId,
        DateOnly from,
        DateOnly until,
        CancellationToken cancel
    )
    {
        var (start, end) = (from.StartOfDay(), until.AddDays(1).StartOfDay());
        var rows = await db
            .Needs.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .AsNoTracking()
            .Where(n =>
                n.UnitPath.StartsWith(unitPath)
                && n.ParentId == null
                && n.State != NeedState.Merged
                && n.ReceivedAt >= start
                && n.ReceivedAt < end
                && (topicId == null || db.TopicMembers.Any(m => m.NeedId == n.Id && m.TopicId == topicId))
            )
            .Select(n => new
            {
                n.ReceivedAt,
                Satisfied = n.SatisfiedAt != null,
                Rated = db.Ratings.IgnoreQueryFilters().Any(r => r.NeedId == n.Id),
            })
            .ToListAsync(cancel);
        return
        [
            .. rows.GroupBy(n => new DateOnly(n.ReceivedAt.LocalDate().Year, n.ReceivedAt.LocalDate().Month, 1))
                .OrderBy(g => g.Key)
                .Select(g => new MonthFigures(
                    g.Key,
                    g.Count(),
                    g.Count(n => n.Rated),
                    g.Count(n => n.Rated && n.Satisfied)
                )),
        ];
    }

    /// <summary>Telephone and identity numbers that people write into their request.</summary>
    private static string WithoutNumbers(string text) =>
        System.Text.RegularExpressions.Regex.Replace(
            text,
            @"\d[\d\- ]{5,}[\dXx]",
            "***",
            System.Text.RegularExpressions.RegexOptions.NonBacktracking
        );

    private async Task<TopicSummary> Summary(Topic topic, CancellationToken cancel)
    {
        var titles = await db
            .TopicMembers.Where(m => m.TopicId == topic.Id)
            .OrderByDescending(m => m.Closeness)
            .Take(5)
            .Join(db.Needs.IgnoreQueryFilters([ModuleDb.ScopeFilter]), m => m.NeedId, n => n.Id, (m, n) => n.Title)
            .ToListAsync(cancel);
        var run = await db
            .TopicRuns.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .Where(r => r.UnitId == topic.UnitId)
            .OrderByDescending(r => r.Id)
            .Select(r => (DateTimeOffset?)r.At)
            .FirstOrDefaultAsync(cancel);
        return new(topic.Id, topic.UnitId, topic.Name, topic.Words, topic.Size, topic.People, titles)
        {
            Gathered = (run ?? topic.FormedAt).LocalDate(),
        };
    }
}
