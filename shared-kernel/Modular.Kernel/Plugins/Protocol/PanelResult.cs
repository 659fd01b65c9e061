namespace Modular.Kernel.Plugins;

/// <param name="Scores">By the input's subjects; empty where this panel gives no result.</param>
/// <param name="Ranks">Likewise; null where there is no score.</param>
public sealed record PanelResult(IReadOnlyList<double?> Scores, IReadOnlyList<int?> Ranks);
