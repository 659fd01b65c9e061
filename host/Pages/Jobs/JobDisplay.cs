using System.Globalization;
using Modular.Kernel.Data;
using Modular.Kernel.Texts;
using Modular.Kernel.Ui;

namespace Modular.Host;

internal static class JobDisplay
{
    public static Tone Tone(JobState state) =>
        state switch
        {
            JobState.Done => Kernel.Ui.Tone.Good,
            JobState.Failed or JobState.Parked => Kernel.Ui.Tone.Bad,
            JobState.Cancelled => Kernel.Ui.Tone.Plain,
            _ => Kernel.Ui.Tone.Waiting,
        };

    /// <summary>
    /// How long a run took, to what one wants to know: tenths of a second, then seconds, then minutes.
    /// </summary>
    public static string Took(Words words, TimeSpan? took) =>
        took switch
        {
            null => "–",
            { TotalSeconds: < 10 } brief => words[
                "jobs.seconds",
                brief.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)
            ],
            { TotalSeconds: < 120 } some => words[
                "jobs.seconds",
                some.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)
            ],
            { } lasting => words["jobs.minutes", lasting.TotalMinutes.ToString("0", CultureInfo.InvariantCulture)],
        };
}
