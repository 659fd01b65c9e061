using Modular.Kernel.Ui;

namespace Modular.Partners.Honours;

internal static class HonourDisplay
{
    public static Tone Tone(HonourState state) =>
        state switch
        {
            HonourState.PutUp => Kernel.Ui.Tone.Good,
            HonourState.Asked => Kernel.Ui.Tone.Waiting,
            HonourState.Dropped => Kernel.Ui.Tone.Plain,
            _ => Kernel.Ui.Tone.Risk,
        };
}
