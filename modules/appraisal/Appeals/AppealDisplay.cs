using Modular.Kernel.Ui;

namespace Modular.Appraisal.Appeals;

internal static class AppealDisplay
{
    public static Tone Tone(AppealState state) =>
        state switch
        {
            AppealState.Filed or AppealState.Assigned => Kernel.Ui.Tone.Waiting,
            AppealState.Upheld => Kernel.Ui.Tone.Good,
            _ => Kernel.Ui.Tone.Plain,
        };
}
