namespace Modular.Kernel.Ui;

/// <summary>When a step of a life line lies: behind, now, or ahead.</summary>
public enum Step
{
    Past,
    Now,
    Future,
}

/// <summary>One step of the whole life of a need or a project, for <c>_LifeLine</c>.</summary>
/// <param name="Note">What happened or whose turn it is, one sentence.</param>
public sealed record LifeStep(Step When, string Title, string? Date, string? Note, string? Href = null);

/// <summary>One condition of a gate, for <c>_Gate</c>: met, or what is still missing and where to mend it.</summary>
public sealed record GateItem(bool Met, string Text, string? Href = null);
