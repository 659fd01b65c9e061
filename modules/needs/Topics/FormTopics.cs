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
/// <param name="Anew">What was proposed before counts for nothing; otherwise it stays and new needs join it. Confirmed topics stay in either case.</param>
internal sealed record FormTopicsArguments(int UnitId, DateOnly From, DateOnly To, int? Topics, string Clusterer, int Seed, long? SplitTopic = null, bool Anew = true);

/// <summary>
/// Groups the needs of a unit and period. Topics an officer confirmed stay with what is in them; new needs join them or are grouped, and replace what
/// was proposed before, in one transaction. What changed is kept with the run.
/// </summary>
internal sealed class FormTopics(NeedsDb db, PluginCatalogue plugins, UnitDirectory units, TimeProvider clock) : IJobWork
{
    public const string Kind = "needs.form-topics";
    public const string Usual = "topics";

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
        var before = await new TopicsBefore(db).Read(arguments, unit, cancel);
        await progress(1);
        if (before.Needs.Count < 2) throw new RuleBroken("needs.topics-too-few");
        var result = Checked(await Ask(plugin, arguments, before, await Places(unit, cancel), cancel), before.Needs.Count, before.Kept.Count);
        await progress(2);
        int formed = await Store(arguments, unit, plugin, before, result, cancel);
        await progress(3);
        return formed;
    }

    /// <summary>Names of the units say where and not what.</summary>
    private async Task<IReadOnlyList<string>> Places(Unit unit, CancellationToken cancel) =>
        [.. (await units.Tree(cancel)).All.Where(u => u.Path.StartsWith(unit.Path, StringComparison.Ordinal)).Select(u => u.Name).Distinct(StringComparer.Ordinal)];

    private async Task<TopicsResult?> Ask(UsablePlugin plugin, FormTopicsArguments arguments, BeforeRun before, IReadOnlyList<string> places, CancellationToken cancel)
    {
        string[] ids = [.. before.Needs.Select(n => n.Id.ToString(System.Globalization.CultureInfo.InvariantCulture))];
        if (plugin.Description.Id == Usual)
        {
            int? topics = arguments.Topics is { } wanted ? wanted + before.Kept.Count : null;
            var input = new TopicsInput(ids, [.. before.Needs.Select(n => n.Title)], [.. before.Needs.Select(n => n.Text)], places, topics, arguments.Seed, before.Kept.Count, before.Pinned, before.NotIn, arguments.Anew ? [] : before.Was, arguments.Anew ? [] : before.X, arguments.Anew ? [] : before.Y);
            return (await plugins.Run(plugin, new RunnerRequest("topics", "", "", null) { Topics = input }, cancel)).Topics;
        }

        // A clusterer that knows of no decisions gets what nobody decided on.
        int[] free = [.. Enumerable.Range(0, ids.Length).Where(i => before.Pinned[i] < 0)];
        if (free.Length < 2) throw new RuleBroken("needs.topics-too-few");
        var plain = (await plugins.Run(plugin, "cluster", null, null, new ClusterInput([.. free.Select(i => ids[i])], [.. free.Select(i => before.Needs[i].Title + "\n" + before.Needs[i].Text)], arguments.Topics, arguments.Seed), cancel)).Cluster;
        return plain is null || plain.TopicOf.Count != free.Length ? null : PlainTopics.Widen(plain, free, before);
    }

    private async Task<int> Store(FormTopicsArguments arguments, Unit unit, UsablePlugin plugin, BeforeRun before, TopicsResult result, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        int kept = before.Kept.Count;
        var members = Enumerable.Range(0, before.Needs.Count).Where(i => result.TopicOf[i] >= 0).ToLookup(i => result.TopicOf[i]);
        var formed = result.Topics.Skip(kept).Select((t, i) => Shaped(new Topic { Id = Ids.Next(now), UnitId = unit.Id, UnitPath = unit.Path, FormedAt = now, Name = Cut(t.Name, 60), KeyWords = "", Clusterer = "", State = TopicState.Proposed }, t, [.. members[kept + i].Select(m => before.Needs[m])], before, plugin)).ToList();
        await db.InTransaction(async () =>
        {
            var old = arguments.SplitTopic is { } split
                ? db.Topics.Where(t => t.Id == split)
                : db.Topics.Where(t => t.UnitId == unit.Id && t.State == TopicState.Proposed);
            if (arguments.SplitTopic is null) db.TopicRuns.Add(Compared(arguments, unit, before, result, formed, now));
            await db.TopicMembers.Where(m => old.Any(t => t.Id == m.TopicId)).ExecuteDeleteAsync(cancel);
            if (arguments.SplitTopic is null) await old.ExecuteDeleteAsync(cancel);
            else await old.ExecuteUpdateAsync(set => set.SetProperty(t => t.State, TopicState.MergedAway).SetProperty(t => t.Size, 0), cancel);
            // Confirmed topics: what was in them stays; what joined by itself is added.
            long[] keptIds = [.. before.Kept];
            var decided = await db.Topics.Where(t => keptIds.Contains(t.Id)).ToDictionaryAsync(t => t.Id, cancel);
            for (int k = 0; k < kept; k++)
                if (decided.TryGetValue(before.Kept[k], out var topic) && topic.State == TopicState.Confirmed)
                {
                    var own = members[k].Select(m => before.Needs[m]).ToList();
                    await Rows.Insert(db, members[k].Where(m => before.Pinned[m] < 0).Select(m => new TopicMember { TopicId = topic.Id, NeedId = before.Needs[m].Id, Closeness = (int)(result.Closeness[m] * 1000) }).ToList(), cancel);
                    if (own.Count > 0) Shaped(topic, result.Topics[k], own, before, plugin);
                }

            await Rows.Insert(db, formed.Where(t => t.Size > 0).ToList(), cancel);
            await Rows.Insert(db, formed.SelectMany((t, i) => members[kept + i].Select(m => new TopicMember { TopicId = t.Id, NeedId = before.Needs[m].Id, Closeness = (int)(result.Closeness[m] * 1000) })).ToList(), cancel);
            db.Record("topics.formed", $"unit:{unit.Code}", after: new { needs = before.Needs.Count, topics = formed.Count, kept, arguments.From, arguments.To, arguments.Seed, arguments.Anew, plugin.Hash });
            await db.SaveChangesAsync(cancel);
        }, cancel);
        return formed.Count(t => t.Size > 0);
    }

    private static Topic Shaped(Topic topic, TopicFound found, IReadOnlyList<TopicSource> own, BeforeRun before, UsablePlugin plugin)
    {
        if (found.KeyWords.Count > 0 || topic.KeyWords.Length == 0) topic.KeyWords = Cut(string.Join(' ', found.KeyWords), 200);
        topic.Clusterer = Cut($"{plugin.Description.Id} {plugin.Description.Version} {plugin.Hash}", 140);
        topic.Size = own.Count;
        topic.People = own.Select(n => n.Person ?? n.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)).Distinct(StringComparer.Ordinal).Count();
        topic.Units = own.Select(n => n.Unit).Distinct().Count();
        topic.Firm = found.Stability is { } firm ? (int)Math.Round(firm * 1000) : null;
        if (double.IsFinite(found.X) && double.IsFinite(found.Y)) (topic.MapX, topic.MapY) = ((int)Math.Round(found.X * 1000), (int)Math.Round(found.Y * 1000));
        topic.Typical = string.Join(' ', found.Representatives.Take(5).Select(r => before.Needs[r].Id));
        return topic;
    }

    private static TopicRun Compared(FormTopicsArguments arguments, Unit unit, BeforeRun before, TopicsResult result, List<Topic> formed, DateTimeOffset now)
    {
        int kept = before.Kept.Count;
        // Which old topic each new one is: by most of its needs, also where the run began anew.
        int[] was = TopicsBefore.Matched(before, result);
        int fresh = 0, stayed = 0, moved = 0, apart = 0;
        for (int i = 0; i < before.Needs.Count; i++)
        {
            int t = result.TopicOf[i];
            if (t < 0) apart++;
            if (before.Was[i] < 0) fresh++;
            else if (t >= 0 && was[t] == before.Was[i]) stayed++;
            else moved++;
        }

        var gone = before.Names.Where((_, w) => w >= kept && !was.Contains(w));
        return new()
        {
            Id = Ids.Next(now),
            UnitId = unit.Id,
            UnitPath = unit.Path,
            At = now,
            From = arguments.From,
            To = arguments.To,
            Needs = before.Needs.Count,
            Topics = formed.Count(t => t.Size > 0) + kept,
            Apart = apart,
            Firm = result.Stability is { } firm ? (int)Math.Round(firm * 1000) : null,
            Fresh = fresh,
            Stayed = stayed,
            Moved = moved,
            Appeared = Cut(string.Join('\n', formed.Where((t, i) => t.Size > 0 && was[kept + i] < 0).Select(t => t.Name)), 2000),
            Gone = Cut(string.Join('\n', gone), 2000),
        };
    }

    private static TopicsResult Checked(TopicsResult? result, int count, int kept)
    {
        if (result is null || result.TopicOf.Count != count || result.Closeness.Count != count || result.Topics.Count < kept || result.TopicOf.Any(t => t < -1 || t >= result.Topics.Count) || result.Closeness.Any(c => !double.IsFinite(c))
            || result.Topics.Any(t => t.Representatives.Any(r => r < 0 || r >= count)))
            throw new PluginFailed("plugin.nonsense");
        return result;
    }

    private static string Cut(string text, int most) => text.Length > most ? text[..most] : text;
}
