using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Modular.Kernel.Access;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Units;
using Quartz;

namespace Modular.Kernel.Jobs;

/// <summary>
/// The one file that knows the scheduler's library. Work is a row of ours (what, for whom, how far) plus a trigger in the
/// persistent store, which on PostgreSQL several hosts share; a trigger lost between the two is set again by <see cref="JobSweep"/>.
/// </summary>
public sealed class JobQueue(KernelDb db, ISchedulerFactory schedulers, UnitDirectory units, TimeProvider clock)
{
    public const int Tries = 3;

    public async Task<long> Enqueue(string kind, string title, object arguments, int unitId, CancellationToken cancel)
    {
        var unit = (await units.Tree(cancel)).Find(unitId) ?? throw new NotFound();
        var job = new Job
        {
            Id = Ids.Next(clock),
            Kind = kind,
            Title = title.Length > 200 ? title[..200] : title,
            Arguments = JsonSerializer.Serialize(arguments),
            UnitId = unit.Id,
            UnitPath = unit.Path,
            AccountId = db.Acting.AccountId,
            By = db.Acting.Name,
            CreatedAt = clock.GetUtcNow(),
        };
        db.Jobs.Add(job);
        db.Record("job.asked", $"job:{job.Id}", after: new { kind, title });
        await db.SaveChangesAsync(cancel);
        await Schedule(await schedulers.GetScheduler(cancel), job.Id, clock.GetUtcNow(), cancel);
        return job.Id;
    }

    public async Task Cancel(long id, CancellationToken cancel)
    {
        var job = await db.Jobs.SingleOrDefaultAsync(j => j.Id == id, cancel) ?? throw new NotFound();
        if (job.State is not (JobState.Waiting or JobState.Running)) throw new RuleBroken("job.not-running");
        job.CancelWanted = true;
        if (job.State == JobState.Waiting) (job.State, job.EndedAt) = (JobState.Cancelled, clock.GetUtcNow());
        db.Record("job.cancel-asked", $"job:{job.Id}");
        await db.SaveChangesAsync(cancel);
    }

    public async Task Retry(long id, CancellationToken cancel)
    {
        var job = await db.Jobs.SingleOrDefaultAsync(j => j.Id == id, cancel) ?? throw new NotFound();
        if (job.State is not (JobState.Parked or JobState.Failed or JobState.Cancelled)) throw new RuleBroken("job.not-parked");
        (job.State, job.Attempts, job.CancelWanted, job.Error, job.EndedAt) = (JobState.Waiting, 0, false, null, null);
        db.Record("job.retried", $"job:{job.Id}");
        await db.SaveChangesAsync(cancel);
        await Schedule(await schedulers.GetScheduler(cancel), job.Id, clock.GetUtcNow(), cancel);
    }

    internal static async Task Schedule(IScheduler scheduler, long id, DateTimeOffset at, CancellationToken cancel)
    {
        var key = new JobKey(id.ToString(System.Globalization.CultureInfo.InvariantCulture), "work");
        var detail = JobBuilder.Create<JobRunner>().WithIdentity(key).RequestRecovery().StoreDurably(false).Build();
        var trigger = TriggerBuilder.Create().WithIdentity(key.Name, "work").StartAt(at)
            .WithSimpleSchedule(s => s.WithMisfireInstruction(SimpleTriggerMisfireInstruction.FireNow)).Build();
        await scheduler.ScheduleJob(detail, trigger, ScheduleJobOptions.Replacing, cancel);
    }
}

