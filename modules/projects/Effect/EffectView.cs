using Modular.Contracts.Needs;
using Modular.Projects.Domain;

namespace Modular.Projects.Effect;

/// <param name="Hand">What was entered by hand, where no needs are kept.</param>
internal sealed record EffectView(
    Project Project,
    IReadOnlyList<TargetEffect> Targets,
    NeedsEffect? Needs,
    EffectByHand? Hand
)
{
    /// <summary>Every figure that was entered, by target, in the order of its days.</summary>
    public ILookup<long, Measurement> Series { get; init; } = Array.Empty<Measurement>().ToLookup(m => m.TargetId);
}

/// <summary>A target before, wanted and after.</summary>
/// <param name="Before">
/// 95 per cent interval of a share before, in per cent; null where it is not known of how many people.
/// </param>
/// <param name="Change">Interval of the change of a share, in percentage points.</param>
/// <param name="Attained">
/// Share of the way from before to goal that was gone; null while not measured or where there was no way to go.
/// </param>
internal sealed record TargetEffect(
    Target Target,
    (double Lower, double Upper)? Before,
    (double Lower, double Upper)? After,
    (double Lower, double Upper)? Change,
    double? Attained
)
{
    public bool Measured => Target.EndMilli is not null;

    /// <summary>The goal may be to have less of something.</summary>
    public bool Reached =>
        Target.EndMilli is { } end
        && (
            Target.StartMilli is { } start && start > Target.GoalMilli
                ? end <= Target.GoalMilli
                : end >= Target.GoalMilli
        );
}

/// <param name="PerMonthBefore">Needs a month; null where there was no whole month to count.</param>
internal sealed record NeedsEffect(
    IReadOnlyList<MonthFigures> Months,
    double? PerMonthBefore,
    double? PerMonthAfter,
    (int Rated, int Satisfied) Before,
    (int Rated, int Satisfied) After,
    (double Lower, double Upper)? Change,
    bool OfTopic
)
{
    /// <summary>Months before that were counted: six, or fewer where the first need came later.</summary>
    public int MonthsBefore { get; init; }

    /// <summary>When needs were last gathered into the topic; null where that is not known.</summary>
    public DateOnly? Gathered { get; init; }

    /// <summary>Where somebody counted by hand: where the figures come from.</summary>
    public string? Source { get; init; }
}
