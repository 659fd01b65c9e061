using Modular.Kernel.Ui;

namespace Modular.Partners.Asks;

internal static class AskDisplay
{
    public static Tone Tone(AskState state) =>
        state switch
        {
            AskState.Done => Kernel.Ui.Tone.Good,
            AskState.Claimed => Kernel.Ui.Tone.Waiting,
            AskState.Withdrawn => Kernel.Ui.Tone.Plain,
            _ => Kernel.Ui.Tone.Risk,
        };
}
