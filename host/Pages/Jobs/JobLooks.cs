using Modular.Kernel.Jobs;
using Modular.Kernel.Ui;

namespace Modular.Host;

internal static class JobLooks
{
    public static Tone Tone(JobState state) => state switch
    {
        JobState.Done => Kernel.Ui.Tone.Good,
        JobState.Failed or JobState.Parked => Kernel.Ui.Tone.Bad,
        JobState.Cancelled => Kernel.Ui.Tone.Plain,
        _ => Kernel.Ui.Tone.Waiting,
    };
}
