namespace Modular.Contracts.Partners;

/// <summary>
/// The partner unit gave a claim up; the held capacity is free again and the need is with its first receiver.
/// </summary>
[FactName("partners.claim-given-up.v1")]
public sealed record ClaimGivenUp(long NeedId, long OfferId, int UnitId) : IFact;
