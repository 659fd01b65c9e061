using Microsoft.EntityFrameworkCore;
using Modular.Contracts.Projects;
using Modular.Kernel.Data;
using Modular.Kernel.Calendar;
using Modular.Kernel.Facts;
using Modular.Needs.Data;
using Modular.Needs.Topics;
using Modular.Needs.Tracking;

namespace Modular.Needs.Facts;

/// <summary>A project took up a topic: its needs belong to the project from now on and their requesters can see it.</summary>
internal sealed class LinkNeedsToProject : IFactHandler<ProjectDrafted, NeedsDb>
{
    public async Task Handle(ProjectDrafted fact, NeedsDb db, CancellationToken cancel)
    {
        if (await db.ProjectTraces.FindAsync([fact.ProjectId], cancel) is null)
            db.ProjectTraces.Add(new() { ProjectId = fact.ProjectId, Number = fact.Number, Stage = ProjectStage.Draft, Since = db.Clock.Today() });
        if (fact.TopicId is not { } topicId) return;
        var topic = await db.Topics.IgnoreQueryFilters([ModuleDb.ScopeFilter]).SingleOrDefaultAsync(t => t.Id == topicId, cancel);
        if (topic is null) return;
        topic.ProjectId = fact.ProjectId;
        await db.Needs.IgnoreQueryFilters([ModuleDb.ScopeFilter]).Where(n => n.ProjectId == null && db.TopicMembers.Any(m => m.TopicId == topicId && m.NeedId == n.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(n => n.ProjectId, fact.ProjectId), cancel);
    }
}

/// <summary>The tracking page shows how far the project has come.</summary>
internal sealed class FollowProject(TellFollowers followers) : IFactHandler<ProjectStageChanged, NeedsDb>
{
    public async Task Handle(ProjectStageChanged fact, NeedsDb db, CancellationToken cancel)
    {
        var trace = await db.ProjectTraces.FindAsync([fact.ProjectId], cancel);
        if (trace is null) db.ProjectTraces.Add(new() { ProjectId = fact.ProjectId, Number = fact.Number, Stage = fact.Stage, Since = fact.On });
        else (trace.Stage, trace.Since) = (fact.Stage, fact.On);
        await followers.Moved(await db.Needs.IgnoreQueryFilters([ModuleDb.ScopeFilter]).Where(n => n.ProjectId == fact.ProjectId).Select(n => n.Id).ToListAsync(cancel), cancel);
    }
}

/// <summary>Answers what other modules ask.</summary>
internal sealed class NeedQuestions(NeedsDb db) : Modular.Contracts.Needs.INeedQuestions
{
    public async Task<Modular.Contracts.Needs.TopicSummary?> Topic(long topicId, CancellationToken cancel)
    {
        var topic = await db.Topics.AsNoTracking().SingleOrDefaultAsync(t => t.Id == topicId && t.State != TopicState.Dropped, cancel);
        return topic is null ? null : await Summary(topic, cancel);
    }

    public async Task<Modular.Contracts.Needs.NeedFigures> FiguresOfProject(long projectId, CancellationToken cancel)
    {
        var needs = db.Needs.IgnoreQueryFilters([ModuleDb.ScopeFilter]).Where(n => n.ProjectId == projectId);
        return new(await needs.CountAsync(cancel), await needs.Select(n => n.UnitId).Distinct().CountAsync(cancel));
    }

    public async Task<IReadOnlyList<Modular.Contracts.Needs.TopicSummary>> OpenTopics(string unitPath, CancellationToken cancel)
    {
        var topics = await db.Topics.AsNoTracking().Where(t => t.State == TopicState.Confirmed && t.ProjectId == null && t.UnitPath.StartsWith(unitPath)).OrderByDescending(t => t.Size).Take(50).ToListAsync(cancel);
        var result = new List<Modular.Contracts.Needs.TopicSummary>();
        foreach (var topic in topics) result.Add(await Summary(topic, cancel));
        return result;
    }

    public async Task<IReadOnlyList<Modular.Contracts.Needs.NeedBrief>> Briefs(IReadOnlyList<long> needIds, CancellationToken cancel)
    {
        var rows = await db.Needs.IgnoreQueryFilters([ModuleDb.ScopeFilter]).AsNoTracking().Where(n => needIds.Contains(n.Id))
            .Select(n => new { n.Id, n.Number, n.Title, n.Text, Category = db.Categories.Where(c => c.Id == n.CategoryId).Select(c => c.Name).FirstOrDefault(), n.Place, n.UnitId, n.DueOn }).ToListAsync(cancel);
        return [.. rows.Select(n => new Modular.Contracts.Needs.NeedBrief(n.Id, n.Number, WithoutNumbers(n.Title), WithoutNumbers(n.Text), n.Category, n.Place, n.UnitId, n.DueOn))];
    }

    /// <summary>Telephone and identity numbers that people write into their request.</summary>
    private static string WithoutNumbers(string text) => System.Text.RegularExpressions.Regex.Replace(text, @"\d[\d\- ]{5,}[\dXx]", "***", System.Text.RegularExpressions.RegexOptions.NonBacktracking);

    private async Task<Modular.Contracts.Needs.TopicSummary> Summary(Topic topic, CancellationToken cancel)
    {
        var titles = await db.TopicMembers.Where(m => m.TopicId == topic.Id).OrderByDescending(m => m.Closeness).Take(5)
            .Join(db.Needs.IgnoreQueryFilters([ModuleDb.ScopeFilter]), m => m.NeedId, n => n.Id, (m, n) => n.Title).ToListAsync(cancel);
        return new(topic.Id, topic.UnitId, topic.Name, topic.Words, topic.Size, topic.People, titles);
    }
}
