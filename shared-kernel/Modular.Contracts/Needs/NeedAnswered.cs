namespace Modular.Contracts.Needs;

/// <summary>The requester was told the outcome of a need.</summary>
[FactName("needs.answered.v1")]
public sealed record NeedAnswered(long NeedId, int UnitId) : IFact;
