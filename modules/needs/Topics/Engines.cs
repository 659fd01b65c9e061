using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Plugins;
using Modular.Kernel.Rules;
using Modular.Kernel.Store;

namespace Modular.Needs.Topics;

/// <summary>
/// Which plugins form topics and suggest categories in this district: what an administrator chose, while it may run,
/// else the usual ones.
/// </summary>
internal sealed class Engines(KernelDb kernel, PluginCatalogue plugins)
{
    /// <summary>Suggests categories where nothing else was chosen.</summary>
    public const string UsualCategories = "category-linear";

    private const string TopicsKey = "needs.engine.topics",
        CategoriesKey = "needs.engine.categories";

    /// <summary>Clusterers that know of an officer's decisions and of the last run.</summary>
    private static readonly string[] Remembering = [FormTopics.Usual, "topics-mlnet"];

    public static bool Remembers(string clusterer) => Remembering.Contains(clusterer);

    public Task<string> Topics(CancellationToken cancel) =>
        Chosen(PluginKind.Clusterer, TopicsKey, FormTopics.Usual, cancel);

    public Task<string> Categories(CancellationToken cancel) =>
        Chosen(PluginKind.Categoriser, CategoriesKey, UsualCategories, cancel);

    public async Task Choose(string topics, string categories, CancellationToken cancel)
    {
        // Nightly runs grow what was decided: a clusterer that forgets it is for a single run only.
        if (!Remembers(topics))
            throw new RuleBroken("needs.engines.forgets") { Field = "Topics" };
        await plugins.Get(PluginKind.Clusterer, topics, cancel);
        await plugins.Get(PluginKind.Categoriser, categories, cancel);
        var before = new { topics = await Topics(cancel), categories = await Categories(cancel) };
        await Set(TopicsKey, topics, cancel);
        await Set(CategoriesKey, categories, cancel);
        kernel.Record("needs.engines-chosen", "needs", before, new { topics, categories });
        await kernel.SaveChangesAsync(cancel);
    }

    private async Task<string> Chosen(PluginKind kind, string key, string usual, CancellationToken cancel)
    {
        string? chosen = await kernel
            .Settings.AsNoTracking()
            .Where(s => s.Key == key)
            .Select(s => s.Value)
            .FirstOrDefaultAsync(cancel);
        if (chosen is null || chosen == usual)
            return usual;
        // One that was refused or taken away since does not stop the night's work.
        return (await plugins.Usable(kind, cancel)).Any(p => p.Description.Id == chosen) ? chosen : usual;
    }

    private async Task Set(string key, string value, CancellationToken cancel)
    {
        if (await kernel.Settings.FirstOrDefaultAsync(s => s.Key == key, cancel) is { } setting)
            setting.Value = value;
        else
            kernel.Settings.Add(new() { Key = key, Value = value });
    }
}
