namespace Modular.Projects.Plan;

/// <param name="From">Place of the earlier task.</param>
/// <param name="Lag">In working days; less than none lets them overlap.</param>
internal readonly record struct Bond(int From, int To, LinkKind Kind = LinkKind.FinishStart, int Lag = 0);
