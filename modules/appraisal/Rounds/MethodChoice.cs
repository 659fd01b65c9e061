using Modular.Kernel.Plugins;

namespace Modular.Appraisal.Rounds;

/// <summary>The methods a form offers, with the parameters of the one that is chosen.</summary>
/// <param name="Criteria">Names of the lines, for parameters that each line has.</param>
/// <param name="Name">The field that says which.</param>
internal sealed record MethodChoice(
    IReadOnlyList<UsablePlugin> Methods,
    string Chosen,
    string Parameters,
    IReadOnlyList<string> Criteria,
    string Name
)
{
    /// <summary>Before all ids, where the form stands on a page twice.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>The names alone, of criteria as they are typed: one a line, the rest after |.</summary>
    public static IReadOnlyList<string> Names(string criteria) =>
        [.. criteria.Split('\n').Select(l => l.Split('|')[0].Trim()).Where(l => l.Length > 0)];
}
