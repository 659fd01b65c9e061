using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Plugins.Contract;

namespace Modular.Kernel.Plugins;

/// <summary>A plugin that may run now.</summary>
public sealed record UsablePlugin(string Hash, string Folder, PluginKind Kind, PluginDescription Description);

/// <summary>
/// Which plugins there are and which may run. Looking through the folders again needs no restart: new files are hashed, copied and
/// described in the runner; shipped ones are allowed from the start, dropped-in ones wait for an administrator. One
/// that could
/// not be described for a passing reason is asked again.
/// </summary>
public sealed class PluginCatalogue(IDbContextFactoryOf<KernelDb> contexts, PluginStore store, PluginRunner runner, TimeProvider clock)
{
    private static readonly SemaphoreSlim OneScan = new(1, 1);
    private static Dictionary<string, (long Mark, string Hash)> _seen = new(StringComparer.Ordinal);
    private readonly PluginRetries _retries = new();

    public async Task Rescan(CancellationToken cancel)
    {
        await OneScan.WaitAsync(cancel);
        try
        {
            await using var db = contexts.Create();
            var known = await db.Plugins.ToDictionaryAsync(p => p.Hash, cancel);
            var present = new HashSet<string>(StringComparer.Ordinal);
            foreach (var (folder, shipped) in store.Folders())
            {
                string hash = HashOf(folder);
                if (!present.Add(hash)) continue;
                if (known.TryGetValue(hash, out var entry))
                {
                    if (entry.Status == PluginStatus.Missing) (entry.Status, entry.Reason) = (Welcome(shipped), null);
                    else if (AskAgain(entry)) await Look(entry, folder, shipped, cancel);
                }
                else
                {
                    string name = Path.GetFileName(folder);
                    entry = new PluginEntry { Hash = hash, Folder = name, FirstSeenAt = clock.GetUtcNow() };
                    await Look(entry, folder, shipped, cancel);
                    db.Plugins.Add(entry);
                }
            }

            foreach (var gone in known.Values.Where(p => p.Status == PluginStatus.Allowed && !present.Contains(p.Hash)))
                (gone.Status, gone.Reason) = (PluginStatus.Missing, "plugin.folder-gone");
            foreach (var change in db.ChangeTracker.Entries<PluginEntry>().Where(e => e.State is EntityState.Added or EntityState.Modified))
                db.Record("plugin.seen", $"plugin:{change.Entity.PluginId ?? Path.GetFileName(change.Entity.Folder)}", after: new { change.Entity.Hash, change.Entity.Status });
            await db.SaveChangesAsync(cancel);
        }
        finally
        {
            OneScan.Release();
        }
    }

    public async Task<IReadOnlyList<PluginEntry>> All(CancellationToken cancel)
    {
        await using var db = contexts.Create();
        return await db.Plugins.AsNoTracking().OrderBy(p => p.Status).ThenBy(p => p.PluginId).ThenByDescending(p => p.FirstSeenAt).ToListAsync(cancel);
    }

    public async Task<IReadOnlyList<UsablePlugin>> Usable(PluginKind kind, CancellationToken cancel) =>
        [.. (await All(cancel)).Where(p => p.Status == PluginStatus.Allowed && p.Kind == kind).Select(Usable).OfType<UsablePlugin>()
            .GroupBy(p => p.Description.Id).Select(g => g.MaxBy(p => p.Description.Version, StringComparer.Ordinal)!)];

    /// <exception cref="RuleBroken">No allowed plugin has this id.</exception>
    public async Task<UsablePlugin> Get(PluginKind kind, string id, CancellationToken cancel) =>
        (await Usable(kind, cancel)).FirstOrDefault(p => p.Description.Id == id) ?? throw new RuleBroken("plugin.not-usable", id);

    public static UsablePlugin? Usable(PluginEntry entry) => entry.Description is null ? null
        : new(entry.Hash, entry.Folder, entry.Kind, JsonSerializer.Deserialize<PluginDescription>(entry.Description, RunnerJson.Options)!);

