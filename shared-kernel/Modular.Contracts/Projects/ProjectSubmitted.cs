namespace Modular.Contracts.Projects;

/// <summary>A project waits for its initiation review.</summary>
[FactName("projects.submitted.v1")]
public sealed record ProjectSubmitted(long ProjectId, int UnitId) : IFact;
