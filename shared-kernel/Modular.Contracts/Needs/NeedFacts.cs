namespace Modular.Contracts.Needs;

/// <summary>Needs were registered for a unit: one for a form, up to a thousand for a batch.</summary>
[FactName("needs.registered.v1")]
public sealed record NeedsRegistered(int UnitId, IReadOnlyList<long> NeedIds) : IFact;

/// <summary>The requester was told the outcome of a need.</summary>
[FactName("needs.answered.v1")]
public sealed record NeedAnswered(long NeedId, int UnitId) : IFact;

/// <summary>An officer confirmed a topic: from now on its needs stay together.</summary>
[FactName("needs.topic-confirmed.v1")]
public sealed record TopicConfirmed(long TopicId, int UnitId, int Size) : IFact;

/// <summary>A requester sent the answer back: it is handled again, for the n-th time.</summary>
[FactName("needs.reworked.v1")]
public sealed record NeedReworked(long NeedId, int UnitId, int? HandlerUnitId, int Times) : IFact;

/// <summary>A need is offered to partner units, who may claim it until a day.</summary>
[FactName("needs.offered.v1")]
public sealed record NeedOffered(long NeedId, int UnitId, IReadOnlyList<long> PartnerUnits, DateOnly ClaimBy) : IFact;

/// <summary>A need went another way: offers of it that are open or claimed are withdrawn.</summary>
[FactName("needs.no-longer-offered.v1")]
public sealed record NeedNoLongerOffered(long NeedId) : IFact;
