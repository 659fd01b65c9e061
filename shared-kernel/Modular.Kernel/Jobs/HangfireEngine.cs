using System.Globalization;
using Hangfire;
using Hangfire.Common;
using Hangfire.Dashboard;
using Hangfire.InMemory;
using Hangfire.PostgreSql;
using Hangfire.Server;
using Hangfire.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Modular.Kernel.Data;
using Modular.Kernel.Store;
using Modular.Kernel.Texts;

namespace Modular.Kernel.Jobs;

/// <summary>
/// With its server and its schema beside it, all that knows Hangfire. On PostgreSQL it keeps its queue in the schema
/// <c>hangfire</c>, which several hosts share; on SQLite in memory, since there is one host and the rows bring
/// everything back. Nothing here is the process's: two hosts in one process, as in tests, each have their own.
/// </summary>
internal sealed class HangfireEngine : IJobEngine
{
    internal const string Asked = "asked",
        Recurring = "recurring";
    private readonly JobStorage _storage;
    private readonly BackgroundJobClient _client;
    private readonly IRecurringJobManager _recurring;

    public HangfireEngine(JobStorage storage, IRecurringJobManager recurring) =>
        (_storage, _client, _recurring) = (storage, new(storage), recurring);

    public static IServiceCollection Add(IServiceCollection services, DatabaseOptions database)
    {
        services.AddSingleton<IGlobalConfiguration>(_ => GlobalConfiguration.Configuration);
        services.AddSingleton(_ => DashboardRoutes.Routes);
        services.AddSingleton<JobStorage>(_ => Storage(database));
        services.AddSingleton<IRecurringJobManager>(provider => new RecurringJobManager(
            provider.GetRequiredService<JobStorage>(),
            JobFilterProviders.Providers,
            new OwnZone()
        ));
        services.AddSingleton<IJobEngine, HangfireEngine>();
        services.AddSingleton<EngineWork>();
        services.AddSingleton<IHostedService>(provider => new HangfireServer(
            provider.GetRequiredService<JobStorage>(),
            new OwnActivator(provider),
            new OwnZone()
        ));
        return services;
    }

    public void Tell(long id) => _client.Enqueue<EngineWork>(work => work.Row(id));

    public void Tell(string kind) => _client.Enqueue<EngineWork>(work => work.Due(kind, null));

    public void TellNow(string kind) => _client.Enqueue<EngineWork>(work => work.Now(kind));

    public void Schedule(IReadOnlyList<JobKind> kinds)
    {
        using (var connection = _storage.GetConnection())
        {
            foreach (var known in connection.GetRecurringJobs())
                if (kinds.All(k => k.Kind != known.Id))
                    _recurring.RemoveIfExists(known.Id);
        }

        var options = new RecurringJobOptions
        {
            TimeZone = Jobs.Schedule.Zone,
            MisfireHandling = MisfireHandlingMode.Relaxed,
        };
        foreach (var kind in kinds)
        {
            string name = kind.Kind;
            _recurring.AddOrUpdate<EngineWork>(name, work => work.Due(name, null), kind.Cron!, options);
        }
    }

    /// <summary>
    /// The engine's own pages for operators: behind our sign-in and permission, of the whole district; only who may
    /// manage the engine may press anything. They show numbers of jobs and names of kinds, nothing of what is worked
    /// on.
    /// </summary>
    public static void MapPages(WebApplication app)
    {
        if (app.Services.GetService<JobStorage>() is not { } storage)
            return;
        var options = new DashboardOptions
        {
            AppPath = "/jobs/recurring",
            DashboardTitle = app.Services.GetRequiredService<Words>()["jobs.engine"],
            DisplayStorageConnectionString = false,
            IgnoreAntiforgeryToken = false,
            Authorization = [new WholeDistrict()],
            IsReadOnlyFunc = context => !Acting(context).May(KernelPermissions.EngineManage),
            TimeZoneResolver = new OwnZone(),
        };
        var pages = app.MapHangfireDashboard(Pages, options, storage);
        pages.RequireAuthorization(new NeedsPermissionAttribute(KernelPermissions.Engine));
        pages.Add(page => page.RequestDelegate = InChinese(NumbersOnly(page.RequestDelegate!)));
    }

