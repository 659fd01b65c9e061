namespace Modular.Contracts.Needs;

/// <summary>What other modules may ask about needs. Absent when the module is not loaded.</summary>
public interface INeedQuestions
{
    /// <summary>Null when there is no such topic or it was dropped.</summary>
    Task<TopicSummary?> Topic(long topicId, CancellationToken cancel);

    /// <summary>
    /// Public figures of the needs that led to a project; the needs themselves stay with their module.
    /// </summary>
    Task<NeedFigures> FiguresOfProject(long projectId, CancellationToken cancel);

    /// <summary>
    /// Confirmed topics inside a unit's subtree that no project has taken up yet, largest first, at most fifty.
    /// </summary>
    Task<IReadOnlyList<TopicSummary>> OpenTopics(string unitPath, CancellationToken cancel);

    /// <summary>
    /// What a partner unit reads of needs offered to it: the matter, never who asked. Unknown ids are left out.
    /// </summary>
    Task<IReadOnlyList<NeedBrief>> Briefs(IReadOnlyList<long> needIds, CancellationToken cancel);

    /// <summary>
    /// How units handled what was filed under them between two days. A unit without needs is left out.
    /// </summary>
    Task<IReadOnlyList<HandlingFigures>> Handling(
        IReadOnlyList<int> unitIds,
        DateOnly from,
        DateOnly until,
        CancellationToken cancel
    );

    /// <summary>
    /// Needs inside a unit's subtree whose outcome was told between two days, newest first, in words that may be shown
    /// to everybody.
    /// </summary>
    Task<IReadOnlyList<FinishedNeed>> Finished(
        string unitPath,
        DateOnly from,
        DateOnly until,
        int most,
        CancellationToken cancel
    );

    /// <summary>
    /// Needs inside a unit's subtree month by month, of one topic or, where it is null, of all; months without any are
    /// left out.
    /// </summary>
    Task<IReadOnlyList<MonthFigures>> Months(
        string unitPath,
        long? topicId,
        DateOnly from,
        DateOnly until,
        CancellationToken cancel
    );
}

/// <param name="Month">Its first day.</param>
/// <param name="Needs">
/// Needs that came in; <paramref name="Rated"/> of them were rated and <paramref name="Satisfied"/> found good in the
/// end.
/// </param>
public sealed record MonthFigures(DateOnly Month, int Needs, int Rated, int Satisfied);

/// <param name="Title">The public title, or category and number where there is none.</param>
public sealed record FinishedNeed(long Id, string Number, string Title, int UnitId);

/// <param name="Ended">
/// Needs told their outcome; <paramref name="OnTime"/> of them the first time within the limit.
/// </param>
/// <param name="Rated">Needs rated; <paramref name="Satisfied"/> of them in the end.</param>
public sealed record HandlingFigures(int UnitId, int Ended, int OnTime, int Rated, int Satisfied);

/// <param name="Size">Number of needs in the topic.</param>
/// <param name="People">Number of distinct requesters; one person counts once.</param>
/// <param name="Titles">Titles of the most representative needs, five at most, for staff only.</param>
public sealed record TopicSummary(
    long Id,
    int UnitId,
    string Name,
    IReadOnlyList<string> KeyWords,
    int Size,
    int People,
    IReadOnlyList<string> Titles
)
{
    /// <summary>The day of the last run that gathered needs into topics there.</summary>
    public DateOnly? Gathered { get; init; }
}

/// <param name="Text">The matter with telephone and identity numbers taken out.</param>
public sealed record NeedBrief(
    long Id,
    string Number,
    string Title,
    string Text,
    string? Category,
    string? Place,
    int UnitId,
    DateOnly? DueOn
);

/// <param name="Needs">Needs linked to the project.</param>
/// <param name="Communities">Distinct units they were filed under.</param>
public sealed record NeedFigures(int Needs, int Communities);
