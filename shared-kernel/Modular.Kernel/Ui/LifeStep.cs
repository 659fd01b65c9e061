namespace Modular.Kernel.Ui;

/// <summary>One step of the whole life of a need or a project, for <c>_LifeLine</c>.</summary>
/// <param name="Note">What happened or whose turn it is, one sentence.</param>
public sealed record LifeStep(Step When, string Title, string? Date, string? Note, string? Href = null);
