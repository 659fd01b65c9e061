using Microsoft.Extensions.Logging;
using Modular.Kernel.Rules;

namespace Modular.Kernel.Jobs;

/// <summary>
/// Nightly work over many units: what fails for one does not end the night for the others, and is not lost either.
/// </summary>
public sealed partial class EachUnit(ILogger<EachUnit> log)
{
    private readonly List<string> _failed = [];

    /// <param name="unit">Its code or number, for the log and the message.</param>
    public async Task Try(string unit, Func<Task> work, CancellationToken cancel)
    {
        try
        {
            await work();
        }
        catch (Exception problem) when (!problem.IsAskedBy(cancel))
        {
            LogFailed(problem, unit);
            _failed.Add(unit);
        }
    }

    /// <exception cref="RuleBroken">Some failed: the run counts as failed and names them.</exception>
    public void End()
    {
        if (_failed.Count > 0)
            throw new RuleBroken("job.units-failed", _failed.Count, string.Join(' ', _failed.Take(20)));
    }

    [LoggerMessage(LogLevel.Warning, "Unit {Unit} failed; the others go on.")]
    private partial void LogFailed(Exception error, string unit);
}
