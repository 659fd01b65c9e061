namespace Modular.Contracts.Units;

/// <summary>
/// A unit and everything below it now hangs elsewhere in the tree. Paths are materialised ids, such as <c>/1/4/17/</c>.
/// </summary>
[FactName("kernel.unit-moved.v1")]
public sealed record UnitMoved(int UnitId, string OldPath, string NewPath) : IFact;
