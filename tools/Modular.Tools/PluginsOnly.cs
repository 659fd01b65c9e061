using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Modular.Kernel.Data;
using Modular.Kernel.Plugins;
using Modular.Plugins.Contract;

namespace Modular.Tools;

/// <summary>
/// The shipped plugins and their runner, without a database: describing and running go the same way as in the web, from
/// a content-addressed copy in its own process.
/// </summary>
internal sealed class PluginsOnly : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("plugins-").FullName;
    private readonly PluginStore _store;
    private readonly PluginRunner _runner = new(
        new(TimeSpan.FromMinutes(30), 8L << 30, 1L << 30),
        NullLogger<PluginRunner>.Instance
    );

    public PluginsOnly(Call call)
    {
        var given = new Dictionary<string, string?>();
        if (call.Named("data") is { } data)
            given["Plugins:Folder"] = Path.Combine(data, "plugins");
        _store = new(
            new(DatabaseKind.Sqlite, "", _folder),
            new ConfigurationBuilder().AddInMemoryCollection(given).Build()
        );
    }

    public UsablePlugin Find(PluginKind kind, string id)
    {
        var plugin = Look(FolderOf(id));
        return plugin.Kind == kind ? plugin : throw new PluginFailed("plugin.not-usable", id);
    }

    /// <summary>
    /// Kept and asked at once: the answer says what the plugin is too, so that a command starts the runner once and not
    /// twice. What runs is the checked copy, as ever.
    /// </summary>
    public async Task<(UsablePlugin Plugin, RunnerAnswer Answer)> FindAndRun(
        PluginKind kind,
        string id,
        RunnerRequest request,
        CancellationToken cancel
    )
    {
        string folder = FolderOf(id),
            hash = PluginStore.Hash(folder);
        _store.Keep(folder, hash);
        var answer = await _runner.Ask(
            request with
            {
                Folder = _store.Copy(hash) ?? throw new PluginFailed("plugin.files-changed", id),
                Assembly = id,
            },
            cancel
        );
        if (answer.Description is null || answer.Kind != kind.ToString())
            throw new PluginFailed("plugin.not-usable", id);
        return (new(hash, id, kind, answer.Description), answer);
    }

    /// <summary>Asks what lies in this folder now, each time in a process of its own, from a checked copy.</summary>
    public Func<RunnerRequest, CancellationToken, Task<RunnerAnswer>> Kept(string folder, string assembly)
    {
        string hash = PluginStore.Hash(folder);
        _store.Keep(folder, hash);
        return (request, cancel) =>
            _runner.Ask(
                request with
                {
                    Folder = _store.Copy(hash) ?? throw new PluginFailed("plugin.files-changed", assembly),
                    Assembly = assembly,
                },
                cancel
            );
    }

    private string FolderOf(string id) =>
        _store.Folders().Select(f => f.Folder).FirstOrDefault(f => Path.GetFileName(f) == id)
        ?? throw new PluginFailed("plugin.not-usable", id);

    public IEnumerable<(string Folder, UsablePlugin? Plugin, Exception? Fault)> All()
    {
        foreach (var (folder, _) in _store.Folders())
        {
            (UsablePlugin?, Exception?) found;
            try
            {
                found = (Look(folder), null);
            }
            catch (Exception fault) when (fault is PluginFailed or IOException)
            {
                found = (null, fault);
            }

            yield return (Path.GetFileName(folder), found.Item1, found.Item2);
        }
    }

    public Task<RunnerAnswer> Run(
        UsablePlugin plugin,
        string verb,
        string? parameters,
        MethodInput? method,
        ClusterInput? cluster,
        CancellationToken cancel
    ) =>
        _runner.Ask(
            new(
                verb,
                _store.Copy(plugin.Hash) ?? throw new PluginFailed("plugin.files-changed", plugin.Description.Id),
                plugin.Folder,
                parameters,
                method,
                cluster
            ),
            cancel
        );

    /// <summary>Any other question to a plugin: folder and assembly are filled in here.</summary>
    public Task<RunnerAnswer> Run(UsablePlugin plugin, RunnerRequest request, CancellationToken cancel) =>
        _runner.Ask(
            request with
            {
                Folder =
                    _store.Copy(plugin.Hash) ?? throw new PluginFailed("plugin.files-changed", plugin.Description.Id),
                Assembly = plugin.Folder,
            },
            cancel
        );

    /// <summary>A folder wherever it lies, by its manifest; nothing of it runs.</summary>
    private UsablePlugin Look(string folder)
    {
        string hash = PluginStore.Hash(folder),
            name = Path.GetFileName(folder);
        _store.Keep(folder, hash);
        string copy = _store.Copy(hash) ?? throw new PluginFailed("plugin.files-changed", name);
        var manifest = ManifestFile.Read(copy, name);
        return new(hash, name, Enum.Parse<PluginKind>(manifest.Kind), manifest.Description);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
