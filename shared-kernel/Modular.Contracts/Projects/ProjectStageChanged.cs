namespace Modular.Contracts.Projects;

/// <summary>A project moved on. <see cref="Stage"/> is one of the names in <see cref="ProjectStage"/>.</summary>
[FactName("projects.stage-changed.v1")]
public sealed record ProjectStageChanged(long ProjectId, string Number, int UnitId, string Stage, DateOnly On) : IFact;
