using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Store;

namespace Modular.Kernel.Jobs;

/// <summary>Somebody wants recurring work now, without waiting for its time.</summary>
public sealed class AskRecurring(KernelDb db, IEnumerable<JobKind> kinds, IServiceProvider services)
{
    /// <summary>
    /// Recurring work is for the whole district; an officer of a part of it neither sees nor starts it.
    /// </summary>
    /// <exception cref="NotFound">The account acts for less than the district.</exception>
    public void WholeDistrict()
    {
        if (!db.ScopeAll)
            throw new NotFound();
    }

    public async Task Now(string kind, CancellationToken cancel)
    {
        WholeDistrict();
        if (!db.Acting.May(KernelPermissions.EngineManage))
            throw new NotFound();
        if (!kinds.Any(k => k.Kind == kind && k.Schedule is not null))
            throw new NotFound();
        if (services.GetService<IJobEngine>() is not { } engine)
            throw new RuleBroken("job.no-engine");
        db.Record("job.recurring-asked", $"recurring:{kind}");
        await db.SaveChangesAsync(cancel);
        engine.TellNow(kind);
    }
}
