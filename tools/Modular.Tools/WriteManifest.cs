using Modular.Kernel.Plugins;

namespace Modular.Tools;

/// <summary>Writes down beside a built plugin what it declares: without that no product takes it.</summary>
internal static class WriteManifest
{
    public static async Task<int> Run(Call call, CancellationToken cancel)
    {
        var place = await MethodPlace.Find(call.Place(0), cancel);
        if (!place.IsBuilt)
            throw WrongCall.Of("tools.wrong.not-built", place.Dll);
        if (await PluginBuild.WriteManifest(place.Folder, place.Assembly, cancel) is { } wrong)
            throw WrongCall.Of("tools.wrong.manifest", wrong);
        await Console.Out.WriteLineAsync(Path.Combine(place.Folder, PluginManifest.FileName).AsMemory(), cancel);
        return 0;
    }
}
