namespace Modular.Contracts.Appraisal;

/// <summary>
/// A round was published; this is one subject's outcome: of a project that asks for approval <c>approve</c>,
/// <c>return</c> or <c>reject</c>; elsewhere a grade (<c>excellent</c>, <c>good</c>, <c>pass</c>, <c>improve</c>,
/// <c>unrated</c>), <c>noted</c>, or of a service <c>satisfied</c>, <c>rework</c>, <c>correct</c>, <c>unrated</c>.
/// <see cref="ScoreMicro"/> is the score times one million, null where it could not be computed.
/// </summary>
[FactName("appraisal.subject-judged.v1")]
public sealed record SubjectJudged(
    long RoundId,
    string SubjectKind,
    long SubjectId,
    string Outcome,
    long? ScoreMicro,
    int? Rank
) : IFact
{
    /// <summary>
    /// What kind of round it was: <c>panel</c>, <c>visit</c>, <c>questionnaire</c>, <c>composite</c> and so on; null in
    /// facts told before this was said.
    /// </summary>
    public string? RoundKind { get; init; }
}
