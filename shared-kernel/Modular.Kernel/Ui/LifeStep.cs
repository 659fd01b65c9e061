using Modular.Kernel.Modules;

namespace Modular.Kernel.Ui;

/// <summary>One step of the whole life of a need or a project, for <c>_LifeLine</c>.</summary>
/// <param name="Note">What happened or whose turn it is, one sentence.</param>
/// <param name="Way">Where it is shown in full, in another module.</param>
public sealed record LifeStep(Step When, string Title, string? Date, string? Note, Way? Way = null);
