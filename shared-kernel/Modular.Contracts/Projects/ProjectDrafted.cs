namespace Modular.Contracts.Projects;

/// <summary>A project was drafted; <see cref="TopicId"/> names the topic of needs it answers, or is null.</summary>
[FactName("projects.drafted.v1")]
public sealed record ProjectDrafted(long ProjectId, string Number, int UnitId, long? TopicId) : IFact;
