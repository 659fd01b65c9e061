using Modular.Kernel.Plugins;

namespace Modular.Tools;

/// <summary>Runs the laws against a built folder once, in the runner and from a copy, as the product would.</summary>
internal static class CheckMethod
{
    public static async Task<int> Run(Call call, CancellationToken cancel)
    {
        var place = await MethodPlace.Find(call.Place(0), cancel);
        if (!place.IsBuilt)
            throw WrongCall.Of("tools.wrong.not-built", place.Dll);
        // Of a project it is a part of the build; of a built folder it is what is to be checked.
        if (
            place.Project is not null
            && await PluginBuild.WriteManifest(place.Folder, place.Assembly, cancel) is { } wrong
        )
            throw WrongCall.Of("tools.wrong.manifest", wrong);
        using var plugins = new PluginsOnly(call);
        var ask = plugins.Kept(place.Folder, place.Assembly);
        var laws = new MethodLaws(place.Assembly, ask, ask, await Parameters(call, cancel), Rows(call));
        int failed = 0,
            asked = 0;
        await foreach (var (law, fault) in laws.Run(cancel))
        {
            asked++;
            if (fault is not null)
                failed++;
            await Console.Out.WriteLineAsync(fault is null ? $"ok     {law}" : $"FAILED {law}: {fault}");
        }

        if (asked < 3)
            return 1;
        var d = laws.Description!;
        string verdict = failed == 0 ? $"{d.Id} {d.Version} keeps the laws." : $"{failed} laws broken.";
        await Console.Out.WriteLineAsync(verdict);
        return failed == 0 ? 0 : 1;
    }

    public static async Task<string?> Parameters(Call call, CancellationToken cancel) =>
        call.Named("parameters") is { } file ? await File.ReadAllTextAsync(file, cancel) : null;

    public static List<Kernel.Plugins.ScoreRow>? Rows(Call call) =>
        call.Named("input") is { } own ? Scoring.Read(own) : null;
}
