namespace Modular.Kernel.Ui;

/// <summary>One condition of a gate, for <c>_Gate</c>: met, or what is still missing and where to mend it.</summary>
public sealed record GateItem(bool Met, string Text, string? Href = null);
