using Modular.Kernel.Plugins;

namespace Modular.Appraisal.Domain;

/// <summary>Marks in per cent of their scale, so that lines of different length count alike.</summary>
internal static class RoundScale
{
    /// <summary>The method that takes places and not marks.</summary>
    public const string Ranking = "schulze";

    public static double Percent(long micro, Criterion criterion) =>
        (micro - criterion.Least * 1_000_000L) / ((criterion.Most - criterion.Least) * 10_000.0);

    /// <summary>Scores in per cent do not leave the scale, and neither do their intervals.</summary>
    public static Computation Within(IRoundKind kind, Round round, Computation computed) =>
        !kind.InPerCent || round.MethodId is Ranking or "entropy-topsis"
            ? computed
            : computed with
            {
                Subjects = [.. computed.Subjects.Select(Within)],
            };

    private static Ranked Within(Ranked s) =>
        s with
        {
            Lower = s.Lower is { } low ? Math.Clamp(low, Math.Min(0, s.Score ?? 0), 100) : null,
            Upper = s.Upper is { } high ? Math.Clamp(high, 0, Math.Max(100, s.Score ?? 0)) : null,
        };
}
