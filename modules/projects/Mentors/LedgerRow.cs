namespace Modular.Projects.Mentors;

/// <summary>Who guided what, and how often.</summary>
/// <param name="Number">Of the project, as its title and unit.</param>
internal sealed record LedgerRow(
    Mentor Mentor,
    Mentoring Mentoring,
    string Number,
    string Title,
    int UnitId,
    int Notes,
    int Answered,
    DateOnly? Last,
    PreVerdict? Verdict
);
