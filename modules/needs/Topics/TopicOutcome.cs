using Modular.Kernel.Data;
using Modular.Kernel.Plugins;
using Modular.Kernel.Units;
using Modular.Plugins.Contract;

namespace Modular.Needs.Topics;

/// <summary>What a run found, as the rows that are kept of it.</summary>
internal static class TopicOutcome
{
    public static ILookup<int, int> Members(BeforeRun before, TopicsResult result) =>
        Enumerable.Range(0, before.Needs.Count).Where(i => result.TopicOf[i] >= 0).ToLookup(i => result.TopicOf[i]);

    public static TopicMember Member(long topic, int need, BeforeRun before, TopicsResult result, bool byRun = false) =>
        new()
        {
            TopicId = topic,
            NeedId = before.Needs[need].Id,
            Closeness = (int)(result.Closeness[need] * 1000),
            ByRun = byRun,
        };

    public static Topic Shaped(
        Topic topic,
        TopicFound found,
        IReadOnlyList<TopicSource> own,
        BeforeRun before,
        UsablePlugin plugin
    )
    {
        if (found.KeyWords.Count > 0 || topic.KeyWords.Length == 0)
            topic.KeyWords = Cut(string.Join(' ', found.KeyWords), 200);
        topic.Clusterer = Cut($"{plugin.Description.Id} {plugin.Description.Version} {plugin.Hash}", 140);
        topic.Size = own.Count;
        topic.People = own.Select(n => n.Person ?? n.Id.ToString(System.Globalization.CultureInfo.InvariantCulture))
            .Distinct(StringComparer.Ordinal)
            .Count();
        topic.Units = own.Select(n => n.Unit).Distinct().Count();
        topic.Firm = found.Stability is { } firm ? (int)Math.Round(firm * 1000) : null;
        if (double.IsFinite(found.X) && double.IsFinite(found.Y))
            (topic.MapX, topic.MapY) = ((int)Math.Round(found.X * 1000), (int)Math.Round(found.Y * 1000));
        topic.Typical = string.Join(' ', found.Representatives.Take(5).Select(r => before.Needs[r].Id));
        return topic;
    }

    public static TopicRun Compared(
        FormTopicsArguments arguments,
        Unit unit,
        BeforeRun before,
        TopicsResult result,
        List<Topic> formed,
        DateTimeOffset now
    )
    {
        int kept = before.Kept.Count;
        // Which old topic each new one is: by most of its needs, also where the run began again.
        int[] was = TopicsBefore.Matched(before, result);
        int fresh = 0,
            stayed = 0,
            moved = 0,
            apart = 0;
        for (int i = 0; i < before.Needs.Count; i++)
        {
            int t = result.TopicOf[i];
            if (t < 0)
                apart++;
            if (before.Was[i] < 0)
                fresh++;
            else if (t >= 0 && was[t] == before.Was[i])
                stayed++;
            else
                moved++;
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
            Appeared = Cut(
                string.Join('\n', formed.Where((t, i) => t.Size > 0 && was[kept + i] < 0).Select(t => t.Name)),
                2000
            ),
            Gone = Cut(string.Join('\n', gone), 2000),
        };
    }

    public static string Cut(string text, int most) => text.Length > most ? text[..most] : text;
}
