using System.Numerics.Tensors;
using Modular.Language.Terms;
using Modular.Language.Topics;
using Modular.Plugins.Contract;

namespace Modular.Clusterers.Topics;

/// <summary>
/// Topics of requests: where texts lie (<see cref="Space"/>), which belong together (<see cref="Grouping"/>), how
/// many there are, what they are called, and a map. Engines differ in one step, and all else is the same for them.
/// </summary>
internal static class TopicRun
{
    private const int Chunk = 20_000,
        Few = 60,
        MostRepresentatives = 5,
        NameLength = 18;

    /// <summary>
    /// A topic is called by a field of work where so much of what its texts say of fields is said of it.
    /// </summary>
    private const double NearField = 0.4;

    /// <summary>Other opinions begin elsewhere.</summary>
    private const int Elsewhere = 104_729;

    public static IReadOnlyList<ParameterDescription> Parameters { get; } =
    [new("fields", ParameterKind.Number, Texts.Fields, Texts.FieldsHelp, "1.2", Minimum: 0, Maximum: 5)];

    public static ClusterResult Cluster(ClusterInput input, ParameterValues parameters, MakePartition engine)
    {
        var undecided = new TopicsInput(
            input.Ids,
            [],
            input.Texts,
            [],
            input.Topics,
            input.Seed,
            Kept: 0,
            [],
            [],
            [],
            [],
            []
        );
        var found = Find(undecided, parameters, engine);
        var topics = found.Topics.Select(t => new TopicResult(t.Name, t.KeyWords, t.Size, t.Representatives));
        return new(found.TopicOf, found.Closeness, [.. topics]);
    }

    public static TopicsResult Find(TopicsInput input, ParameterValues parameters, MakePartition engine)
    {
        var space = new Space(input.Titles, input.Texts, parameters.Number("fields", 1.2));
        int m = space.Learnt.Length;
        if (m < 2)
            throw new NotComputableException(Texts.TooLittle);
        var decided = Decided(input, space.Learnt);
        int[] before = [.. space.Learnt.Select(i => input.Before.Count == 0 ? -1 : input.Before[i])];
        string[] whole = [.. space.Learnt.Select(i => input.Titles.Count == 0 ? input.Texts[i] : Joined(i))];
        WordMiner? miner = null;
        bool choosing = input.Topics is null && before.Count(b => b >= 0) * 2 <= m;
        (SmallGroups small, SmallGroups other, SmallGroups third) = (null!, null!, null!);
        // Side by side, since each has stretches that only one processor can do.
        Parallel.Invoke(
            () => miner = new(whole),
            () =>
            {
                small = new(space.Points, input.Seed, null);
                // Other opinions from four fifths of the texts, begun elsewhere: where they agree, the texts say so and
                // not the start.
                other = m < Few ? small : new(space.Points, input.Seed + Elsewhere, Without(4));
                third = m < Few || !choosing ? other : new(space.Points, input.Seed + 2 * Elsewhere, Without(0));
            }
        );
        var grouping = new Grouping(space.Points, engine(space.Points, input.Seed, null) ?? small);
        int[] of;
        if (input.Topics is { } wanted)
            of = grouping.Cut(Math.Min(wanted, m), decided);
        else if (!choosing)
            of = Growing.Run(grouping, space.Points, before, decided);
        else
        {
            int number = TopicNumber.Choose(small, [other, third], m);
            of = TopicNumber.SplitLargest(grouping, space.Points, grouping.Cut(number, decided), decided, input.Seed);
        }

        (of, int topics) = Numbered(of, decided.Kept);
        float[][] centres = grouping.Centres(of, topics, decided);
        return Result(input, space, (whole, miner!), small, of, topics, centres, m < Few ? null : Firm(of, topics));

        (double, double[])? Firm(int[] first, int number)
        {
            var again = new Grouping(space.Points, engine(space.Points, input.Seed + Elsewhere, Without(4)) ?? other);
            int[] second = again.Cut(number, decided);
            return (Agreement.AdjustedRand(first, second), Agreement.Held(first, second, number));
        }

        int[] Without(int rest) => [.. Enumerable.Range(0, m).Where(i => i % 5 != rest)];
        string Joined(int i) => input.Titles[i] + "\n" + input.Texts[i];
    }

    private static Decisions Decided(TopicsInput input, int[] learnt)
    {
        var place =
            input.NotIn.Count == 0 ? [] : learnt.Select((text, i) => (text, i)).ToDictionary(p => p.text, p => p.i);
        var notIn = new HashSet<(int, int)>();
        for (int i = 0; i + 1 < input.NotIn.Count; i += 2)
            if (place.TryGetValue(input.NotIn[i], out int at))
                notIn.Add((at, input.NotIn[i + 1]));
        return new(input.Kept, [.. learnt.Select(i => input.Pinned.Count == 0 ? -1 : input.Pinned[i])], notIn);
    }