/// <summary>Runs one row of work and writes down how it ended.</summary>
[DisallowConcurrentExecution]
internal sealed partial class JobRunner(IServiceScopeFactory scopes, IEnumerable<JobKind> kinds, TimeProvider clock, ISchedulerFactory schedulers, ILogger<JobRunner> log) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        if (long.TryParse(context.JobDetail.Key.Name, System.Globalization.CultureInfo.InvariantCulture, out long id)) await RunRow(id, cancellationToken);
    }

    private async Task RunRow(long id, CancellationToken stopping)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        services.GetRequiredService<ActingScope>().ActAsSystem("jobs");
        var contexts = services.GetRequiredService<IDbContextFactoryOf<KernelDb>>();
        var job = await Begin(contexts, id, stopping);
        if (job is null) return;
        using var wanted = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var (state, result, error) = (JobState.Done, (string?)null, (string?)null);
        DateTimeOffset? again = null;
        try
        {
            var kind = kinds.SingleOrDefault(k => k.Kind == job.Kind) ?? throw new RuleBroken("job.kind-unknown", job.Kind);
            var work = (IJobWork)services.GetRequiredService(kind.Work);
            result = await work.Run(new(job, (done, total) => Note(contexts, id, done, total, wanted)), wanted.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The host stops: leave the row as running; recovery takes it up at the next start.
            return;
        }
        catch (OperationCanceledException)
        {
            state = JobState.Cancelled;
        }
        catch (RuleBroken broken)
        {
            (state, error) = (JobState.Failed, JsonSerializer.Serialize(new { broken.Key, broken.Arguments }));
        }
        catch (Exception problem)
        {
            LogFailed(problem, job.Kind, id, job.Attempts);
            error = problem.GetBaseException().Message;
            bool last = job.Attempts >= JobQueue.Tries;
            state = last ? JobState.Parked : JobState.Waiting;
            if (!last) again = clock.GetUtcNow().AddSeconds(5 * Math.Pow(4, job.Attempts - 1));
        }

        await using var db = contexts.Create();
        var ended = again is null ? clock.GetUtcNow() : (DateTimeOffset?)null;
        string? shown = error?[..Math.Min(error.Length, 1000)];
        await db.Jobs.Where(j => j.Id == id).ExecuteUpdateAsync(set => set.SetProperty(j => j.State, state).SetProperty(j => j.Result, result)
            .SetProperty(j => j.Error, shown).SetProperty(j => j.EndedAt, ended), CancellationToken.None);
        if (again is { } at)
        {
            var scheduler = await schedulers.GetScheduler(stopping);
            var trigger = TriggerBuilder.Create().WithIdentity($"{id}-{job.Attempts}", "retry").ForJob(new JobKey(id.ToString(System.Globalization.CultureInfo.InvariantCulture), "work")).StartAt(at).Build();
            await scheduler.ScheduleJob(trigger, ScheduleJobOptions.Replacing, stopping);
        }
    }

    private async Task<Job?> Begin(IDbContextFactoryOf<KernelDb> contexts, long id, CancellationToken cancel)
    {
        await using var db = contexts.Create();
        var now = clock.GetUtcNow();
        int won = await db.Jobs.Where(j => j.Id == id && (j.State == JobState.Waiting || j.State == JobState.Running))
            .ExecuteUpdateAsync(set => set.SetProperty(j => j.State, JobState.Running).SetProperty(j => j.StartedAt, now).SetProperty(j => j.Attempts, j => j.Attempts + 1), cancel);
        return won == 0 ? null : await db.Jobs.AsNoTracking().SingleAsync(j => j.Id == id, cancel);
    }

    private static async Task Note(IDbContextFactoryOf<KernelDb> contexts, long id, long done, long total, CancellationTokenSource wanted)
    {
        await using var db = contexts.Create();
        await db.Jobs.Where(j => j.Id == id).ExecuteUpdateAsync(set => set.SetProperty(j => j.Done, done).SetProperty(j => j.Total, total), CancellationToken.None);
        if (await db.Jobs.AnyAsync(j => j.Id == id && j.CancelWanted, CancellationToken.None)) await wanted.CancelAsync();
        wanted.Token.ThrowIfCancellationRequested();
    }

    [LoggerMessage(LogLevel.Warning, "Job {Kind} {Id} failed at try {Attempt}.")]
    private partial void LogFailed(Exception error, string kind, long id, int attempt);
}

/// <summary>Runs recurring work: the trigger's name is the kind. It leaves no row unless it fails.</summary>
[DisallowConcurrentExecution]
internal sealed partial class RecurringRunner(IServiceScopeFactory scopes, IEnumerable<JobKind> kinds, ILogger<RecurringRunner> log) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        string name = context.JobDetail.Key.Name;
        var kind = kinds.SingleOrDefault(k => k.Kind == name);
        if (kind is null) return;
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActingScope>().ActAsSystem("jobs");
        try
        {
            var job = new Job { Id = 0, Kind = name, Title = name, Arguments = "{}", UnitId = 0, UnitPath = "/", By = "system" };
            await ((IJobWork)scope.ServiceProvider.GetRequiredService(kind.Work)).Run(new(job, (_, _) => Task.CompletedTask), cancellationToken);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            LogFailed(problem, name);
        }
    }

    [LoggerMessage(LogLevel.Error, "Recurring job {Kind} failed; it comes again at its next time.")]
    private partial void LogFailed(Exception error, string kind);
}

