using Modular.Kernel.Jobs;
using Modular.Kernel.Plugins;

namespace Modular.Kernel.Operations;

/// <summary>Sees plugins that were dropped in, changed or removed, every minute.</summary>
internal sealed class LookForPlugins(PluginCatalogue plugins) : IJobWork
{
    public async Task<string?> Run(JobRun run, CancellationToken cancel)
    {
        await plugins.Rescan(cancel);
        return null;
    }
}
