using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Jobs;
using Modular.Kernel.Plugins;
using Modular.Kernel.Rules;
using Modular.Kernel.Units;
using Modular.Needs.Data;
using Modular.Needs.Handling;
using Modular.Plugins.Contract;

namespace Modular.Needs.Topics;

/// <param name="Topics">Wanted number, or null to let the clusterer decide.</param>
/// <param name="SplitTopic">Only this topic is taken apart.</param>
internal sealed record FormTopicsArguments(int UnitId, DateOnly From, DateOnly To, int? Topics, string Clusterer, int Seed, long? SplitTopic = null);

/// <summary>
/// Groups the needs of a unit and period. Needs in confirmed topics stay where an officer put them; the rest is grouped anew and
/// replaces what was proposed before, in one transaction.
/// </summary>
internal sealed class FormTopics(NeedsDb db, PluginCatalogue plugins, UnitDirectory units, TimeProvider clock) : IJobWork
{
    public const string Kind = "needs.form-topics";

    private sealed record Source(long Id, string Title, string Text, string? Person, int Unit);

    public async Task<string?> Run(JobRun run, CancellationToken cancel)
    {
        var arguments = run.Arguments<FormTopicsArguments>();
        await run.Progress(0, 3);
        int formed = await Run(arguments, step => run.Progress(step, 3), cancel);
        return JsonSerializer.Serialize(new { formed });
    }

    public async Task<int> Run(FormTopicsArguments arguments, Func<int, Task> progress, CancellationToken cancel)
    {
        var unit = (await units.Tree(cancel)).Find(arguments.UnitId) ?? throw new NotFound();
        var plugin = await plugins.Get(PluginKind.Clusterer, arguments.Clusterer, cancel);
        var needs = await Sources(arguments, unit, cancel);
        await progress(1);
        if (needs.Count < 2) throw new RuleBroken("needs.topics-too-few");
        var input = new ClusterInput([.. needs.Select(n => n.Id.ToString(System.Globalization.CultureInfo.InvariantCulture))], [.. needs.Select(n => n.Title + "\n" + n.Text)], arguments.Topics, arguments.Seed);
        var result = Checked((await plugins.Run(plugin, "cluster", null, null, input, cancel)).Cluster, needs.Count);
        await progress(2);
        await Store(arguments, unit, plugin, needs, result, cancel);
        await progress(3);
        return result.Topics.Count;
    }

    private async Task<List<Source>> Sources(FormTopicsArguments arguments, Unit unit, CancellationToken cancel)
    {
        var (from, to) = (arguments.From.StartOfDay(), arguments.To.AddDays(1).StartOfDay());
        var all = db.Needs.AsNoTracking().Where(n => n.UnitPath.StartsWith(unit.Path));
        all = arguments.SplitTopic is { } split
            ? all.Where(n => db.TopicMembers.Any(m => m.TopicId == split && m.NeedId == n.Id))
            : all.Where(n => n.ReceivedAt >= from && n.ReceivedAt < to && n.State != NeedState.Merged && n.State != NeedState.Declined
                && !db.TopicMembers.Any(m => m.NeedId == n.Id && db.Topics.Any(t => t.Id == m.TopicId && (t.State == TopicState.Confirmed || t.State == TopicState.Dropped))));
        return await all.OrderBy(n => n.Id).Select(n => new Source(n.Id, n.Title, n.Text, n.PersonKey, n.UnitId)).ToListAsync(cancel);
    }

    private async Task Store(FormTopicsArguments arguments, Unit unit, UsablePlugin plugin, List<Source> needs, ClusterResult result, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var members = Enumerable.Range(0, needs.Count).Where(i => result.TopicOf[i] >= 0).ToLookup(i => result.TopicOf[i]);
        var topics = result.Topics.Select((t, i) => new Topic
        {
            Id = Ids.Next(now),
            UnitId = unit.Id,
            UnitPath = unit.Path,
            FormedAt = now,
            Clusterer = $"{plugin.Description.Id} {plugin.Description.Version} {plugin.Hash}",
            Name = Cut(t.Name, 60),
            KeyWords = Cut(string.Join(' ', t.KeyWords), 200),
            Size = members[i].Count(),
            People = members[i].Select(m => needs[m].Person ?? needs[m].Id.ToString(System.Globalization.CultureInfo.InvariantCulture)).Distinct().Count(),
            Units = members[i].Select(m => needs[m].Unit).Distinct().Count(),
            State = TopicState.Proposed,
        }).ToList();
        await db.InTransaction(async () =>
        {
            var old = arguments.SplitTopic is { } split
                ? db.Topics.Where(t => t.Id == split)
                : db.Topics.Where(t => t.UnitId == unit.Id && t.State == TopicState.Proposed);
            await db.TopicMembers.Where(m => old.Any(t => t.Id == m.TopicId)).ExecuteDeleteAsync(cancel);
            if (arguments.SplitTopic is null) await old.ExecuteDeleteAsync(cancel);
            else await old.ExecuteUpdateAsync(set => set.SetProperty(t => t.State, TopicState.MergedAway).SetProperty(t => t.Size, 0), cancel);
            await Rows.Insert(db, topics.Where(t => t.Size > 0).ToList(), cancel);
            await Rows.Insert(db, topics.SelectMany((t, i) => members[i].Select(m => new TopicMember { TopicId = t.Id, NeedId = needs[m].Id, Closeness = (int)(result.Closeness[m] * 1000) })).ToList(), cancel);
            db.Record("topics.formed", $"unit:{unit.Code}", after: new { needs = needs.Count, topics = topics.Count, arguments.From, arguments.To, arguments.Seed, plugin.Hash });
            await db.SaveChangesAsync(cancel);
        }, cancel);
    }

    private static ClusterResult Checked(ClusterResult? result, int count)
    {
        if (result is null || result.TopicOf.Count != count || result.Closeness.Count != count || result.TopicOf.Any(t => t < -1 || t >= result.Topics.Count) || result.Closeness.Any(c => !double.IsFinite(c)))
            throw new PluginFailed("plugin.nonsense");
        return result;
    }

    private static string Cut(string text, int most) => text.Length > most ? text[..most] : text;
}
