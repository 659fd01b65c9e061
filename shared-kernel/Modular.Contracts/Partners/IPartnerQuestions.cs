namespace Modular.Contracts.Partners;

/// <summary>What other modules may ask about partner units. Absent when the module is not loaded.</summary>
public interface IPartnerQuestions
{
    /// <summary>
    /// Resources that fit each need, best first, at most <paramref name="most"/> for each; none where nothing fits.
    /// </summary>
    Task<IReadOnlyList<ResourceFit>> Fits(IReadOnlyList<NeedWish> needs, int most, CancellationToken cancel);

    /// <summary>What the partner unit reported of a done claim; null when there is none.</summary>
    Task<string?> Report(long offerId, CancellationToken cancel);

    /// <summary>
    /// What partner units took up between two days and what became of it. A unit that took up nothing is left out.
    /// </summary>
    Task<IReadOnlyList<PartnerRecord>> Records(
        IReadOnlyList<int> unitIds,
        DateOnly from,
        DateOnly until,
        CancellationToken cancel
    );
}

/// <param name="Claimed">
/// Needs claimed; <paramref name="Done"/> of them done, <paramref name="GivenUp"/> given back.
/// </param>
public sealed record PartnerRecord(int UnitId, int Claimed, int Done, int GivenUp);

/// <param name="UnitId">Community the need was filed under.</param>
/// <param name="Category">Name of its category, if it has one.</param>
/// <param name="Text">Title and text.</param>
public sealed record NeedWish(long NeedId, int UnitId, string? Category, string Text);

/// <param name="Score">0 to 100.</param>
/// <param name="Left">How many more this resource can take this month.</param>
/// <param name="Parts">What the score is made of, in points.</param>
public sealed record ResourceFit(
    long NeedId,
    int UnitId,
    long ResourceId,
    string Title,
    int Score,
    int Left,
    IReadOnlyList<FitPart> Parts
);

/// <param name="Key">category, words, distance, load or past.</param>
/// <param name="Detail">What matched, where there is something to name.</param>
public sealed record FitPart(string Key, int Points, int Of, string? Detail);
