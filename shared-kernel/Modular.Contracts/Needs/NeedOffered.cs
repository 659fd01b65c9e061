namespace Modular.Contracts.Needs;

/// <summary>A need is offered to partner units, who may claim it until a day.</summary>
[FactName("needs.offered.v1")]
public sealed record NeedOffered(long NeedId, int UnitId, IReadOnlyList<long> PartnerUnits, DateOnly ClaimBy) : IFact;
