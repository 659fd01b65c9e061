using Modular.Kernel.Texts;
using Modular.Projects.Domain;

namespace Modular.Projects.Rota;

/// <summary>The plan of the rota in words.</summary>
internal static class TurnWords
{
    /// <summary>Why the month went to the town, as a sentence.</summary>
    public static string Why(this Words words, TurnWhy why, int? waited, string? other, DateOnly? otherMonth) =>
        why switch
        {
            TurnWhy.LongestWait when waited is { } months => words["projects.rota.why.LongestWait", months],
            TurnWhy.Later => otherMonth is { } then
                ? words["projects.rota.why.Later", waited ?? 0, other ?? "?", words.Say(then)]
                : words["projects.rota.why.FewestTurns"],
            TurnWhy.LongestWait => words["projects.rota.why.FirstTurn"],
            _ => words[$"projects.rota.why.{why}"],
        };
}
