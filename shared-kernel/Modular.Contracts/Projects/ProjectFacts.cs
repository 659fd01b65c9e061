namespace Modular.Contracts.Projects;

/// <summary>A project was drafted; <see cref="TopicId"/> names the topic of needs it answers, or is null.</summary>
[FactName("projects.drafted.v1")]
public sealed record ProjectDrafted(long ProjectId, string Number, int UnitId, long? TopicId) : IFact;

/// <summary>A project waits for its initiation review.</summary>
[FactName("projects.submitted.v1")]
public sealed record ProjectSubmitted(long ProjectId, int UnitId) : IFact;

/// <summary>A project moved on. <see cref="Stage"/> is one of the names in <see cref="ProjectStage"/>.</summary>
[FactName("projects.stage-changed.v1")]
public sealed record ProjectStageChanged(long ProjectId, string Number, int UnitId, string Stage, DateOnly On) : IFact;
