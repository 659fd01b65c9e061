using Microsoft.Extensions.Configuration;

namespace Modular.Kernel.Jobs;

/// <summary>How long a run may be silent before it is taken for dead, and how often lost work is looked for.</summary>
/// <param name="Lease">Longer than a busy database lets a renewal wait.</param>
/// <param name="Sweep">Between two looks for work that was lost.</param>
/// <param name="FirstPause">
/// Before the second try; the next two pauses are four times as long each, then all alike.
/// </param>
public sealed record JobTimes(TimeSpan Lease, TimeSpan Sweep, TimeSpan FirstPause)
{
    public TimeSpan Renew { get; } = Lease / 3;

    /// <summary>
    /// Settings <c>Jobs:LeaseSeconds</c> (30), <c>Jobs:SweepSeconds</c> (20), <c>Jobs:PauseSeconds</c> (5).
    /// </summary>
    public static JobTimes From(IConfiguration configuration) =>
        new(
            TimeSpan.FromSeconds(configuration.GetValue("Jobs:LeaseSeconds", 30d)),
            TimeSpan.FromSeconds(configuration.GetValue("Jobs:SweepSeconds", 20d)),
            TimeSpan.FromSeconds(configuration.GetValue("Jobs:PauseSeconds", 5d))
        );

    public TimeSpan PauseAfter(int attempts) => FirstPause * Math.Pow(4, Math.Min(attempts, 3) - 1);
}
