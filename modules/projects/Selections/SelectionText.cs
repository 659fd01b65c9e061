using Modular.Kernel.Rules;

namespace Modular.Projects.Selections;

/// <summary>What a selection says: its window, how it ranks, and what it awards.</summary>
/// <param name="Weights">Six whole per cents.</param>
internal sealed record SelectionText(
    string Name,
    DateOnly OpensOn,
    DateOnly ClosesOn,
    IReadOnlyList<int> Weights,
    string Awards
)
{
    /// <exception cref="RuleBroken">Name, window or weights cannot be.</exception>
    public void Check()
    {
        if (string.IsNullOrWhiteSpace(Name) || Name.Length > 80)
            throw new RuleBroken("selections.name-needed") { Field = "Name" };
        if (ClosesOn < OpensOn)
            throw new RuleBroken("selections.window") { Field = "ClosesOn" };
        if (
            Weights.Count != 6
            || Weights.Any(w => w is < 0 or > 100)
            || Weights.Take(3).Sum() != 100
            || Weights.Skip(3).Sum() != 100
        )
            throw new RuleBroken("selections.weights") { Field = "Weights" };
    }

    /// <summary>Name and number of each award, a line each, as they are kept.</summary>
    /// <exception cref="RuleBroken">
    /// A line is not of the form <c>name | number</c>, or there are none or too many.
    /// </exception>
    public string AwardLines()
    {
        var awards = new List<string>();
        foreach (
            string line in Awards.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        )
        {
            string[] parts = line.Split('|', StringSplitOptions.TrimEntries);
            if (
                parts.Length != 2
                || parts[0].Length is 0 or > 40
                || !int.TryParse(parts[1], out int count)
                || count is < 1 or > 500
            )
                throw new RuleBroken("selections.awards-wrong", line) { Field = "Awards" };
            awards.Add($"{parts[0]}|{count}");
        }

        return awards.Count is 0 or > 8
            ? throw new RuleBroken("selections.awards-wrong", "") { Field = "Awards" }
            : string.Join('\n', awards);
    }
}
