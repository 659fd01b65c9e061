namespace Modular.Contracts.Partners;

/// <summary>A partner unit took up a need that was offered; its capacity is held.</summary>
[FactName("partners.need-claimed.v1")]
public sealed record NeedClaimed(long NeedId, long OfferId, int UnitId) : IFact;
