using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Jobs;
using Modular.Kernel.Plugins;
using Modular.Kernel.Rules;
using Modular.Kernel.Units;
using Modular.Needs.Data;
using Modular.Needs.Domain;
using Modular.Plugins.Contract;

namespace Modular.Needs.Issues;

/// <summary>
/// Finds the hot issues of a unit and all below it among the needs of the last twelve months and replaces those found
/// before, in one transaction.
/// </summary>
internal sealed class FindIssues(NeedsDb db, PluginCatalogue plugins, UnitDirectory units, TimeProvider clock)
    : IJobWork
{
    public const string Kind = "needs.find-issues";
    private const int Months = 12,
        TypicalRanks = 5;
    private static readonly int Epoch = new DateOnly(1970, 1, 1).DayNumber;

    private sealed record Source(
        long Id,
        string Title,
        string Text,
        string? Place,
        string? Person,
        DateTimeOffset At,
        int Unit,
        DateOnly? DueOn,
        NeedState State,
        bool Unhappy
    );

    public async Task<string?> Run(JobRun run, CancellationToken cancel)
    {
        await run.Progress(0, 3);
        int found = await Run(run.Arguments<FindIssuesArguments>().UnitId, step => run.Progress(step, 3), cancel);
        return JsonSerializer.Serialize(new { found });
    }

    public async Task<int> Run(int unitId, Func<int, Task> progress, CancellationToken cancel)
    {
        var tree = await units.Tree(cancel);
        var unit = tree.Find(unitId) ?? throw new NotFound();
        var plugin = await plugins.Get(PluginKind.IssueFinder, "hot-issues", cancel);
        var needs = await Sources(unit, cancel);
        if (needs.Count < 2)
            throw new RuleBroken("needs.issues-too-few");
        var decided = await db.IssueDecisions.AsNoTracking().Where(d => d.UnitId == unit.Id).ToListAsync(cancel);
        await progress(1);
        var places = tree
            .All.Where(u => u.Path.StartsWith(unit.Path, StringComparison.Ordinal))
            .Select(u => u.Name)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var result = Checked(
            (
                await plugins.Run(
                    plugin,
                    new RunnerRequest("issues", "", "", null) { Issues = Input(needs, places, decided) },
                    cancel
                )
            ).Issues,
            needs.Count
        );
        await progress(2);
        await Store(unit, needs, result, plugin, cancel);
        await progress(3);
        return result.Issues.Count;
    }

    private async Task<List<Source>> Sources(Unit unit, CancellationToken cancel)
    {
        var since = clock.Today().AddMonths(-Months).StartOfDay();
        return await db
            .Needs.AsNoTracking()
            .Where(n =>
                n.UnitPath.StartsWith(unit.Path)
                && n.ReceivedAt >= since
                && n.ParentId == null
                && n.State != NeedState.Declined
            )
            .OrderBy(n => n.Id)
            .Select(n => new Source(
                n.Id,
                n.Title,
                n.Text,
                n.Place,
                n.PersonKey,
                n.ReceivedAt,
                n.UnitId,
                n.DueOn,
                n.State,
                db.Ratings.Any(r => r.NeedId == n.Id && r.Score <= 2)
            ))
            .ToListAsync(cancel);
    }

    private IssueInput Input(List<Source> needs, IReadOnlyList<string> places, List<IssueDecision> decided)
    {
        var today = clock.Today();
        var at = needs.Select((n, i) => (n.Id, i)).ToDictionary(p => p.Id, p => p.i);
        int[] Pairs(bool together) =>
            [
                .. decided
                    .Where(d => d.Together == together && at.ContainsKey(d.One) && at.ContainsKey(d.Other))
                    .SelectMany(d => new[] { at[d.One], at[d.Other] }),
            ];
        bool Late(Source n) =>
            n.DueOn < today && (n.State is NeedState.Registered or NeedState.Dispatched or NeedState.InHandling);
        return new(
            [.. needs.Select(n => n.Id.ToString(System.Globalization.CultureInfo.InvariantCulture))],
            [.. needs.Select(n => n.Title)],
            [.. needs.Select(n => n.Text)],
            [.. needs.Select(n => n.Place ?? "")],
            [.. needs.Select(n => n.Person ?? "")],
            [.. needs.Select(n => n.At.LocalDate().DayNumber - Epoch)],
            [.. needs.Select(n => n.Unit)],
            [
                .. needs.Select(n =>
                    n.Unhappy || Late(n) ? 1
                    : n.State is NeedState.Answered or NeedState.Closed ? 0
                    : -1
                ),
            ],
            places,
            Pairs(true),
            Pairs(false),
            today.DayNumber - Epoch
        );
    }

    private async Task Store(
        Unit unit,
        List<Source> needs,
        IssueResult result,
        UsablePlugin plugin,
        CancellationToken cancel
    )
    {
        var now = clock.GetUtcNow();
        var members = Enumerable
            .Range(0, needs.Count)
            .Where(i => result.IssueOf[i] >= 0)
            .ToLookup(i => result.IssueOf[i]);
        // Only what several people told is an issue; one person's ten messages are one voice.
        int[] shared = [.. Enumerable.Range(0, result.Issues.Count).Where(i => result.Issues[i].People > 1)];
        DateOnly? Day(int day) => day < 0 ? null : DateOnly.FromDayNumber(day + Epoch);
        await db.InTransaction(
            async () =>
            {
                var old = db.HotIssues.Where(i => i.UnitId == unit.Id);
                var topics = await old.Where(i => i.TopicId != null)
                    .Join(db.HotIssueMembers, i => i.Id, m => m.IssueId, (i, m) => new { i.TopicId, m.NeedId })
                    .ToListAsync(cancel);
                var topicOf = topics.GroupBy(t => t.NeedId).ToDictionary(g => g.Key, g => g.First().TopicId);
                await db.HotIssueMembers.Where(m => old.Any(i => i.Id == m.IssueId)).ExecuteDeleteAsync(cancel);
                await old.ExecuteDeleteAsync(cancel);
                var rows = shared
                    .Select(i =>
                        (
                            Index: i,
                            Row: new HotIssue
                            {
                                Id = Ids.Next(now),
                                UnitId = unit.Id,
                                UnitPath = unit.Path,
                                Place = Plain(result.Issues[i].Place, 80),
                                Words = Plain(string.Join(' ', result.Issues[i].ProblemWords.Take(8)), 160),
                                Size = result.Issues[i].Size,
                                People = result.Issues[i].People,
                                FirstOn = Day(result.Issues[i].FirstDay),
                                LastOn = Day(result.Issues[i].LastDay),
                                Heat = (int)Math.Round(result.Issues[i].Heat * 10),
                                Parts = JsonSerializer.Serialize(result.Issues[i].Parts),
                                FoundAt = now,
                                TopicId = members[i]
                                    .Select(m => topicOf.GetValueOrDefault(needs[m].Id))
                                    .FirstOrDefault(t => t is not null),
                            }
                        )
                    )
                    .ToList();
                await Rows.Insert(db, rows.ConvertAll(r => r.Row), cancel);
                await Rows.Insert(
                    db,
                    rows.SelectMany(r =>
                            members[r.Index]
                                .Select(m => new HotIssueMember
                                {
                                    IssueId = r.Row.Id,
                                    NeedId = needs[m].Id,
                                    Rank = result.Issues[r.Index].Representatives.ToList().IndexOf(m) is var at and >= 0
                                        ? at
                                        : TypicalRanks,
                                })
                        )
                        .ToList(),
                    cancel
                );
                db.Record(
                    "issues.found",
                    $"unit:{unit.Code}",
                    after: new
                    {
                        needs = needs.Count,
                        issues = rows.Count,
                        plugin.Hash,
                    }
                );
                await db.SaveChangesAsync(cancel);
            },
            cancel
        );
    }

    private static IssueResult Checked(IssueResult? result, int count)
    {
        if (
            result is null
            || result.IssueOf.Count != count
            || result.IssueOf.Any(t => t < -1 || t >= result.Issues.Count)
            || result.Issues.Any(i => !double.IsFinite(i.Heat) || i.Representatives.Any(r => r < 0 || r >= count))
        )
            throw new PluginFailed("plugin.nonsense");
        return result;
    }

    private static string Plain(string text, int most) => text.Length > most ? text[..most] : text;
}

