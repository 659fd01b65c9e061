using Modular.Projects.Domain;

namespace Modular.Projects.Effect;

/// <summary>The line on which a target's figures are drawn: 600 wide, 8 left free at both ends.</summary>
internal sealed class EffectLine
{
    private readonly double _low;
    private readonly double _high;

    public EffectLine(Target t)
    {
        if (t.Kind == TargetKind.Share)
        {
            (_low, _high) = (0, 100_000);
            return;
        }

        long start = t.StartMilli ?? 0;
        _low = Math.Min(Math.Min(start, t.GoalMilli), t.EndMilli ?? t.GoalMilli);
        _high = Math.Max(Math.Max(start, t.GoalMilli), t.EndMilli ?? 0);
    }

    /// <summary>Where a figure stands.</summary>
    /// <param name="milli">In thousandths.</param>
    public string At(double milli) =>
        EffectDisplay.Number(_high <= _low ? 50 : 8 + (milli - _low) / (_high - _low) * 584);

    /// <summary>Where a per cent of an interval stands.</summary>
    public string AtPercent(double percent) => At(percent * 1000);
}
