using System.Globalization;
using Modular.Kernel.Texts;
using Modular.Kernel.Ui;

namespace Modular.Projects.Selections;

/// <summary>A selection, its weights and its marks as people read them.</summary>
internal static class SelectionDisplay
{
    public static readonly IReadOnlyList<string> Parts = ["visit", "appraisal", "questionnaire"];
    public static readonly IReadOnlyList<string> Criteria = ["implementation", "attainment", "influence"];

    public static Tone Tone(SelectionState state) =>
        state switch
        {
            SelectionState.Awarded => Kernel.Ui.Tone.Good,
            SelectionState.Cancelled => Kernel.Ui.Tone.Bad,
            _ => Kernel.Ui.Tone.Waiting,
        };

    public static string Part(Words words, string part) => words[$"selections.part.{part}"];

    /// <summary>What the parts weigh, then what the criteria do.</summary>
    public static string Weights(Words words, IReadOnlyList<int> weights) =>
        Weights(words, Parts, weights)
        + words["list.semicolon"]
        + Weights(words, Criteria, [.. weights.Skip(Parts.Count)]);

    private static string Weights(Words words, IReadOnlyList<string> of, IReadOnlyList<int> weights) =>
        string.Join(" · ", of.Select((part, i) => $"{Part(words, part)} {weights[i]}%"));

    public static string? Score(long? micro) => (micro / 1e6)?.ToString("0.000", CultureInfo.InvariantCulture);

    public static string? Mark(long? milli) => (milli / 1000m)?.ToString("0.###", CultureInfo.InvariantCulture);

    /// <summary>Whose mark it is and for what, for who does not see the table.</summary>
    public static string MarkName(Words words, string title, string part, string criterion) =>
        $"{title} {Part(words, part)} {Part(words, criterion)}";
}
