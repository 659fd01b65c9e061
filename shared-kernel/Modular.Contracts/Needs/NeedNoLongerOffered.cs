namespace Modular.Contracts.Needs;

/// <summary>A need went another way: offers of it that are open or claimed are withdrawn.</summary>
[FactName("needs.no-longer-offered.v1")]
public sealed record NeedNoLongerOffered(long NeedId) : IFact;
