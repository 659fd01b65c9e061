using Modular.Language.Issues;
using Modular.Plugins.Contract;

namespace Modular.Clusterers.HotIssues;

/// <summary>
/// The same problem at the same place by many people: likeness of places and likeness of problems, each learnt from the
/// collection, must both hold; grouped by mean likeness; ranked by a heat that is explained.
/// </summary>
public sealed class HotIssues : IIssueFinder
{
    public PluginDescription Describe() => new("hot-issues", "1.1.0", "Modular", Texts.Name, Texts.Summary, []);

    public IssueResult Find(IssueInput input, ParameterValues parameters)
    {
        int n = input.Ids.Count;
        if (
            input.Texts.Count(t => t.AsSpan().Trim().Length > 0)
                + (input.Titles.Count == 0 ? 0 : input.Titles.Count(t => t.AsSpan().Trim().Length > 0))
            < 2
        )
            throw new NotComputableException(Texts.TooLittle);
        var found = SameIssues.Find(
            new(input.Ids, input.Titles, input.Texts, input.Places, input.KnownPlaces),
            Pairs(input.Together, n),
            Pairs(input.Apart, n)
        );
        var heat = new Heat(input);
        // Hottest first; among equals the larger, then the one told first.
        var ranked = found
            .Issues.Select(i => (Issue: i, Heat: heat.Of(i.Members)))
            .OrderByDescending(i => i.Heat.Heat)
            .ThenByDescending(i => i.Issue.Members.Count)
            .ThenBy(i => input.Ids[i.Issue.Members[0]], StringComparer.Ordinal)
            .ToList();
        int[] issueOf = new int[n];
        Array.Fill(issueOf, -1);
        for (int k = 0; k < ranked.Count; k++)
            foreach (int i in ranked[k].Issue.Members)
                issueOf[i] = k;
        return new(
            issueOf,
            found.PlaceOf,
            [
                .. ranked.Select(r => new IssueFound(
                    r.Issue.Place,
                    r.Issue.Problem,
                    r.Issue.Members.Count,
                    r.Heat.People,
                    r.Heat.FirstDay,
                    r.Heat.LastDay,
                    r.Heat.Heat,
                    r.Heat.Parts,
                    r.Issue.Typical
                )),
            ]
        );
    }

    private static List<(int, int)> Pairs(IReadOnlyList<int> flat, int count)
    {
        var pairs = new List<(int, int)>();
        for (int p = 0; p + 1 < flat.Count; p += 2)
            if (flat[p] >= 0 && flat[p] < count && flat[p + 1] >= 0 && flat[p + 1] < count && flat[p] != flat[p + 1])
                pairs.Add((flat[p], flat[p + 1]));
        return pairs;
    }
}
