using Modular.Contracts.Projects;
using Modular.Kernel.Access;
using Modular.Kernel.Units;

namespace Modular.Appraisal.Domain;

/// <summary>What may be put up to be judged.</summary>
internal static class JudgedSubjects
{
    public const int Most = 300;

    /// <summary>For conflicts of interest: its unit and the people who answer for it.</summary>
    public static Judged AsJudged(Subject s) => new(s.SubjectId, s.UnitId, s.People?.Split(',') ?? []);

    /// <summary>Within the scope of who sets it up, and at the stage this kind of round is for.</summary>
    public static bool Offered(ProjectCard card, RoundKind kind, UnitTree tree, string? scope) =>
        tree.Find(card.UnitId) is { } unit
        && unit.Path.StartsWith(scope ?? "-", StringComparison.Ordinal)
        && (kind == RoundKind.Panel ? card.Stage == ProjectStage.Submitted : ProjectStage.Going.Contains(card.Stage));
}
