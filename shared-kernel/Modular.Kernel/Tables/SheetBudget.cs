using System.Diagnostics;

namespace Modular.Kernel.Tables;

/// <summary>
/// What reading one file may cost, whatever lies in it: characters and seconds, asked about in every loop. Seconds are
/// those of reading alone; what is done with a row takes its own time.
/// </summary>
internal sealed class SheetBudget(CancellationToken cancel)
{
    private const int StepsBetweenLooks = 256;
    private long _characters;
    private int _steps;
    private long _began = Stopwatch.GetTimestamp();
    private TimeSpan _spent;

    /// <summary>Characters taken out of the file so far.</summary>
    public long Characters => _characters;

    /// <exception cref="SheetRefused">More than any honest table holds.</exception>
    public void Take(long characters)
    {
        _characters += characters;
        if (_characters > SheetLimits.Characters)
            throw new SheetRefused("sheet.too-much");
        Step();
    }

    /// <exception cref="SheetRefused">It takes too long.</exception>
    /// <exception cref="OperationCanceledException">Nobody waits for it any more.</exception>
    public void Step()
    {
        if (++_steps % StepsBetweenLooks != 0)
            return;
        cancel.ThrowIfCancellationRequested();
        if (_spent + Stopwatch.GetElapsedTime(_began) > SheetLimits.Longest)
            throw new SheetRefused("sheet.too-slow", (int)SheetLimits.Longest.TotalSeconds);
    }

    /// <summary>From here on the time is the reader's.</summary>
    public void Begin() => _began = Stopwatch.GetTimestamp();

    /// <summary>From here on it is that of who works with the row.</summary>
    public void Pause()
    {
        _spent += Stopwatch.GetElapsedTime(_began);
        cancel.ThrowIfCancellationRequested();
    }
}