/// <summary>At start: sets triggers again for work that has a row but, after a crash, none; and the recurring ones.</summary>
internal sealed class JobSweep(IServiceScopeFactory scopes, ISchedulerFactory schedulers, IEnumerable<JobKind> kinds, DatabaseOptions options, TimeProvider clock) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var scheduler = await schedulers.GetScheduler(stoppingToken);
        foreach (var kind in kinds.Where(k => k.Cron is not null))
        {
            var detail = JobBuilder.Create<RecurringRunner>().WithIdentity(kind.Kind, "recurring").StoreDurably().Build();
            var trigger = TriggerBuilder.Create().WithIdentity(kind.Kind, "recurring").ForJob(detail)
                .WithCronSchedule(kind.Cron!, cron => cron.InTimeZone(TimeZoneInfo.CreateCustomTimeZone("Asia/Shanghai", Calendar.LocalTime.Offset, "Asia/Shanghai", "Asia/Shanghai"))).Build();
            await scheduler.AddJob(detail, AddJobOptions.Replacing, stoppingToken);
            if (await scheduler.GetTrigger(trigger.Key, stoppingToken) is null) await scheduler.ScheduleJob(trigger, ScheduleJobOptions.Replacing, stoppingToken);
            else await scheduler.RescheduleJob(trigger.Key, trigger, stoppingToken);
        }

        while (!stoppingToken.IsCancellationRequested)
        {
            await using (var scope = scopes.CreateAsyncScope())
            {
                var contexts = scope.ServiceProvider.GetRequiredService<IDbContextFactoryOf<KernelDb>>();
                await using var db = contexts.Create();
                // On SQLite there is one host, so whatever is marked running at start was cut off.
                var lost = await db.Jobs.AsNoTracking().Where(j => j.State == JobState.Waiting || j.State == JobState.Running)
                    .Select(j => new { j.Id, j.CreatedAt }).ToListAsync(stoppingToken);
                foreach (var job in lost.Where(j => options.Kind == DatabaseKind.Sqlite || j.CreatedAt < clock.GetUtcNow().AddMinutes(-1)))
                {
                    var key = new JobKey(job.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), "work");
                    if (!await scheduler.Exists(key, stoppingToken)) await JobQueue.Schedule(scheduler, job.Id, clock.GetUtcNow(), stoppingToken);
                }
            }

            await Task.Delay(TimeSpan.FromMinutes(1), clock, stoppingToken);
        }
    }
}

public static class JobRegistration
{
    public static IServiceCollection AddJob<TWork>(this IServiceCollection services, string kind, string? cron = null) where TWork : class, IJobWork
    {
        services.AddScoped<TWork>();
        return services.AddSingleton(new JobKind(kind, typeof(TWork), cron));
    }

    public static IServiceCollection AddJobs(this IServiceCollection services, DatabaseOptions database, IConfiguration configuration)
    {
        services.AddScoped<JobQueue>();
        services.AddTransient<JobRunner>();
        services.AddTransient<RecurringRunner>();
        if (configuration.GetValue("Jobs:Enabled", true) == false) return services.AddQuartz(_ => { });
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(o => { o.InstanceName = "modular"; o.InstanceId = database.Kind == DatabaseKind.Sqlite ? "single" : "AUTO"; });
            quartz.UsePersistentStore(store =>
            {
                store.ProvisionSchema();
                if (database.Kind == DatabaseKind.Sqlite) store.UseSqlite(Microsoft.Data.Sqlite.SqliteFactory.Instance, database.Connection);
                else
                {
                    store.UsePostgres(Npgsql.NpgsqlFactory.Instance, database.Connection);
                    store.UseClustering(cluster => cluster.CheckinInterval = TimeSpan.FromSeconds(5));
                }
            });
        });
        services.AddQuartzHostedService(o => o.WaitForJobsToComplete = false);
        services.AddHostedService<JobSweep>();
        return services;
    }
}
