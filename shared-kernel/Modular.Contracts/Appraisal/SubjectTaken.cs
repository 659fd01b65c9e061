namespace Modular.Contracts.Appraisal;

/// <summary>A round was opened on a subject. <see cref="SubjectKind"/> is <c>project</c> today.</summary>
[FactName("appraisal.subject-taken.v1")]
public sealed record SubjectTaken(long RoundId, string SubjectKind, long SubjectId) : IFact;