    /// <summary>
    /// Kept topics keep their numbers, even when empty; the others follow, largest first, without gaps.
    /// </summary>
    private static (int[] Of, int Topics) Numbered(int[] of, int kept)
    {
        var number = of.Where(t => t >= kept)
            .GroupBy(t => t)
            .OrderByDescending(g => g.Count())
            .ThenBy(g => g.Key)
            .Select((g, i) => (g.Key, Number: kept + i))
            .ToDictionary(p => p.Key, p => p.Number);
        return ([.. of.Select(t => t < kept ? t : number[t])], kept + number.Count);
    }

    private static TopicsResult Result(
        TopicsInput input,
        Space space,
        (string[] Whole, WordMiner Miner) said,
        SmallGroups small,
        int[] of,
        int topics,
        float[][] centres,
        (double All, double[] Each)? firm
    )
    {
        int n = input.Texts.Count;
        int[] topicOf = new int[n];
        double[] closeness = new double[n],
            x = new double[n],
            y = new double[n];
        Array.Fill(topicOf, -1);
        Array.Fill(x, double.NaN);
        Array.Fill(y, double.NaN);
        for (int i = 0; i < of.Length; i++)
        {
            topicOf[space.Learnt[i]] = of[i];
            double cosine = of[i] < 0 ? 0 : TensorPrimitives.Dot<float>(space.Points[i], centres[of[i]]);
            closeness[space.Learnt[i]] = Math.Clamp(cosine, 0, 1);
        }

        // The map before other texts are placed, since those lie where their group lies.
        int[] beforeOf = Before(input, topicOf, topics);
        var places = TopicMap.Topics(centres, OldPlaces(input, beforeOf, topics));
        for (int i = 0; i < of.Length; i++)
        {
            int text = space.Learnt[i];
            bool drawn = input.BeforeX.Count > 0 && !double.IsNaN(input.BeforeX[text]);
            bool stays = drawn && of[i] >= 0 && beforeOf[of[i]] == input.Before[text];
            (x[text], y[text]) = stays
                ? (input.BeforeX[text], input.BeforeY[text])
                : TopicMap.Text(space.Points[i], centres, places, of[i], i);
        }

        if (space.Learnt.Length < n)
            Others(input, space, small, of, topicOf, closeness, x, y, places);
        string[] titles = [.. space.Learnt.Select(i => input.Titles.Count == 0 ? "" : input.Titles[i])];
        var words = KeyWords.Of(said.Miner, titles, said.Whole, of, topics, input.KnownPlaces);
        int[] sizes = new int[topics];
        foreach (int t in topicOf)
            if (t >= 0)
                sizes[t]++;
        var members = Enumerable.Range(0, of.Length).Where(i => of[i] >= 0).ToLookup(i => of[i]);
        var found = Enumerable
            .Range(0, topics)
            .Select(t =>
            {
                var typical = Representatives(members[t], space, said.Whole, closeness, words[t].Words);
                string name = Named(words[t], members[t].Select(i => space.Learnt[i]), typical, input);
                var (atX, atY) = (Math.Round(places[t].X, 4), Math.Round(places[t].Y, 4));
                return new TopicFound(name, words[t].Words, sizes[t], typical, beforeOf[t], firm?.Each[t], atX, atY);
            })
            .ToList();
        return new(topicOf, closeness, x, y, found, firm?.All);
    }

    /// <summary>
    /// The fewest key words that tell of most of it; else the field of work it is nearest to; else how its most
    /// typical request begins.
    /// </summary>
    private static string Named(
        TopicWords words,
        IEnumerable<int> members,
        IReadOnlyList<int> typical,
        TopicsInput input
    )
    {
        if (words.Name.Length > 0)
            return words.Name;
        if (typical.Count == 0)
            return "-";
        string Title(int i) => input.Titles.Count > 0 ? input.Titles[i] : "";
        if (FieldWords.Shipped.FieldOf(members.Select(i => (Title(i), input.Texts[i])), NearField) is { } field)
            return words.Words.Count == 0 ? field : $"{field}、{words.Words[0]}";
        if (words.Words.Count > 0)
            return words.Words[0];
        string says = Title(typical[0]) is { Length: > 0 } title ? title : input.Texts[typical[0]].TrimStart();
        return says.Length > NameLength ? says[..NameLength] + "…" : says;
    }

