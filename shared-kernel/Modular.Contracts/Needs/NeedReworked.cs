namespace Modular.Contracts.Needs;

/// <summary>A requester sent the answer back: it is handled again, for the n-th time.</summary>
[FactName("needs.reworked.v1")]
public sealed record NeedReworked(long NeedId, int UnitId, int? HandlerUnitId, int Times) : IFact;
