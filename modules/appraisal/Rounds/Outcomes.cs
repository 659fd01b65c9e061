namespace Modular.Appraisal.Rounds;

/// <summary>What may become of a subject, by what it is; the words stand under <c>rounds.outcome.{name}</c>.</summary>
internal static class Outcomes
{
    private static readonly string[] Project = ["approve", "return", "reject"];
    private static readonly string[] Standing = ["excellent", "good", "pass", "improve"];
    private static readonly string[] Figures = ["noted"];
    private static readonly string[] Service = ["satisfied", "rework", "correct"];

    /// <summary>Grades of a yearly appraisal, out of 100.</summary>
    private const double Excellent = 90, Good = 80;

    public static IReadOnlyList<string> For(Round round, Subject subject) => subject.Kind switch
    {
        "project" when round.Kind is not (RoundKind.Ballot or RoundKind.Questionnaire) => Project,
        _ when round.Kind == RoundKind.Ballot => Service,
        // Points have their stars and a questionnaire its figures; neither is a grade out of a hundred.
        _ when round.Kind is RoundKind.Points or RoundKind.Questionnaire => Figures,
        _ => Standing,
    };

    /// <summary>What is proposed; a named person confirms it.</summary>
    public static string Proposed(Round round, Subject subject, double? score)
    {
        var all = For(round, subject);
        if (ReferenceEquals(all, Figures)) return Figures[0];
        double pass = round.PassMicro / 1e6;
        if (ReferenceEquals(all, Project)) return score >= pass ? "approve" : "return";
        if (ReferenceEquals(all, Service)) return score is null || score >= pass ? "satisfied" : "rework";
        return score >= Math.Max(Excellent, pass) ? "excellent" : score >= Math.Max(Good, pass) ? "good" : score >= pass ? "pass" : "improve";
    }
}
