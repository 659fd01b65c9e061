using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Data;
using Modular.Kernel.Store;

namespace Modular.Kernel.Jobs;

public static class JobRegistration
{
    /// <param name="cron">See <see cref="JobKind"/>; null for work that is asked for.</param>
    public static IServiceCollection AddJob<TWork>(this IServiceCollection services, string kind, string? cron = null)
        where TWork : class, IJobWork
    {
        services.AddScoped<TWork>();
        return services.AddSingleton(new JobKind(kind, typeof(TWork), cron));
    }

    /// <summary>
    /// With <c>Jobs:Enabled</c> off this process asks for jobs and runs none, such as the command line.
    /// </summary>
    internal static IServiceCollection AddJobs(
        this IServiceCollection services,
        DatabaseOptions database,
        IConfiguration configuration
    )
    {
        bool enabled = configuration.GetValue("Jobs:Enabled", true);
        services.AddScoped<JobQueue>();
        services.AddSingleton(JobTimes.From(configuration));
        services.AddSingleton(new JobTelling { Listening = enabled });
        services.AddSingleton<AfterCommit>();
        services.AddSingleton<JobLease>();
        services.AddSingleton<RunJob>();
        services.AddSingleton<RecurringSlots>();
        services.AddSingleton<RunRecurring>();
        services.AddSingleton<MissedWork>();
        services.AddSingleton<ListRecurring>();
        services.AddScoped<AskRecurring>();
        services.AddTransient<EachUnit>();
        if (!enabled)
            return services;
        HangfireEngine.Add(services, database);
        services.AddSingleton<JobReconciler>();
        services.AddHostedService(provider => provider.GetRequiredService<JobReconciler>());
        return services.AddHostedService<JobTeller>();
    }
}
