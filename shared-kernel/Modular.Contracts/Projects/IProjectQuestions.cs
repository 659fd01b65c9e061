namespace Modular.Contracts.Projects;

/// <summary>What other modules may ask about projects. Absent when the module is not loaded.</summary>
public interface IProjectQuestions
{
    /// <summary>Submitted projects inside a unit's subtree, oldest first.</summary>
    Task<IReadOnlyList<ProjectCard>> AwaitingReview(string unitPath, CancellationToken cancel);

    /// <summary>
    /// Projects inside a unit's subtree that stand at one of the stages of <see cref="ProjectStage"/>, oldest first, at
    /// most five hundred.
    /// </summary>
    Task<IReadOnlyList<ProjectCard>> InStages(string unitPath, IReadOnlyList<string> stages, CancellationToken cancel);

    /// <summary>Cards of the named projects; unknown ids are left out.</summary>
    Task<IReadOnlyList<ProjectCard>> Cards(IReadOnlyList<long> ids, CancellationToken cancel);
}

/// <summary>Wire names of a project's stages, in their usual order.</summary>
public static class ProjectStage
{
    public const string Draft = "draft";
    public const string Submitted = "submitted";
    public const string InReview = "in-review";
    public const string Reviewed = "reviewed";
    public const string Returned = "returned";
    public const string Rejected = "rejected";
    public const string InNotice = "in-notice";
    public const string Approved = "approved";
    public const string InExecution = "in-execution";
    public const string Completed = "completed";
    public const string Applied = "applied";
    public const string Evaluated = "evaluated";
    public const string Awarded = "awarded";
    public const string InLibrary = "in-library";
    public const string Stopped = "stopped";

    /// <summary>Approved and not yet awarded: what is visited, asked about and judged as it runs or has run.</summary>
    public static readonly IReadOnlyList<string> Going = [Approved, InExecution, Completed, Applied, Evaluated];
}

/// <param name="Summary">Aims and plan in plain text, for those who judge the project.</param>
public sealed record ProjectCard(
    long Id,
    string Number,
    string Title,
    int UnitId,
    string UnitName,
    string Stage,
    string Summary
)
{
    /// <summary>Names of those who lead it: they judge nothing of it.</summary>
    public IReadOnlyList<string> Concerned { get; init; } = [];
}
