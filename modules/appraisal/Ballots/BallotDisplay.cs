using Modular.Appraisal.Domain;
using Modular.Appraisal.Results;
using Modular.Kernel.Plugins;
using Modular.Kernel.Texts;

namespace Modular.Appraisal.Ballots;

internal static class BallotDisplay
{
    /// <summary>A score as the ballot put it: in words where the method takes the order of grades only.</summary>
    public static string Score(Words words, Round round, IReadOnlyList<Criterion> lines, double? score) =>
        score is { } known && round.MethodId == Grades.Median
            ? Grades.Word(words, lines[0], (int)Math.Round(known))
            : FigureDisplay.Score(score);

    /// <summary>What the score proposes for the subject.</summary>
    public static string Proposed(Round round, IReadOnlyList<Criterion> lines, Subject subject, Ranked? made)
    {
        double? percent =
            made?.Score is { } score ? Grades.Percent(round, lines, score)
            : made is null ? null
            : BallotInput.Half(made);
        return Outcomes.Proposed(round, subject, percent);
    }

    /// <summary>How many the draw took.</summary>
    public static int Taken(BallotBox box) => box.Drawn!.Split(' ').Length;
}