    /// <summary>An administrator allows or refuses exactly these files.</summary>
    public async Task Decide(KernelDb db, string hash, bool allow, CancellationToken cancel)
    {
        var entry = await db.Plugins.FindAsync([hash], cancel) ?? throw new NotFound();
        if (entry.Status is PluginStatus.Broken or PluginStatus.Missing) throw new RuleBroken("plugin.cannot-decide");
        entry.Status = allow ? PluginStatus.Allowed : PluginStatus.Refused;
        db.Record(allow ? "plugin.allowed" : "plugin.refused", $"plugin:{entry.PluginId}", after: new { entry.Hash, entry.Version });
        await db.SaveChangesAsync(cancel);
    }

    public async Task<RunnerAnswer> Run(UsablePlugin plugin, string verb, string? parameters, MethodInput? method, ClusterInput? cluster, CancellationToken cancel, IReadOnlyList<IReadOnlyList<int>>? panels = null)
    {
        string folder = store.Copy(plugin.Hash) ?? throw new PluginFailed("plugin.files-changed", plugin.Description.Id);
        return await runner.Ask(new(verb, folder, plugin.Folder, parameters, method, cluster) { Panels = panels }, cancel);
    }

    /// <summary>Any other question to a plugin: folder and assembly are filled in here.</summary>
    public async Task<RunnerAnswer> Run(UsablePlugin plugin, RunnerRequest request, CancellationToken cancel)
    {
        string folder = store.Copy(plugin.Hash) ?? throw new PluginFailed("plugin.files-changed", plugin.Description.Id);
        return await runner.Ask(request with { Folder = folder, Assembly = plugin.Folder }, cancel);
    }

    /// <summary>An administrator has a broken one asked again now, whatever the reason was.</summary>
    public async Task TryAgain(KernelDb db, string hash, CancellationToken cancel)
    {
        await OneScan.WaitAsync(cancel);
        try
        {
            var entry = await db.Plugins.FindAsync([hash], cancel) ?? throw new NotFound();
            if (entry.Status != PluginStatus.Broken) throw new RuleBroken("plugin.not-broken");
            var (folder, shipped) = store.Folders().FirstOrDefault(f => HashOf(f.Folder) == hash);
            if (folder is null) throw new RuleBroken("plugin.folder-changed");
            await Look(entry, folder, shipped, cancel);
            string subject = $"plugin:{entry.PluginId ?? entry.Folder}";
            db.Record("plugin.tried-again", subject, after: new { hash, entry.Status, entry.Reason });
            await db.SaveChangesAsync(cancel);
        }
        finally
        {
            OneScan.Release();
        }
    }

    private bool AskAgain(PluginEntry entry) => entry.Status == PluginStatus.Broken
        && PluginReason.IsPassing(entry.Reason) && _retries.Due(entry.Hash, clock.GetUtcNow());

    private static PluginStatus Welcome(bool shipped) =>
        shipped ? PluginStatus.Allowed : PluginStatus.WaitingForApproval;

    private async Task Look(PluginEntry entry, string folder, bool shipped, CancellationToken cancel)
    {
        try
        {
            store.Keep(folder, entry.Hash);
            string copy = store.Copy(entry.Hash) ?? throw new PluginFailed("plugin.files-changed", entry.Folder);
            var answer = await runner.Ask(new("describe", copy, entry.Folder, null), cancel);
            var description = answer.Description ?? throw new PluginFailed("plugin.nonsense");
            if (description.Id != entry.Folder) throw new PluginFailed("plugin.wrong-id", description.Id, entry.Folder);
            (entry.PluginId, entry.Version, entry.Kind) = (description.Id, description.Version, Enum.Parse<PluginKind>(answer.Kind!));
            entry.Description = JsonSerializer.Serialize(description, RunnerJson.Options);
            (entry.Status, entry.Reason) = (Welcome(shipped), null);
            _retries.Forget(entry.Hash);
        }
        catch (Exception problem) when (PluginReason.Of(problem) is { } reason)
        {
            (entry.Status, entry.Reason) = (PluginStatus.Broken, reason.Kept());
            _retries.Failed(entry.Hash, clock.GetUtcNow());
        }
    }

    private static string HashOf(string folder)
    {
        long mark = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(f => new FileInfo(f))
            .Aggregate(17L, (sum, f) => unchecked(sum * 31 + f.LastWriteTimeUtc.Ticks + f.Length));
        if (_seen.TryGetValue(folder, out var seen) && seen.Mark == mark) return seen.Hash;
        string hash = PluginStore.Hash(folder);
        _seen = new(_seen, StringComparer.Ordinal) { [folder] = (mark, hash) };
        return hash;
    }
}
