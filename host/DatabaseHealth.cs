using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Modular.Kernel.Calendar;
using Modular.Kernel.Rules;
using Modular.Kernel.Store;
using Modular.Kernel.Texts;
using Modular.Kernel.Units;

namespace Modular.Host;

/// <summary>
/// Unready while the database does not answer, or does not give what every page needs: units, calendar, texts.
/// </summary>
internal sealed class DatabaseHealth(IDbContextFactoryOf<KernelDb> contexts, CalendarStore calendars, Words words)
    : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    )
    {
        try
        {
            await using var db = contexts.Create();
            await db.AuditHeads.AsNoTracking().CountAsync(cancellationToken);
            // Built again and not from memory: rows that no tree can be made of would take every page down.
            _ = new UnitTree(await db.Units.AsNoTracking().ToListAsync(cancellationToken));
            await calendars.Get(cancellationToken);
            return words.Has("desk.menu") ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("no texts");
        }
        catch (Exception problem) when (!problem.IsAskedBy(cancellationToken))
        {
            return HealthCheckResult.Unhealthy(exception: problem);
        }
    }
}
