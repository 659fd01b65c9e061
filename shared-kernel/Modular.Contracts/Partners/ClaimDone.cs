namespace Modular.Contracts.Partners;

/// <summary>
/// The partner unit has done what it claimed. Its report is asked for by <see cref="IPartnerQuestions"/>.
/// </summary>
[FactName("partners.claim-done.v1")]
public sealed record ClaimDone(long NeedId, long OfferId, int UnitId) : IFact;
