namespace Modular.Appraisal.Domain;

/// <summary>What may become of a subject, by what it is; the words stand under <c>rounds.outcome.{name}</c>.</summary>
internal static class Outcomes
{
    private const string Unrated = "unrated";
    private static readonly string[] Project = ["approve", "return", "reject"];
    private static readonly string[] Standing = ["excellent", "good", "pass", "improve", Unrated];
    private static readonly string[] Figures = ["noted"];
    private static readonly string[] Service = ["satisfied", "rework", "correct", Unrated];

    /// <summary>Grades of a yearly appraisal, out of 100.</summary>
    private const double Excellent = 90,
        Good = 80;

    public static IReadOnlyList<string> For(Round round, Subject subject) =>
        subject.Kind switch
        {
            "project" when round.Kind == RoundKind.Panel => Project,
            _ when round.Kind == RoundKind.Ballot => Service,
            // Points have their stars and a questionnaire its figures; neither is a grade out of a hundred.
            _ when round.Kind is RoundKind.Points or RoundKind.Questionnaire => Figures,
            _ => Standing,
        };

    /// <summary>What is proposed; a named person confirms it. Empty where somebody has to choose.</summary>
    public static string Proposed(Round round, Subject subject, double? score)
    {
        var all = For(round, subject);
        if (ReferenceEquals(all, Figures))
            return Figures[0];
        double pass = round.PassMicro / 1e6;
        // Without a score nobody is graded; a project has to be decided on all the same, by whoever publishes.
        if (score is null)
            return ReferenceEquals(all, Project) ? "" : Unrated;
        if (ReferenceEquals(all, Project))
            return score >= pass ? "approve" : "return";
        if (ReferenceEquals(all, Service))
            return score >= pass ? "satisfied" : "rework";
        return score >= Math.Max(Excellent, pass) ? "excellent"
            : score >= Math.Max(Good, pass) ? "good"
            : score >= pass ? "pass"
            : "improve";
    }
}
