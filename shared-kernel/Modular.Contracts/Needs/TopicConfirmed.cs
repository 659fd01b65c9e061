namespace Modular.Contracts.Needs;

/// <summary>An officer confirmed a topic: from now on its needs stay together.</summary>
[FactName("needs.topic-confirmed.v1")]
public sealed record TopicConfirmed(long TopicId, int UnitId, int Size) : IFact;
