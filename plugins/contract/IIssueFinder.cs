namespace Modular.Plugins.Contract;

/// <summary>
/// Finds hot issues: the same problem, at the same place, told by several people. The same promises as
/// <see cref="IAppraisalMethod"/>: pure, one call per process, the same answer on one thread and on many.
/// </summary>
public interface IIssueFinder
{
    PluginDescription Describe();

    /// <exception cref="NotComputableException">Too little text to say anything.</exception>
    IssueResult Find(IssueInput input, ParameterValues parameters);
}

/// <summary>
/// Requests in columns: entry <c>i</c> of every non-empty list belongs together. Lists other than <see cref="Ids"/> and
/// <see cref="Texts"/> may be empty, which means unknown for all.
/// </summary>
/// <param name="Ids">Unique; any text.</param>
/// <param name="Titles">May be empty texts.</param>
/// <param name="Places">
/// What the record itself says of the place (address, named place), apart from what the text says; may be empty texts.
/// </param>
/// <param name="Persons">One key per requester; empty text where unknown, which counts as a person of its own.</param>
/// <param name="Days">Day of receipt as days since 1970-01-01, or -1 where unknown.</param>
/// <param name="Units">Index of the community, or -1.</param>
/// <param name="Dissatisfied">
/// 1 where the requester was not satisfied or the need is overdue, 0 where not, -1 where unknown.
/// </param>
/// <param name="KnownPlaces">Names of places and units the system knows: recognised before any other.</param>
/// <param name="Together">
/// Pairs (flat: a0, b0, a1, b1, ...) of indices an officer put together; always in one issue.
/// </param>
/// <param name="Apart">Pairs likewise that an officer kept apart; never in one issue.</param>
/// <param name="Today">
/// The day from which recency counts, as days since 1970-01-01; -1 takes the newest of <see cref="Days"/>.
/// </param>
public sealed record IssueInput(
    IReadOnlyList<string> Ids,
    IReadOnlyList<string> Titles,
    IReadOnlyList<string> Texts,
    IReadOnlyList<string> Places,
    IReadOnlyList<string> Persons,
    IReadOnlyList<int> Days,
    IReadOnlyList<int> Units,
    IReadOnlyList<int> Dissatisfied,
    IReadOnlyList<string> KnownPlaces,
    IReadOnlyList<int> Together,
    IReadOnlyList<int> Apart,
    int Today
);

/// <param name="IssueOf">
/// For every text the index of its issue in <see cref="Issues"/>, or -1 where it is alone.
/// </param>
/// <param name="PlaceOf">For every text the place it speaks of as found, or an empty text.</param>
/// <param name="Issues">Hottest first.</param>
public sealed record IssueResult(
    IReadOnlyList<int> IssueOf,
    IReadOnlyList<string> PlaceOf,
    IReadOnlyList<IssueFound> Issues
);

/// <param name="Place">As its requesters mostly write it.</param>
/// <param name="ProblemWords">What is complained of, most telling first; words of the place are not among them.</param>
/// <param name="People">Distinct requesters: one with ten messages is one.</param>
/// <param name="Heat">0 to 100, made of <see cref="Parts"/>.</param>
/// <param name="Parts">
/// What the heat is made of, each with the points it gives; they add up to <see cref="Heat"/>.
/// </param>
/// <param name="Representatives">Indices of texts, the most typical first, five at most.</param>
public sealed record IssueFound(
    string Place,
    IReadOnlyList<string> ProblemWords,
    int Size,
    int People,
    int FirstDay,
    int LastDay,
    double Heat,
    IReadOnlyList<HeatPart> Parts,
    IReadOnlyList<int> Representatives
);

/// <param name="Key">People, recency, growth, spread or dissatisfaction.</param>
/// <param name="Value">
/// The figure itself: people, people of the last thirty days, their ratio to the thirty before, communities, share.
/// </param>
/// <param name="Points">What it adds to the heat.</param>
public sealed record HeatPart(string Key, double Value, double Points);
