using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Modular.Host;
using Modular.Kernel;
using Modular.Kernel.Data;
using Modular.Kernel.Modules;
using Modular.Kernel.Operations;

namespace Modular.Tools;

/// <summary>The host's services without the host: same modules, same plugins, same runner.</summary>
internal static class Services
{
    /// <summary>
    /// On a database that is there: where there is none the call was meant for another folder, and none is made.
    /// </summary>
    public static async Task<ServiceProvider> OpenThere(Call call, CancellationToken cancel)
    {
        var provider = await Open(call, prepare: false, cancel);
        var backup = provider.GetRequiredService<Backup>();
        if (!await backup.HasData(cancel))
        {
            await provider.DisposeAsync();
            throw WrongCall.Of("tools.wrong.no-data", backup.Where);
        }

        await Start.Prepare(provider, cancel);
        return provider;
    }

    /// <param name="prepare">False where no database is wanted or it must not exist yet.</param>
    public static async Task<ServiceProvider> Open(Call call, bool prepare, CancellationToken cancel)
    {
        var configuration = new ConfigurationBuilder()
            .AddEnvironmentVariables()
            .AddInMemoryCollection(
                new Dictionary<string, string?>
                {
                    ["Jobs:Enabled"] = "false",
                    ["Plugins:Seconds"] = "1800",
                    ["Plugins:HeapMegabytes"] = "8192",
                }.Concat(Given(call))
            )
            .Build();
        var services = new ServiceCollection();
        var database = DatabaseOptions.From(configuration);
        services.AddSingleton<IConfiguration>(configuration);
        services.AddLogging(log => log.SetMinimumLevel(LogLevel.Error).AddSimpleConsole());
        services.AddSingleton<Microsoft.Extensions.Hosting.IHostApplicationLifetime, NoLifetime>();
        services.AddKernel(configuration, database, ModuleSet.Choose(ModuleCatalogue.All, null));
        var provider = services.BuildServiceProvider();
        if (prepare)
            await Start.Prepare(provider, cancel);
        return provider;
    }

    public static AsyncServiceScope AsSystem(this IServiceProvider provider)
    {
        var scope = provider.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActingScope>().ActAsSystem("command line");
        return scope;
    }

    private static IEnumerable<KeyValuePair<string, string?>> Given(Call call)
    {
        foreach (
            var (name, key) in new[]
            {
                ("data", "DataFolder"),
                ("database-kind", "Database:Kind"),
                ("connection", "Database:Connection"),
                ("secret", "Secrets:File"),
            }
        )
            if (call.Named(name) is { } value)
                yield return new(key, value);
    }

    private sealed class NoLifetime : Microsoft.Extensions.Hosting.IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => CancellationToken.None;
        public CancellationToken ApplicationStopping => CancellationToken.None;
        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication() { }
    }
}
