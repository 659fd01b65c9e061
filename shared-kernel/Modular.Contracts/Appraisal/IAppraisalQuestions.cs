namespace Modular.Contracts.Appraisal;

/// <summary>What other modules may ask about appraisals. Absent when the module is not loaded.</summary>
public interface IAppraisalQuestions
{
    /// <summary>What a unit was found to be in published rounds, newest first, at most fifty.</summary>
    Task<IReadOnlyList<AppraisalRecord>> OfUnit(int unitId, CancellationToken cancel);

    /// <summary>The same of a person or thing put down by its name, in rounds of the acting person's scope.</summary>
    Task<IReadOnlyList<AppraisalRecord>> OfName(string name, CancellationToken cancel);
}

/// <param name="Rank">Place among <paramref name="Among"/>.</param>
/// <param name="Outcome">Text key of the words.</param>
public sealed record AppraisalRecord(
    long RoundId,
    string Round,
    DateOnly On,
    string Subject,
    double? Score,
    int? Rank,
    int Among,
    string? Outcome
);