internal sealed record FindIssuesArguments(int UnitId);

/// <summary>Every night for each unit that looks at its hot issues.</summary>
internal sealed class FindAllIssues(NeedsDb db, FindIssues find, EachUnit each, UnitDirectory units) : IJobWork
{
    public const string Kind = "needs.find-all-issues";

    public async Task<string?> Run(JobRun run, CancellationToken cancel)
    {
        var asked = await db.HotIssues.AsNoTracking().Select(i => i.UnitId).Distinct().ToListAsync(cancel);
        var tree = await units.Tree(cancel);
        var district = tree.All.Where(u => u.Kind == UnitKind.District).Select(u => u.Id);
        var all = district.Union(asked).ToList();
        for (int i = 0; i < all.Count; i++)
        {
            int unit = all[i];
            await each.Try(tree.Find(unit)?.Code ?? $"{unit}", () => Find(unit, cancel), cancel);
            await run.Progress(i + 1, all.Count);
        }

        each.End();
        return null;
    }

    private async Task Find(int unit, CancellationToken cancel)
    {
        // Nothing of a unit that failed goes along with the next.
        db.Discard();
        try
        {
            await find.Run(unit, _ => Task.CompletedTask, cancel);
        }
        catch (Exception nothing) when (nothing is RuleBroken or NotComputableException or NotFound)
        {
            // Too few needs, or the unit is gone.
        }
    }
}
