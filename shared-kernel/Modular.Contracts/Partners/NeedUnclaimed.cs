namespace Modular.Contracts.Partners;

/// <summary>
/// Nobody claimed an offered need in time, or all declined: it goes on the list of the next joint meeting.
/// </summary>
[FactName("partners.need-unclaimed.v1")]
public sealed record NeedUnclaimed(long NeedId, long OfferId) : IFact;
