using Microsoft.Extensions.Diagnostics.HealthChecks;
using Modular.Kernel.Plugins;
using Modular.Kernel.Texts;

namespace Modular.Host;

/// <summary>Degraded while the runner or a shipped plugin is missing: pages answer, nothing can be computed.</summary>
internal sealed class PluginHealth(Installation installation, Words words) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    ) =>
        Task.FromResult(
            installation.Lacks() is { } lack
                ? HealthCheckResult.Degraded(words[lack.Key, lack.Arguments])
                : HealthCheckResult.Healthy()
        );
}
