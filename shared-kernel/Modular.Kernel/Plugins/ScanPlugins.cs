using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Rules;
using Modular.Kernel.Store;

namespace Modular.Kernel.Plugins;

/// <summary>
/// Looks through the folders, needs no restart: new files are hashed, copied and read by their manifest, and nothing of
/// them runs. Those the build shipped are approved, others wait for an administrator. One that he approved is run once
/// to see that it is what it says; where that failed for a passing reason it is tried again.
/// </summary>
public sealed class ScanPlugins(
    IDbContextFactoryOf<KernelDb> contexts,
    PluginStore store,
    PluginRunner runner,
    TimeProvider clock
)
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly PluginRetries _retries = new();

    /// <summary>For the whole process: many hosts of one process look at the same folders.</summary>
    private static readonly ConcurrentDictionary<string, (long Mark, string Hash)> Seen = new(StringComparer.Ordinal);

    private sealed record Found(string Folder, string Hash, bool Shipped, Exception? Problem);

    /// <summary>Decisions and looks come one after the other.</summary>
    public async Task<IDisposable> Alone(CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        return new Turn(_one);
    }

    public async Task Run(CancellationToken cancel)
    {
        using var alone = await Alone(cancel);
        await using var db = contexts.Create();
        var known = await db.Plugins.ToDictionaryAsync(p => p.Hash, cancel);
        var present = new HashSet<string>(StringComparer.Ordinal);
        foreach (var found in Folders())
        {
            if (!present.Add(found.Hash))
                continue;
            if (!known.TryGetValue(found.Hash, out var entry))
            {
                string name = Path.GetFileName(found.Folder);
                entry = new()
                {
                    Hash = found.Hash,
                    Folder = name.Length > 120 ? name[..120] : name,
                    FirstSeenAt = clock.GetUtcNow(),
                };
                db.Plugins.Add(entry);
                await Look(entry, found, cancel);
            }
            else if (found.Problem is null && NeedsLook(entry))
            {
                await Look(entry, found, cancel);
            }
        }

        foreach (var gone in known.Values.Where(p => !present.Contains(p.Hash)))
            Forget(db, gone);
        var changed = db
            .ChangeTracker.Entries<PluginEntry>()
            .Where(e => e.State is EntityState.Added or EntityState.Modified)
            .Select(e => e.Entity);
        foreach (var entry in changed)
            db.Record(
                "plugin.seen",
                $"plugin:{entry.PluginId ?? entry.Folder}",
                after: new { entry.Hash, entry.Status }
            );
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>A person's word on exactly these files.</summary>
    public async Task Decide(PluginEntry entry, bool allow, CancellationToken cancel)
    {
        (entry.Status, entry.ApprovedAt) = (PluginStatus.Refused, null);
        if (!allow)
            return;
        entry.ApprovedAt = clock.GetUtcNow();
        await Attempt(entry, () => Prove(entry, cancel));
    }

    /// <exception cref="RuleBroken">The folder with these files is not there any more.</exception>
    public async Task Again(PluginEntry entry, CancellationToken cancel)
    {
        var found =
            Folders().FirstOrDefault(f => f.Hash == entry.Hash) ?? throw new RuleBroken("plugin.folder-changed");
        await Look(entry, found, cancel);
    }

    /// <summary>What it is by its manifest; and, where it is approved, whether it is that.</summary>
    private Task Look(PluginEntry entry, Found found, CancellationToken cancel) =>
        Attempt(
            entry,
            async () =>
            {
                if (found.Problem is not null)
                    throw found.Problem;
                store.Keep(found.Folder, entry.Hash);
                string copy = store.Copy(entry.Hash) ?? throw new PluginFailed("plugin.files-changed", entry.Folder);
                var manifest = ManifestFile.Read(copy, entry.Folder);
                (entry.PluginId, entry.Version) = (manifest.Id, manifest.Version);
                entry.Kind = Enum.Parse<PluginKind>(manifest.Kind);
                entry.Description = JsonSerializer.Serialize(manifest.Description, RunnerJson.Options);
                (entry.Status, entry.Reason) = (PluginStatus.WaitingForApproval, null);
                if (found.Shipped)
                    Allow(entry);
                else if (entry.ApprovedAt is not null)
                    await Prove(entry, cancel);
            }
        );

    private async Task Prove(PluginEntry entry, CancellationToken cancel)
    {
        string copy = store.Copy(entry.Hash) ?? throw new PluginFailed("plugin.files-changed", entry.Folder);
        await runner.Ask(new("describe", copy, entry.Folder, null), cancel);
        Allow(entry);
    }

    private void Allow(PluginEntry entry)
    {
        (entry.Status, entry.Reason) = (PluginStatus.Allowed, null);
        entry.ApprovedAt ??= clock.GetUtcNow();
        _retries.Forget(entry.Hash);
    }

    private async Task Attempt(PluginEntry entry, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception problem) when (PluginReason.Of(problem) is { } reason)
        {
            (entry.Status, entry.Reason) = (PluginStatus.Broken, reason.Kept());
            _retries.Failed(entry.Hash, clock.GetUtcNow());
        }
    }

    private bool NeedsLook(PluginEntry entry) =>
        entry.Status switch
        {
            PluginStatus.Missing => true,
            PluginStatus.Broken => PluginReason.IsPassing(entry.Reason) && _retries.Due(entry.Hash, clock.GetUtcNow()),
            _ => false,
        };

    private static void Forget(KernelDb db, PluginEntry gone)
    {
        if (gone.Hash == Unreadable(gone.Folder))
            db.Plugins.Remove(gone);
        else if (gone.Status == PluginStatus.Allowed)
            (gone.Status, gone.Reason, gone.ApprovedAt) = (
                PluginStatus.Missing,
                "plugin.folder-gone",
                gone.ApprovedAt ?? gone.FirstSeenAt
            );
    }

    /// <summary>
    /// Every folder by its hash. One that cannot be read gets a hash of its name, so that it has a row with a sentence
    /// and holds up nobody else.
    /// </summary>
    private IEnumerable<Found> Folders()
    {
        var shipped = store.ShippedHashes();
        foreach (var (folder, fromBuild) in store.Folders())
        {
            string name = Path.GetFileName(folder);
            Found found;
            try
            {
                string hash = HashOf(folder);
                found = new(folder, hash, fromBuild && shipped.GetValueOrDefault(name) == hash, null);
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                found = new(folder, Unreadable(name), false, problem);
            }

            yield return found;
        }
    }

    private static string Unreadable(string name) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("unreadable:" + name)));

    private string HashOf(string folder)
    {
        long mark = FolderHash
            .Files(folder)
            .Aggregate(17L, (sum, f) => unchecked(sum * 31 + f.LastWriteTimeUtc.Ticks + f.Length));
        if (Seen.TryGetValue(folder, out var seen) && seen.Mark == mark)
            return seen.Hash;
        string hash = PluginStore.Hash(folder);
        Seen[folder] = (mark, hash);
        return hash;
    }

    private sealed class Turn(SemaphoreSlim one) : IDisposable
    {
        public void Dispose() => one.Release();
    }
}
