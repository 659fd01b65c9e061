namespace Modular.Projects.Domain;

/// <summary>What a project must say before it may be submitted.</summary>
internal static class SubmitChecklist
{
    /// <summary>
    /// What a submission needs, in the order of the form; one project and five ones: leader, responsible person, fund,
    /// team, and the mechanism to appraise by.
    /// </summary>
    public static IReadOnlyList<(bool Met, string Key)> Missing(Project p, bool targets) =>
        [
            (p.Title.Length > 0, "projects.gate.title"),
            (p.Aims.Trim().Length >= 10, "projects.gate.aims"),
            (targets, "projects.gate.targets"),
            (p.Beneficiaries.Trim().Length > 0, "projects.gate.beneficiaries"),
            (p.Plan.Trim().Length >= 10, "projects.gate.plan"),
            (p.StartsOn is not null && p.EndsOn > p.StartsOn, "projects.gate.dates"),
            (p.Leader.Length > 0, "projects.gate.leader"),
            (p.Responsible.Length > 0, "projects.gate.responsible"),
            (p.Budget > 0, "projects.gate.budget"),
            (p.Team.Trim().Length > 0, "projects.gate.team"),
            (p.Mechanism.Trim().Length > 0, "projects.gate.mechanism"),
        ];

    /// <summary>The field of the form where something missing is entered.</summary>
    public static string FieldOf(string key) =>
        key["projects.gate.".Length..] switch
        {
            "dates" => "StartsOn",
            var name => char.ToUpperInvariant(name[0]) + name[1..],
        };
}
