using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;
using Modular.Kernel.Search;
using Modular.Needs.Dispatch;
using Modular.Needs.Domain;
using Modular.Needs.Handling;
using Modular.Needs.Intake;
using Modular.Needs.Issues;
using Modular.Needs.Rating;
using Modular.Needs.Reports;
using Modular.Needs.Suggestions;
using Modular.Needs.Topics;

namespace Modular.Needs.Data;

internal abstract class NeedsDb(DbContextOptions options) : ModuleDb(options, NeedsModule.Name)
{
    public static readonly SearchIndex Search = new(NeedsModule.Name, "need_search");

    public DbSet<Need> Needs => Set<Need>();
    public DbSet<NeedEvent> Events => Set<NeedEvent>();
    public DbSet<NeedSupport> Supports => Set<NeedSupport>();
    public DbSet<Follower> Followers => Set<Follower>();
    public DbSet<NeedLink> Links => Set<NeedLink>();
    public DbSet<NeedFile> Files => Set<NeedFile>();
    public DbSet<NeedPause> Pauses => Set<NeedPause>();
    public DbSet<NeedExtension> Extensions => Set<NeedExtension>();
    public DbSet<NeedDispatch> Dispatches => Set<NeedDispatch>();
    public DbSet<NeedRating> Ratings => Set<NeedRating>();
    public DbSet<ReplyTemplate> Templates => Set<ReplyTemplate>();
    public DbSet<RoutingRule> Routing => Set<RoutingRule>();
    public DbSet<IssuedReport> IssuedReports => Set<IssuedReport>();
    public DbSet<WorkNote> WorkNotes => Set<WorkNote>();
    public DbSet<ServiceRules> ServiceRules => Set<ServiceRules>();
    public DbSet<Category> Categories => Set<Category>();
    public DbSet<LearntCategories> CategoryModels => Set<LearntCategories>();
    public DbSet<CategorySuggestion> CategorySuggestions => Set<CategorySuggestion>();
    public DbSet<ImportBatch> Imports => Set<ImportBatch>();
    public DbSet<ImportError> ImportErrors => Set<ImportError>();
    public DbSet<Topic> Topics => Set<Topic>();
    public DbSet<TopicMember> TopicMembers => Set<TopicMember>();
    public DbSet<HotIssue> HotIssues => Set<HotIssue>();
    public DbSet<HotIssueMember> HotIssueMembers => Set<HotIssueMember>();
    public DbSet<IssueDecision> IssueDecisions => Set<IssueDecision>();
    public DbSet<TopicExclusion> TopicExclusions => Set<TopicExclusion>();
    public DbSet<TopicRun> TopicRuns => Set<TopicRun>();
    public DbSet<TopicChange> TopicChanges => Set<TopicChange>();
    public DbSet<TopicChangeTopic> TopicChangeTopics => Set<TopicChangeTopic>();
    public DbSet<TopicChangeNeed> TopicChangeNeeds => Set<TopicChangeNeed>();
    public DbSet<ProjectTrace> ProjectTraces => Set<ProjectTrace>();

    protected override void Shape(ModelBuilder model)
    {
        Need.Shape(model);
        NeedEvent.Shape(model);
        NeedPause.Shape(model);
        NeedFile.Shape(model);
        NeedSupport.Shape(model);
        Follower.Shape(model);
        NeedLink.Shape(model);
        NeedExtension.Shape(model);
        WorkNote.Shape(model);
        IssuedReport.Shape(model);
        RoutingRule.Shape(model);
        ReplyTemplate.Shape(model);
        NeedDispatch.Shape(model);
        NeedRating.Shape(model);
        Domain.ServiceRules.Shape(model);
        Category.Shape(model);
        LearntCategories.Shape(model);
        CategorySuggestion.Shape(model);
        ImportBatch.Shape(model);
        ImportError.Shape(model);
        Topic.Shape(model);
        TopicMember.Shape(model);
        HotIssue.Shape(model);
        HotIssueMember.Shape(model);
        IssueDecision.Shape(model);
        TopicExclusion.Shape(model);
        TopicRun.Shape(model);
        TopicChange.Shape(model);
        TopicChangeTopic.Shape(model);
        TopicChangeNeed.Shape(model);
        ProjectTrace.Shape(model);
    }
}

internal sealed class NeedsDbSqlite(DbContextOptions<NeedsDbSqlite> options) : NeedsDb(options);

internal sealed class NeedsDbPostgres(DbContextOptions<NeedsDbPostgres> options) : NeedsDb(options);
