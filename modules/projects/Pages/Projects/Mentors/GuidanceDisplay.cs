using Modular.Kernel.Ui;
using Modular.Projects.Mentors;

namespace Modular.Projects.Pages.Projects;

internal static class GuidanceDisplay
{
    public static Tone Tone(PreVerdict verdict) =>
        verdict switch
        {
            PreVerdict.Ready => Kernel.Ui.Tone.Good,
            PreVerdict.NotYet => Kernel.Ui.Tone.Waiting,
            _ => Kernel.Ui.Tone.Risk,
        };

    public static Tone Tone(AdviceState state) =>
        state switch
        {
            AdviceState.Done => Kernel.Ui.Tone.Good,
            AdviceState.Open => Kernel.Ui.Tone.Waiting,
            _ => Kernel.Ui.Tone.Risk,
        };
}
