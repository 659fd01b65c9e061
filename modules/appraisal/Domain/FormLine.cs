using Modular.Kernel.Rules;

namespace Modular.Appraisal.Domain;

/// <summary>One line of a form: its name, the span of its scale, help, and what marks mean.</summary>
/// <param name="Weight">Where the kind of round weighs its lines in the form; null is 1.</param>
internal sealed record FormLine(
    string Name,
    string? Help,
    int Least,
    int Most,
    string? Anchors = null,
    double? Weight = null
)
{
    /// <exception cref="RuleBroken">No line, a scale that does not rise, or two lines of one name.</exception>
    public static void Check(IReadOnlyList<FormLine> lines)
    {
        if (lines.Count == 0)
            throw new RuleBroken("rounds.criteria-needed") { Field = "Criteria" };
        if (lines.FirstOrDefault(c => c.Most <= c.Least) is { } wrong)
            throw new RuleBroken("rounds.scale-wrong", wrong.Name) { Field = "Criteria" };
        if (lines.GroupBy(c => c.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new RuleBroken("rounds.criterion-twice", twice.Key) { Field = "Criteria" };
    }
}
