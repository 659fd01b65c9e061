using System.Globalization;
using Modular.Kernel.Rules;

namespace Modular.Projects.Selections;

/// <summary>
/// Marks of three parts over three criteria joined by whole weights: exact, in millionths, so that a tie is a tie.
/// </summary>
internal static class Ranking
{
    /// <param name="weights">Three of the parts and three of the criteria, in per cent.</param>
    /// <param name="marks">Nine marks out of a hundred in thousandths, part by part; null where none was given.</param>
    /// <returns>Null while a mark with weight is missing.</returns>
    public static long? Score(IReadOnlyList<int> weights, IReadOnlyList<long?> marks)
    {
        long sum = 0;
        for (int part = 0; part < Selection.Parts; part++)
        for (int criterion = 0; criterion < Selection.Criteria; criterion++)
        {
            long weight = weights[part] * weights[Selection.Parts + criterion];
            if (weight == 0)
                continue;
            if (marks[part * Selection.Criteria + criterion] is not { } mark)
                return null;
            // Per cent times per cent are ten-thousandths, a thousandth is a thousand millionths.
            sum += weight * mark;
        }

        return sum / 10;
    }

    /// <summary>
    /// Places from the best; equals share a place and the next ones are left free. Without a score no place.
    /// </summary>
    public static IReadOnlyList<int?> Places(IReadOnlyList<long?> scores) =>
        [.. scores.Select(s => s is null ? null : (int?)(1 + scores.Count(o => o > s)))];

    /// <summary>
    /// The awards by place, as long as there are enough of each for all who share the place; at a tie across the edge
    /// nobody is chosen by the machine.
    /// </summary>
    public static IReadOnlyList<string?> Propose(
        IReadOnlyList<int?> places,
        IReadOnlyList<(string Name, int Count)> awards
    )
    {
        var given = new string?[places.Count];
        int from = 1;
        foreach (var (name, count) in awards)
        {
            int until = from + count;
            for (int i = 0; i < places.Count; i++)
                if (places[i] is { } place && place >= from && place + places.Count(p => p == place) <= until)
                    given[i] = name;
            from = until;
        }

        return given;
    }

    /// <summary>
    /// Whether awards keep the order of the places and what the proposal gives for certain; among equals across an edge
    /// the choice is free.
    /// </summary>
    public static bool Follows(
        IReadOnlyList<int?> places,
        IReadOnlyList<(string Name, int Count)> awards,
        IReadOnlyList<string?> given
    )
    {
        var certain = Propose(places, awards);
        int Worth(string? award) => award is null ? awards.Count : awards.Select(a => a.Name).ToList().IndexOf(award);
        for (int i = 0; i < given.Count; i++)
        {
            if (certain[i] is not null && certain[i] != given[i])
                return false;
            for (int j = 0; j < given.Count; j++)
                if (places[i] < places[j] && Worth(given[i]) > Worth(given[j]))
                    return false;
        }

        return true;
    }

    public static IReadOnlyList<long?> Read(string marks) =>
        marks.Length == 0
            ? new long?[9]
            :
            [
                .. marks
                    .Split(',')
                    .Select(m => m.Length == 0 ? null : (long?)long.Parse(m, CultureInfo.InvariantCulture)),
            ];

    /// <exception cref="RuleBroken">Not nine, or not between nothing and a hundred.</exception>
    public static string Write(IReadOnlyList<decimal?> marks)
    {
        if (marks.Count != Selection.Parts * Selection.Criteria || marks.Any(m => m is < 0 or > 100))
            throw new RuleBroken("selections.marks-wrong");
        return string.Join(
            ',',
            marks.Select(m =>
                m is { } given
                    ? ((long)Math.Round(given * 1000, MidpointRounding.AwayFromZero)).ToString(
                        CultureInfo.InvariantCulture
                    )
                    : ""
            )
        );
    }

    /// <summary>Places and proposed awards of who stands.</summary>
    public static void Renumber(Selection selection, List<SelectionEntry> entries)
    {
        var places = Places([.. entries.Select(e => e.ScoreMicro)]);
        var awards = Propose(places, selection.AwardList);
        for (int i = 0; i < entries.Count; i++)
            (entries[i].Rank, entries[i].Award) = (places[i], awards[i]);
    }
}
