using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;
using Modular.Kernel.Jobs;
using Modular.Kernel.Plugins;
using Modular.Kernel.Units;
using Modular.Needs.Data;
using Modular.Needs.Domain;
using Modular.Needs.Topics;
using Modular.Plugins.Contract;

namespace Modular.Needs.Suggestions;

/// <summary>
/// Learns every night, and when asked, which category an officer gives to which request: one model a district, from its
/// own newest needs. A category is only ever set by an officer, at the desk or when sorting; parts of a need repeat
/// their parent and are left out.
/// </summary>
internal sealed class TrainCategories(
    NeedsDb db,
    CategoryModels models,
    KeepCategories categories,
    PluginCatalogue plugins,
    Engines engines,
    UnitDirectory units,
    EachUnit each,
    TimeProvider clock
) : IJobWork
{
    public const string Kind = "needs.train-categories";

    /// <summary>
    /// The newest of them: what was decided years ago by other rules teaches little, and a night is enough for so many.
    /// </summary>
    public const int MostExamples = 10_000;
    private const int MostCharacters = 4000;

    public async Task<string?> Run(JobRun run, CancellationToken cancel)
    {
        var roots = (await units.Tree(cancel))
            .All.Where(u => u is { ParentId: null, State: UnitState.Active })
            .ToList();
        int trained = 0;
        for (int i = 0; i < roots.Count; i++)
        {
            await run.Progress(i, roots.Count);
            var root = roots[i];
            await each.Try(
                root.Code,
                async () =>
                {
                    db.Discard();
                    if (await Train(root, cancel))
                        trained++;
                },
                cancel
            );
        }

        each.End();
        await run.Progress(roots.Count, roots.Count);
        return JsonSerializer.Serialize(new { trained });
    }

    /// <returns>False where there are no categories to tell apart.</returns>
    public async Task<bool> Train(Unit root, CancellationToken cancel)
    {
        var known = SuggestCategories.Leaves(await categories.All(cancel));
        if (known.Count < 2)
            return false;
        int?[] ids = [.. known.Select(c => (int?)c.Id)];
        string end = ModuleDb.EndOf(root.Path);
        var past = await db
            .Needs.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .AsNoTracking()
            .Where(n =>
                string.Compare(n.UnitPath, root.Path) >= 0
                && string.Compare(n.UnitPath, end) < 0
                && n.ParentId == null
                && n.State != NeedState.Merged
                && ids.Contains(n.CategoryId)
            )
            .OrderByDescending(n => n.Id)
            .Take(MostExamples)
            .Select(n => new
            {
                n.Title,
                Text = n.Text.Length > MostCharacters ? n.Text.Substring(0, MostCharacters) : n.Text,
                n.CategoryId,
            })
            .ToListAsync(cancel);
        var plugin = await plugins.Get(PluginKind.Categoriser, await engines.Categories(cancel), cancel);
        var place = known.Select((c, i) => (c.Id, i)).ToDictionary(p => p.Id, p => p.i);
        var input = new CategoryInput(
            [.. past.Select(p => p.Title)],
            [.. past.Select(p => p.Text)],
            [.. past.Select(p => place[p.CategoryId!.Value])],
            [.. known.Select(c => c.Name)],
            [.. known.Select(_ => "")]
        );
        var answer = (
            await plugins.Run(plugin, new RunnerRequest("train", "", "", null) { Past = input }, cancel)
        ).Model;
        if (
            answer is null
            || !answer.Names.SequenceEqual(input.Names)
            || answer.Figures.Values.Any(f => !double.IsFinite(f))
        )
            throw new PluginFailed("plugin.nonsense");
        await Store(root, plugin, answer, [.. known.Select(c => c.Id)], cancel);
        return true;
    }

    private async Task Store(Unit root, UsablePlugin plugin, CategoryModel answer, int[] ids, CancellationToken cancel)
    {
        await db.InTransaction(
            async () =>
            {
                await db.CategoryModels.Where(m => m.UnitId == root.Id).ExecuteDeleteAsync(cancel);
                db.CategoryModels.Add(
                    new()
                    {
                        Id = Ids.Next(clock),
                        UnitId = root.Id,
                        TrainedAt = clock.GetUtcNow(),
                        Plugin = $"{plugin.Description.Id} {plugin.Description.Version} {plugin.Hash}",
                        CategoryIds = JsonSerializer.Serialize(ids),
                        Figures = JsonSerializer.Serialize(answer.Figures),
                        Content = answer.Content,
                    }
                );
                db.Record(
                    "needs.categories-trained",
                    $"unit:{root.Code}",
                    after: new
                    {
                        answer.Figures,
                        plugin.Hash,
                        bytes = answer.Content.Length,
                    }
                );
                await db.SaveChangesAsync(cancel);
            },
            cancel
        );
        models.Forget();
    }
}
