namespace Modular.Contracts.Partners;

/// <summary>A partner unit took up a need that was offered; its capacity is held.</summary>
[FactName("partners.need-claimed.v1")]
public sealed record NeedClaimed(long NeedId, long OfferId, int UnitId) : IFact;

/// <summary>
/// Nobody claimed an offered need in time, or all declined: it goes on the list of the next joint meeting.
/// </summary>
[FactName("partners.need-unclaimed.v1")]
public sealed record NeedUnclaimed(long NeedId, long OfferId) : IFact;

/// <summary>
/// The partner unit has done what it claimed. Its report is asked for by <see cref="IPartnerQuestions"/>.
/// </summary>
[FactName("partners.claim-done.v1")]
public sealed record ClaimDone(long NeedId, long OfferId, int UnitId) : IFact;

/// <summary>
/// The partner unit gave a claim up; the held capacity is free again and the need is with its first receiver.
/// </summary>
[FactName("partners.claim-given-up.v1")]
public sealed record ClaimGivenUp(long NeedId, long OfferId, int UnitId) : IFact;
