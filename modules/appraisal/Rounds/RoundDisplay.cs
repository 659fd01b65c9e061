using Modular.Appraisal.Domain;
using Modular.Kernel.Ui;

namespace Modular.Appraisal.Rounds;

internal static class RoundDisplay
{
    /// <summary>Good once its result is out; until then something is still waited for.</summary>
    public static Tone Tone(Round round) =>
        round.State is RoundState.Published or RoundState.Archived ? Kernel.Ui.Tone.Good : Kernel.Ui.Tone.Waiting;
}