    /// <summary>
    /// The library's Chinese is called zh; without the system's culture data zh-CN does not lead to it.
    /// </summary>
    private static RequestDelegate InChinese(RequestDelegate next) =>
        http =>
        {
            if (CultureInfo.CurrentUICulture.Name.StartsWith("zh", StringComparison.Ordinal))
                CultureInfo.CurrentUICulture = new("zh");
            return next(http);
        };

    /// <summary>
    /// PostgreSQL's storage takes whatever stands in the address for the number of a job and breaks down where it is
    /// none.
    /// </summary>
    private static RequestDelegate NumbersOnly(RequestDelegate next) =>
        async http =>
        {
            try
            {
                await next(http);
            }
            catch (Exception problem)
                when (problem is FormatException or OverflowException && !http.Response.HasStarted)
            {
                http.Response.StatusCode = StatusCodes.Status404NotFound;
            }
        };

    public const string Pages = "/jobs/engine";

    private static Acting Acting(DashboardContext context) =>
        context.GetHttpContext().RequestServices.GetRequiredService<ActingScope>().Current;

    private sealed class WholeDistrict : IDashboardAuthorizationFilter
    {
        public bool Authorize(DashboardContext context) =>
            context.GetHttpContext().RequestServices.GetRequiredService<KernelDb>().ScopeAll;
    }

    public long Backlog() => _storage.GetMonitoringApi().EnqueuedCount(Asked);

    private static JobStorage Storage(DatabaseOptions database)
    {
        if (database.Kind == DatabaseKind.Sqlite)
            return new InMemoryStorage(new() { IdType = InMemoryStorageIdType.Long });
        return new PostgreSqlStorage(
            new Hangfire.PostgreSql.Factories.NpgsqlConnectionFactory(HangfireSchema.Connection(database), Options()),
            Options()
        );
    }

    private static PostgreSqlStorageOptions Options() =>
        new()
        {
            SchemaName = HangfireSchema.Name,
            // Made and checked before the host starts, see HangfireSchema.
            PrepareSchemaIfNecessary = false,
            // Without it a run longer than the timeout is fetched again and cancelled, over and over.
            UseSlidingInvisibilityTimeout = true,
            InvisibilityTimeout = TimeSpan.FromMinutes(1),
            // A lock is a row: a host that is killed leaves it. It is held for seconds, and what two hosts did under
            // it at once would be one slot of ours all the same.
            DistributedLockTimeout = TimeSpan.FromSeconds(30),
            QueuePollInterval = TimeSpan.FromSeconds(5),
            EnableLongPolling = true,
        };

    /// <summary>
    /// What the engine calls. Its arguments are shown on the engine's pages: numbers and kinds, nothing else.
    /// </summary>
    [AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
    internal sealed class EngineWork(RunJob jobs, RunRecurring recurring)
    {
        [Queue(Asked)]
        [JobDisplayName("{0}")]
        public Task Row(long id) => jobs.Once(id);

        [Queue(Recurring)]
        [JobDisplayName("{0}")]
        public Task Due(string kind, PerformContext? context) =>
            context is not null && Pressed(context) ? recurring.Now(kind) : recurring.Due(kind);

        [Queue(Recurring)]
        [JobDisplayName("{0}")]
        public Task Now(string kind) => recurring.Now(kind);

        /// <summary>
        /// Somebody pressed "now" on the engine's page, which wants it run though its last time was done: it is of a
        /// recurring job, but not from the scheduler, which gives its name as the reason.
        /// </summary>
        private static bool Pressed(PerformContext context)
        {
            if (context.GetJobParameter<string>("RecurringJobId") is null)
                return false;
            var details = context.Storage.GetMonitoringApi().JobDetails(context.BackgroundJob.Id);
            return details?.History.All(h => h.Reason?.EndsWith("scheduler", StringComparison.Ordinal) != true) == true;
        }
    }

    private sealed class OwnActivator(IServiceProvider provider) : JobActivator
    {
        public override object ActivateJob(Type jobType) => provider.GetRequiredService(jobType);
    }

    /// <summary>Machines without time zone data know the one zone as well.</summary>
    private sealed class OwnZone : ITimeZoneResolver
    {
        public TimeZoneInfo GetTimeZoneById(string timeZoneId) =>
            timeZoneId == Jobs.Schedule.Zone.Id ? Jobs.Schedule.Zone : TimeZoneInfo.FindSystemTimeZoneById(timeZoneId);
    }
}
