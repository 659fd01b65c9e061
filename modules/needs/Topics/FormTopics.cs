using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;
using Modular.Kernel.Jobs;
using Modular.Kernel.Plugins;
using Modular.Kernel.Rules;
using Modular.Kernel.Units;
using Modular.Needs.Data;
using Modular.Plugins.Contract;

namespace Modular.Needs.Topics;

/// <summary>
/// Groups the needs of a unit and period. Topics an officer confirmed or changed by hand stay with what is in them; new
/// needs join them or are grouped, and replace what was proposed before, in one transaction. What changed is kept with
/// the run. An act of an officer meanwhile lets it begin again.
/// </summary>
internal sealed class FormTopics(NeedsDb db, PluginCatalogue plugins, UnitDirectory units, TimeProvider clock)
    : IJobWork
{
    public const string Kind = "needs.form-topics";
    public const string Usual = "topics";
    private const int Tries = 3;
    private const string Meanwhile = "rule.changed-meanwhile";

    public async Task<string?> Run(JobRun run, CancellationToken cancel)
    {
        var arguments = run.Arguments<FormTopicsArguments>();
        await run.Progress(0, 3);
        int formed = await Run(arguments, step => run.Progress(step, 3), cancel, run.Job.By);
        return JsonSerializer.Serialize(new { formed });
    }

    /// <param name="by">Who asked for it.</param>
    public async Task<int> Run(
        FormTopicsArguments arguments,
        Func<int, Task> progress,
        CancellationToken cancel,
        string? by = null
    )
    {
        for (int tries = 1; ; tries++)
            try
            {
                return await Once(arguments, by, progress, cancel);
            }
            catch (RuleBroken changed) when (changed.Key == Meanwhile && tries < Tries)
            {
                db.Discard();
            }
    }

    private async Task<int> Once(
        FormTopicsArguments arguments,
        string? by,
        Func<int, Task> progress,
        CancellationToken cancel
    )
    {
        var unit = (await units.Tree(cancel)).Find(arguments.UnitId) ?? throw new NotFound();
        var plugin = await plugins.Get(PluginKind.Clusterer, arguments.Clusterer, cancel);
        var before = await new TopicsBefore(db).Read(arguments, unit, cancel);
        await progress(1);
        if (before.Needs.Count < 2)
            throw new RuleBroken("needs.topics-too-few");
        var result = Checked(
            await Ask(plugin, arguments, before, await Places(unit, before.Needs, cancel), cancel),
            before.Needs.Count,
            before.Kept.Count
        );
        await progress(2);
        var formed = Formed(unit, plugin, before, result);
        await db.InTransaction(
            () =>
                arguments.SplitTopic is { } split
                    ? StoreParts(split, before, result, formed, by, cancel)
                    : Store(arguments, unit, plugin, before, result, formed, cancel),
            cancel
        );
        await progress(3);
        return formed.Count(t => t.Size > 0);
    }

    /// <summary>Names of the units, and what was written down as the place, say where and not what.</summary>
    private async Task<IReadOnlyList<string>> Places(
        Unit unit,
        IReadOnlyList<TopicSource> needs,
        CancellationToken cancel
    ) =>
        [
            .. (await units.Tree(cancel))
                .All.Where(u => u.Path.StartsWith(unit.Path, StringComparison.Ordinal))
                .Select(u => u.Name)
                .Concat(needs.Select(n => n.Place).OfType<string>().Where(p => p.Length > 1))
                .Distinct(StringComparer.Ordinal),
        ];

    private async Task<TopicsResult?> Ask(
        UsablePlugin plugin,
        FormTopicsArguments arguments,
        BeforeRun before,
        IReadOnlyList<string> places,
        CancellationToken cancel
    )
    {
        string[] ids = [.. before.Needs.Select(n => n.Id.ToString(System.Globalization.CultureInfo.InvariantCulture))];
        if (Engines.Remembers(plugin.Description.Id))
        {
            int? topics = arguments.Topics is { } wanted ? wanted + before.Kept.Count : null;
            var input = new TopicsInput(
                ids,
                [.. before.Needs.Select(n => n.Title)],
                [.. before.Needs.Select(n => n.Text)],
                places,
                topics,
                arguments.Seed,
                before.Kept.Count,
                before.Pinned,
                before.NotIn,
                arguments.Anew ? [] : before.Was,
                arguments.Anew ? [] : before.X,
                arguments.Anew ? [] : before.Y
            );
            return (
                await plugins.Run(plugin, new RunnerRequest("topics", "", "", null) { Topics = input }, cancel)
            ).Topics;
        }

        // A clusterer that knows of no decisions gets what nobody decided on.
        int[] free = [.. Enumerable.Range(0, ids.Length).Where(i => before.Pinned[i] < 0)];
        if (free.Length < 2)
            throw new RuleBroken("needs.topics-too-few");
        var plain = (
            await plugins.Run(
                plugin,
                "cluster",
                null,
                null,
                new ClusterInput(
                    [.. free.Select(i => ids[i])],
                    [.. free.Select(i => before.Needs[i].Title + "\n" + before.Needs[i].Text)],
                    arguments.Topics,
                    arguments.Seed
                ),
                cancel
            )
        ).Cluster;
        return plain is null || plain.TopicOf.Count != free.Length ? null : PlainTopics.Widen(plain, free, before);
    }

    private List<Topic> Formed(Unit unit, UsablePlugin plugin, BeforeRun before, TopicsResult result)
    {
        var now = clock.GetUtcNow();
        var members = TopicOutcome.Members(before, result);
        return
        [
            .. result
                .Topics.Skip(before.Kept.Count)
                .Select(
                    (t, i) =>
                        TopicOutcome.Shaped(
                            new Topic
                            {
                                Id = Ids.Next(now),
                                UnitId = unit.Id,
                                UnitPath = unit.Path,
                                FormedAt = now,
                                Name = TopicOutcome.Cut(t.Name, 60),
                                KeyWords = "",
                                Clusterer = "",
                                State = TopicState.Proposed,
                            },
                            t,
                            [.. members[before.Kept.Count + i].Select(m => before.Needs[m])],
                            before,
                            plugin
                        )
                ),
        ];
    }

    private async Task Store(
        FormTopicsArguments arguments,
        Unit unit,
        UsablePlugin plugin,
        BeforeRun before,
        TopicsResult result,
        List<Topic> formed,
        CancellationToken cancel
    )
    {
        int kept = before.Kept.Count;
        long[] keptIds = [.. before.Kept];
        var members = TopicOutcome.Members(before, result);
        await Unchanged(
            db.Topics.Where(t =>
                t.UnitId == unit.Id && (t.State == TopicState.Proposed || t.State == TopicState.Confirmed)
            ),
            before,
            cancel
        );
        db.TopicRuns.Add(TopicOutcome.Compared(arguments, unit, before, result, formed, clock.GetUtcNow()));
        var old = db.Topics.Where(t =>
            t.UnitId == unit.Id && t.State == TopicState.Proposed && !keptIds.Contains(t.Id)
        );
        await db.TopicMembers.Where(m => old.Any(t => t.Id == m.TopicId)).ExecuteDeleteAsync(cancel);
        await old.ExecuteDeleteAsync(cancel);
        // Kept topics: what was in them stays; what joined by itself is added.
        var decided = await db.Topics.Where(t => keptIds.Contains(t.Id)).ToDictionaryAsync(t => t.Id, cancel);
        for (int k = 0; k < kept; k++)
        {
            var own = members[k].Select(m => before.Needs[m]).ToList();
            await Rows.Insert(
                db,
                members[k]
                    .Where(m => before.Pinned[m] < 0)
                    .Select(m => TopicOutcome.Member(before.Kept[k], m, before, result, byRun: true))
                    .ToList(),
                cancel
            );
            if (own.Count > 0)
                TopicOutcome.Shaped(decided[before.Kept[k]], result.Topics[k], own, before, plugin);
        }

        await Rows.Insert(db, formed.Where(t => t.Size > 0).ToList(), cancel);
        await Rows.Insert(
            db,
            formed
                .SelectMany((t, i) => members[kept + i].Select(m => TopicOutcome.Member(t.Id, m, before, result)))
                .ToList(),
            cancel
        );
        db.Record(
            "topics.formed",
            $"unit:{unit.Code}",
            after: new
            {
                needs = before.Needs.Count,
                topics = formed.Count,
                kept,
                arguments.From,
                arguments.To,
                arguments.Seed,
                arguments.Anew,
                plugin.Hash,
            }
        );
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>The parts take the place of the topic; what was taken out of it stays out of them.</summary>
    private async Task StoreParts(
        long split,
        BeforeRun before,
        TopicsResult result,
        List<Topic> formed,
        string? by,
        CancellationToken cancel
    )
    {
        var members = TopicOutcome.Members(before, result);
        await Unchanged(db.Topics.Where(t => t.Id == split), before, cancel);
        var topic = await db.Topics.SingleAsync(t => t.Id == split, cancel);
        var parts = formed.Where(t => t.Size > 0).ToList();
        if (parts.Count < 2)
            throw new RuleBroken("needs.topic-one-kind");
        var change = TopicChange.Note(db, TopicAct.Split, topic, parts, by: by);
        var held = await db.TopicMembers.AsNoTracking().Where(m => m.TopicId == split).ToListAsync(cancel);
        await Rows.Insert(
            db,
            held.ConvertAll(m => new TopicChangeNeed
            {
                ChangeId = change.Id,
                TopicId = split,
                NeedId = m.NeedId,
                Mark = NeedMark.Member,
                Closeness = m.Closeness,
            }),
            cancel
        );
        await db.TopicMembers.Where(m => m.TopicId == split).ExecuteDeleteAsync(cancel);
        (topic.State, topic.Size) = (TopicState.MergedAway, 0);
        var barred = await db
            .TopicExclusions.AsNoTracking()
            .Where(x => x.TopicId == split)
            .Select(x => x.NeedId)
            .ToListAsync(cancel);
        db.TopicExclusions.AddRange(
            parts.SelectMany(p => barred.Select(n => new TopicExclusion { TopicId = p.Id, NeedId = n }))
        );
        await Rows.Insert(db, parts, cancel);
        await Rows.Insert(
            db,
            formed.SelectMany((t, i) => members[i].Select(m => TopicOutcome.Member(t.Id, m, before, result))).ToList(),
            cancel
        );
        db.Record(
            "topic.split",
            $"topic:{split}",
            after: new
            {
                by = change.By,
                topic.Name,
                parts = parts
                    .Select(p => new
                    {
                        p.Id,
                        p.Name,
                        p.Size,
                    })
                    .ToList(),
            }
        );
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>
    /// Takes hold of the topics until the end of the transaction and looks whether anybody changed them since they were
    /// read.
    /// </summary>
    private static async Task Unchanged(IQueryable<Topic> topics, BeforeRun before, CancellationToken cancel)
    {
        int held = await topics.ExecuteUpdateAsync(set => set.SetProperty(t => t.Version, t => t.Version + 1), cancel);
        if (
            held != before.Mark.Topics
            || await topics.SumAsync(t => (long)t.Version, cancel) != before.Mark.Versions + held
        )
            throw new RuleBroken(Meanwhile);
    }

    private static TopicsResult Checked(TopicsResult? result, int count, int kept)
    {
        if (
            result is null
            || result.TopicOf.Count != count
            || result.Closeness.Count != count
            || result.Topics.Count < kept
            || result.TopicOf.Any(t => t < -1 || t >= result.Topics.Count)
            || result.Closeness.Any(c => !double.IsFinite(c))
            || result.Topics.Any(t => t.Representatives.Any(r => r < 0 || r >= count))
        )
            throw new PluginFailed("plugin.nonsense");
        return result;
    }
}