    /// <summary>The nearest to the centre that also say its words; the same words twice are shown once.</summary>
    private static IReadOnlyList<int> Representatives(
        IEnumerable<int> members,
        Space space,
        string[] whole,
        double[] closeness,
        IReadOnlyList<string> words
    )
    {
        return
        [
            .. members
                .OrderByDescending(i => closeness[space.Learnt[i]] + 0.03 * Said(i))
                .ThenBy(i => i)
                .DistinctBy(i => whole[i].Length > 40 ? whole[i][..40] : whole[i], StringComparer.Ordinal)
                .Take(MostRepresentatives)
                .Select(i => space.Learnt[i]),
        ];

        int Said(int i) => words.Count(w => whole[i].Contains(w, StringComparison.Ordinal));
    }

    /// <summary>Each new topic and the old one most of it comes from, if at least half of either.</summary>
    private static int[] Before(TopicsInput input, int[] topicOf, int topics)
    {
        // Kept topics are themselves, whatever is in them.
        int[] result = [.. Enumerable.Range(0, topics).Select(t => t < input.Kept ? t : -1)];
        if (input.Before.Count == 0)
            return result;
        var both = new Dictionary<(int Now, int Was), int>();
        var was = new Dictionary<int, int>();
        var now = new Dictionary<int, int>();
        for (int i = 0; i < topicOf.Length; i++)
        {
            if (input.Before[i] < 0 || topicOf[i] < 0)
                continue;
            both[(topicOf[i], input.Before[i])] = both.GetValueOrDefault((topicOf[i], input.Before[i])) + 1;
            was[input.Before[i]] = was.GetValueOrDefault(input.Before[i]) + 1;
            now[topicOf[i]] = now.GetValueOrDefault(topicOf[i]) + 1;
        }

        var taken = new HashSet<int>(Enumerable.Range(0, input.Kept));
        var most = both.OrderByDescending(b => b.Value).ThenBy(b => b.Key.Now).ThenBy(b => b.Key.Was);
        foreach (var ((t, w), count) in most)
            if (result[t] < 0 && !taken.Contains(w) && 2 * count >= Math.Min(was[w], now[t]))
            {
                result[t] = w;
                taken.Add(w);
            }

        return result;
    }

    private static List<(double X, double Y)> OldPlaces(TopicsInput input, int[] beforeOf, int topics)
    {
        var drawn = Enumerable
            .Range(0, input.BeforeX.Count == 0 ? 0 : input.Before.Count)
            .Where(i => input.Before[i] >= 0 && !double.IsNaN(input.BeforeX[i]));
        var old = drawn
            .GroupBy(i => input.Before[i])
            .ToDictionary(g => g.Key, g => (g.Average(i => input.BeforeX[i]), g.Average(i => input.BeforeY[i])));
        return [.. Enumerable.Range(0, topics).Select(Old)];

        (double, double) Old(int t) =>
            beforeOf[t] >= 0 && old.TryGetValue(beforeOf[t], out var at) ? at : (double.NaN, double.NaN);
    }

    /// <summary>
    /// Texts that were not learnt from: by the nearest small group, and where an officer decided, by that.
    /// </summary>
    private static void Others(
        TopicsInput input,
        Space space,
        SmallGroups small,
        int[] of,
        int[] topicOf,
        double[] closeness,
        double[] x,
        double[] y,
        (double X, double Y)[] places
    )
    {
        float[][] prototypes = space.Prototypes(small.Of, small.Count);
        int[] topicOfSmall = new int[small.Count];
        foreach (var one in Enumerable.Range(0, of.Length).Where(i => of[i] >= 0).GroupBy(i => small.Of[i]))
            topicOfSmall[one.Key] = one.GroupBy(i => of[i])
                .OrderByDescending(g => g.Count())
                .ThenBy(g => g.Key)
                .First()
                .Key;
        var learnt = new HashSet<int>(space.Learnt);
        var notIn = Enumerable
            .Range(0, input.NotIn.Count / 2)
            .Select(i => (input.NotIn[2 * i], input.NotIn[2 * i + 1]))
            .ToHashSet();
        foreach (int[] chunk in Enumerable.Range(0, topicOf.Length).Where(i => !learnt.Contains(i)).Chunk(Chunk))
        {
            float[][] own = space.Own(input.Titles, input.Texts, chunk);
            Parallel.For(
                0,
                chunk.Length,
                c =>
                {
                    int text = chunk[c];
                    bool empty = TensorPrimitives.Norm<float>(own[c]) == 0;
                    var (near, cosine) = empty ? (-1, 0) : SphericalKMeans.Nearest(own[c], prototypes);
                    int topic = near < 0 ? -1 : topicOfSmall[near];
                    if (input.Pinned.Count > 0 && input.Pinned[text] >= 0)
                        topic = input.Pinned[text];
                    if (topic >= 0 && notIn.Contains((text, topic)))
                        topic = -1;
                    (topicOf[text], closeness[text]) = (topic, Math.Clamp(cosine, 0, 1));
                    if (topic >= 0)
                        (x[text], y[text]) = TopicMap.Text([], [], places, topic, text);
                }
            );
        }
    }
}
