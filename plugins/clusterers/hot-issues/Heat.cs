using Modular.Plugins.Contract;

namespace Modular.Clusterers.HotIssues;

/// <summary>
/// The heat of an issue, 0 to 100, a sum of five parts that can each be explained to a resident: people 45 ln(1 +
/// people) / ln(1 + 60), at most 45; recency 20 r / (r + 3) with r people of the last thirty days; growth 15
/// log2(ratio) / 3 between 0 and 15 with ratio (r + 1) / (people of the thirty days before + 1); spread 10 (1 - 1 /
/// communities); dissatisfaction 10 times the share
/// that was rated badly or is overdue, among those known. What is unknown gives nothing.
/// </summary>
internal sealed class Heat(IssueInput input)
{
    private const int Window = 30;
    private const double MostPeople = 60;

    private readonly int _today =
        input.Today >= 0 ? input.Today
        : input.Days.Count > 0 ? input.Days.Max()
        : -1;

    public (int People, int FirstDay, int LastDay, double Heat, IReadOnlyList<HeatPart> Parts) Of(
        IReadOnlyList<int> members
    )
    {
        int people = People(members);
        int[] days = [.. members.Select(Day).Where(d => d >= 0)];
        int recent = People(members.Where(i => Day(i) >= 0 && Day(i) > _today - Window && Day(i) <= _today));
        int before = People(
            members.Where(i => Day(i) >= 0 && Day(i) > _today - 2 * Window && Day(i) <= _today - Window)
        );
        int communities = members
            .Select(i => input.Units.Count > 0 ? input.Units[i] : -1)
            .Where(u => u >= 0)
            .Distinct()
            .Count();
        int[] told =
        [
            .. members.Select(i => input.Dissatisfied.Count > 0 ? input.Dissatisfied[i] : -1).Where(d => d >= 0),
        ];
        double share = told.Length == 0 ? 0 : told.Count(d => d > 0) / (double)told.Length;
        double ratio = (recent + 1.0) / (before + 1.0);
        HeatPart[] parts =
        [
            new("people", people, 45 * Math.Min(1, Math.Log(1 + people) / Math.Log(1 + MostPeople))),
            new("recency", recent, 20 * recent / (recent + 3.0)),
            new(
                "growth",
                days.Length == 0 ? 0 : ratio,
                days.Length == 0 ? 0 : 15 * Math.Clamp(Math.Log2(ratio) / 3, 0, 1)
            ),
            new("spread", communities, communities == 0 ? 0 : 10 * (1 - 1.0 / communities)),
            new("dissatisfaction", share, 10 * share),
        ];
        // Rounded one by one, so that what is shown adds up.
        parts = [.. parts.Select(p => p with { Points = Math.Round(p.Points, 1) })];
        return (
            people,
            days.Length == 0 ? -1 : days.Min(),
            days.Length == 0 ? -1 : days.Max(),
            Math.Round(parts.Sum(p => p.Points), 1),
            parts
        );
    }

    private int Day(int i) => input.Days.Count > 0 ? input.Days[i] : -1;

    /// <summary>Distinct requesters; one without a key is a person of its own.</summary>
    private int People(IEnumerable<int> members)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        return members.Count(i =>
            input.Persons.Count == 0 || input.Persons[i].Length == 0 || known.Add(input.Persons[i])
        );
    }
}
