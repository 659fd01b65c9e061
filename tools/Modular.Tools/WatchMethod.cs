using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Modular.Kernel.Plugins;

namespace Modular.Tools;

/// <summary>
/// For who writes a method: builds the project when its source changes, runs the laws when the built plugin changes
/// and says
/// in a few lines how it stands, until Ctrl+C. What the method does wrong never ends the watch.
/// </summary>
internal sealed class WatchMethod : IAsyncDisposable
{
    private static readonly TimeSpan LoadingTakes = TimeSpan.FromSeconds(1);
    private readonly MethodPlace _place;
    private readonly PluginSession _session;
    private readonly Func<RunnerRequest, CancellationToken, Task<RunnerAnswer>> _elsewhere;
    private readonly string? _parameters;
    private readonly IReadOnlyList<ScoreRow>? _rows;
    private string? _checked;

    private WatchMethod(MethodPlace place, PluginLimits limits, string? parameters, IReadOnlyList<ScoreRow>? rows)
    {
        (_place, _parameters, _rows) = (place, parameters, rows);
        _session = new(limits, place.Folder, place.Assembly);
        var once = new PluginRunner(limits, NullLogger<PluginRunner>.Instance);
        _elsewhere = (request, cancel) =>
            once.Ask(request with { Folder = place.Folder, Assembly = place.Assembly }, cancel);
    }

    public static async Task<int> Run(Call call, CancellationToken cancel)
    {
        var place = await MethodPlace.Find(call.Place(0), cancel);
        var limits = new PluginLimits(TimeSpan.FromSeconds(call.Number("seconds", 20)), 2L << 30, 256L << 20);
        string? parameters = await CheckMethod.Parameters(call, cancel);
        await using var watch = new WatchMethod(place, limits, parameters, CheckMethod.Rows(call));
        try
        {
            await watch.Run(cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // Ctrl+C is how a watch ends.
        }

        return 0;
    }

    public ValueTask DisposeAsync() => _session.DisposeAsync();

    private async Task Run(CancellationToken cancel)
    {
        string watched = _place.Project is { } project ? Path.GetDirectoryName(project)! : _place.Folder;
        Console.WriteLine(Said.Of(_place.Project is null ? "tools.watch.folder" : "tools.watch.project", watched));
        using var source = new Changes(watched, _place.Project is null ? IsOutput : IsSource);
        Task changed = source.Next(cancel),
            reloaded = _session.Reloaded(cancel);
        if (_place.Project is null)
            await Check(cancel);
        else
            await Build(reloaded, cancel);
        while (true)
        {
            await await Task.WhenAny(changed, reloaded);
            if (changed.IsCompleted)
            {
                changed = source.Next(cancel);
                if (_place.Project is not null)
                    await Build(reloaded, cancel);
                // A runner that is there says itself that it has loaded the new files.
                else if (!_session.IsWatching)
                    await Check(cancel);
            }

            if (!reloaded.IsCompleted)
                continue;
            reloaded = _session.Reloaded(cancel);
            await Check(cancel);
        }
    }

    private async Task Build(Task reloaded, CancellationToken cancel)
    {
        var errors = await DotNet.Build(_place.Project!, cancel);
        if (errors.Count > 0)
        {
            Say(Said.Of("tools.watch.build-broken"));
            foreach (string error in errors)
                Console.WriteLine("          " + error);
        }
        else if (!_session.IsWatching)
            await Check(cancel);
        else if (PluginStore.Hash(_place.Folder) == _checked)
        {
            // Written again with the same content it is loaded again; not written at all nothing would be said.
            await Task.WhenAny(reloaded, Task.Delay(LoadingTakes, cancel));
            if (!reloaded.IsCompleted)
                Say(Said.Of("tools.watch.unchanged"));
        }
    }

    private async Task Check(CancellationToken cancel)
    {
        if (!_place.IsBuilt)
        {
            Say(Said.Of("tools.watch.nothing", _place.Dll));
            return;
        }

        long began = Stopwatch.GetTimestamp();
        if (await Manifest(cancel) is { } wrong)
        {
            Say("FAILED  " + Said.Of("tools.watch.broken", _place.Assembly, 1, 1, "0"));
            Console.WriteLine("          " + wrong);
            return;
        }

        _checked = PluginStore.Hash(_place.Folder);
        var laws = new MethodLaws(_place.Assembly, _session.Ask, _elsewhere, _parameters, _rows);
        var broken = new List<Verdict>();
        int asked = 0;
        await foreach (var verdict in laws.Run(cancel))
        {
            asked++;
            if (verdict.Fault is not null)
                broken.Add(verdict);
        }

        string took = Stopwatch.GetElapsedTime(began).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        var d = laws.Description;
        if (broken.Count == 0)
            Say("ok      " + Said.Of("tools.watch.kept", d!.Id, d.Version, asked, took));
        else
            Say("FAILED  " + Said.Of("tools.watch.broken", d?.Id ?? _place.Assembly, broken.Count, asked, took));
        foreach (var (law, fault) in broken)
            Console.WriteLine($"          {law}: {fault}");
    }

    private async Task<string?> Manifest(CancellationToken cancel)
    {
        try
        {
            return await PluginBuild.WriteManifest(_place.Folder, _place.Assembly, cancel);
        }
        catch (PluginFailed failed)
        {
            return failed.Message;
        }
    }

    private static void Say(string text)
    {
        var now = TimeProvider.System.GetLocalNow();
        Console.WriteLine($"{now.ToString("HH:mm:ss", CultureInfo.InvariantCulture)}  {text}");
    }

    private static bool IsOutput(string file) =>
        file.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)
        || file.EndsWith(".json", StringComparison.OrdinalIgnoreCase);

    private static bool IsSource(string file) =>
        file.Split(Path.DirectorySeparatorChar)[0] is not ("bin" or "obj")
        && Path.GetExtension(file).ToLowerInvariant() is ".cs" or ".csproj" or ".props" or ".json" or ".tsv" or ".txt";
}
