using Modular.Kernel.Texts;
using Modular.Kernel.Ui;
using Modular.Projects.Domain;

namespace Modular.Projects.Rota;

/// <summary>Turns, swaps and what the centres do, as people read them.</summary>
internal static class RotaDisplay
{
    public static Tone Tone(SwapState state) =>
        state switch
        {
            SwapState.Asked => Kernel.Ui.Tone.Waiting,
            SwapState.Accepted => Kernel.Ui.Tone.Good,
            _ => Kernel.Ui.Tone.Plain,
        };

    /// <summary>A centre that has told nothing is a risk.</summary>
    public static Tone Tone(CentreState? state) =>
        state switch
        {
            CentreState.Held => Kernel.Ui.Tone.Good,
            CentreState.Planned => Kernel.Ui.Tone.Waiting,
            _ => Kernel.Ui.Tone.Risk,
        };

    public static string? Look(DateOnly month, DateOnly now) =>
        month == now ? "now"
        : month < now ? "past"
        : null;

    /// <summary>Of a month without a project: nobody wrote it down, or it is still to be chosen.</summary>
    public static string Unchosen(Words words, DateOnly month, DateOnly now) =>
        words[month < now ? "projects.rota.no-record" : "projects.rota.to-choose"];

    /// <summary>How long ago a town had its last turn.</summary>
    public static string Since(Words words, DateOnly? last, DateOnly now) =>
        last is not { } month ? words["projects.rota.not-yet"]
        : month == now ? words["projects.rota.this-month"]
        : words["projects.rota.months-ago", now.Number() - month.Number()];

    /// <summary>What the other town said to a swap, and who said it.</summary>
    public static string Answer(Words words, TurnSwap swap) =>
        (swap.Answer is null ? "" : $" · {swap.Answer}") + (swap.AnsweredBy is { } by ? $" · {words.Who(by)}" : "");
}
