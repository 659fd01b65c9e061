using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Modular.Kernel.Data;

namespace Modular.Projects.Catalogue;

/// <summary>
/// When the host starts, a district that has no catalogue yet gets the shipped one. A district made later begins by the
/// button on the page.
/// </summary>
internal sealed class ShipCatalogue(IServiceScopeFactory scopes) : IHostedService
{
    public async Task StartAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActingScope>().ActAsSystem("catalogue");
        await scope.ServiceProvider.GetRequiredService<KeepCatalogue>().Begin(cancel);
    }

    public Task StopAsync(CancellationToken cancel) => Task.CompletedTask;
}
