namespace Modular.Contracts.Needs;

/// <summary>Needs were registered for a unit: one for a form, up to a thousand for a batch.</summary>
[FactName("needs.registered.v1")]
public sealed record NeedsRegistered(int UnitId, IReadOnlyList<long> NeedIds) : IFact;
