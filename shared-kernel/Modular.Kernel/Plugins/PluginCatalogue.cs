using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Rules;
using Modular.Kernel.Store;
using Modular.Plugins.Contract;

namespace Modular.Kernel.Plugins;

/// <summary>Which plugins there are, what administrators decided, and their runs: asked about again at each.</summary>
public sealed class PluginCatalogue(
    IDbContextFactoryOf<KernelDb> contexts,
    PluginStore store,
    PluginRunner runner,
    ScanPlugins scan
)
{
    public Task Rescan(CancellationToken cancel) => scan.Run(cancel);

    public async Task<IReadOnlyList<PluginEntry>> All(CancellationToken cancel)
    {
        await using var db = contexts.Create();
        return await db
            .Plugins.AsNoTracking()
            .OrderBy(p => p.Status)
            .ThenBy(p => p.PluginId)
            .ThenByDescending(p => p.FirstSeenAt)
            .ToListAsync(cancel);
    }

    /// <summary>Of each id the newest version that is allowed.</summary>
    public async Task<IReadOnlyList<UsablePlugin>> Usable(PluginKind kind, CancellationToken cancel) =>
        [
            .. (await All(cancel))
                .Where(p => p.Status == PluginStatus.Allowed && p.Kind == kind)
                .Select(Usable)
                .OfType<UsablePlugin>()
                .GroupBy(p => p.Description.Id)
                .Select(g => g.MaxBy(p => p.Description.Version, PluginVersion.Order)!),
        ];

    /// <exception cref="RuleBroken">No allowed plugin has this id.</exception>
    public async Task<UsablePlugin> Get(PluginKind kind, string id, CancellationToken cancel) =>
        (await Usable(kind, cancel)).FirstOrDefault(p => p.Description.Id == id)
        ?? throw new RuleBroken("plugin.not-usable", id);

    public static UsablePlugin? Usable(PluginEntry entry) =>
        entry.Description is null
            ? null
            : new(
                entry.Hash,
                entry.Folder,
                entry.Kind,
                JsonSerializer.Deserialize<PluginDescription>(entry.Description, RunnerJson.Options)!
            );

    /// <summary>
    /// An administrator allows or refuses exactly these files. Allowed, they run for the first time: what they declare
    /// must be what their manifest says.
    /// </summary>
    public async Task Decide(KernelDb db, string hash, bool allow, CancellationToken cancel)
    {
        using var alone = await scan.Alone(cancel);
        var entry = await db.Plugins.FindAsync([hash], cancel) ?? throw new NotFound();
        if (entry.Status is PluginStatus.Broken or PluginStatus.Missing)
            throw new RuleBroken("plugin.cannot-decide");
        await scan.Decide(entry, allow, cancel);
        db.Record(
            allow ? "plugin.allowed" : "plugin.refused",
            $"plugin:{entry.PluginId}",
            after: new
            {
                entry.Hash,
                entry.Version,
                entry.Status,
            }
        );
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>An administrator has a broken one looked at again now, whatever the reason was.</summary>
    public async Task TryAgain(KernelDb db, string hash, CancellationToken cancel)
    {
        using var alone = await scan.Alone(cancel);
        var entry = await db.Plugins.FindAsync([hash], cancel) ?? throw new NotFound();
        if (entry.Status != PluginStatus.Broken)
            throw new RuleBroken("plugin.not-broken");
        await scan.Again(entry, cancel);
        db.Record(
            "plugin.tried-again",
            $"plugin:{entry.PluginId ?? entry.Folder}",
            after: new
            {
                hash,
                entry.Status,
                entry.Reason,
            }
        );
        await db.SaveChangesAsync(cancel);
    }

    public Task<RunnerAnswer> Run(
        UsablePlugin plugin,
        string verb,
        string? parameters,
        MethodInput? method,
        ClusterInput? cluster,
        CancellationToken cancel,
        IReadOnlyList<IReadOnlyList<int>>? panels = null
    ) => Run(plugin, new(verb, "", "", parameters, method, cluster) { Panels = panels }, cancel);

    /// <summary>
    /// Folder and assembly are filled in here. Whether it may run is asked now and not taken from when it was chosen.
    /// </summary>
    /// <exception cref="PluginFailed">It is not allowed, its files changed, or it did not do its work.</exception>
    public async Task<RunnerAnswer> Run(UsablePlugin plugin, RunnerRequest request, CancellationToken cancel)
    {
        await using (var db = contexts.Create())
        {
            var entry = await db.Plugins.AsNoTracking().SingleOrDefaultAsync(p => p.Hash == plugin.Hash, cancel);
            if (entry is not { MayRun: true })
                throw new PluginFailed("plugin.not-allowed", plugin.Description.Id);
        }

        string folder =
            store.Copy(plugin.Hash) ?? throw new PluginFailed("plugin.files-changed", plugin.Description.Id);
        // Approved by a version that asked for no manifest: what it said of itself then stands for it.
        bool old = !File.Exists(Path.Combine(folder, PluginManifest.FileName));
        var known = old ? PluginManifest.Of(plugin.Kind.ToString(), plugin.Description) : null;
        return await runner.Ask(request with { Folder = folder, Assembly = plugin.Folder }, cancel, known);
    }
}

/// <summary>A plugin that may run now.</summary>
public sealed record UsablePlugin(string Hash, string Folder, PluginKind Kind, PluginDescription Description);
