using Microsoft.Extensions.Diagnostics.HealthChecks;
using Modular.Kernel.Calendar;

namespace Modular.Host;

/// <summary>Degraded a quarter before a year without calendar data begins.</summary>
internal sealed class CalendarHealth(CalendarStore calendars, TimeProvider clock) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    ) =>
        (await calendars.Get(cancellationToken)).MissingSoon(clock.Today()) is { } year
            ? HealthCheckResult.Degraded($"No working calendar for {year}.")
            : HealthCheckResult.Healthy();
}
