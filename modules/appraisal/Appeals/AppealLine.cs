namespace Modular.Appraisal.Appeals;

/// <summary>One in the list.</summary>
/// <param name="Mine">It waits for a decision of the acting unit.</param>
internal sealed record AppealLine(
    long Id,
    string Round,
    string Name,
    DateOnly On,
    AppealState State,
    int? DeciderUnitId,
    DateOnly? DecidedOn,
    bool Mine
);
