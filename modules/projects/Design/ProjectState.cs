using Modular.Contracts.Projects;

namespace Modular.Projects.Design;

internal enum ProjectState { Draft, Submitted, InReview, Reviewed, Returned, Rejected, InNotice, Approved, InExecution, Completed }

/// <summary>The state machine of a project. Nothing else changes a project's state.</summary>
internal static class ProjectMoves
{
    public static readonly IReadOnlyDictionary<string, (ProjectState[] From, ProjectState To)> All = new Dictionary<string, (ProjectState[], ProjectState)>(StringComparer.Ordinal)
    {
        ["submitted"] = ([ProjectState.Draft, ProjectState.Returned], ProjectState.Submitted),
        ["withdrawn"] = ([ProjectState.Submitted], ProjectState.Draft),
        ["taken-for-review"] = ([ProjectState.Submitted], ProjectState.InReview),
        ["review-passed"] = ([ProjectState.InReview, ProjectState.Submitted], ProjectState.Reviewed),
        ["returned"] = ([ProjectState.InReview, ProjectState.Submitted, ProjectState.InNotice], ProjectState.Returned),
        ["rejected"] = ([ProjectState.InReview, ProjectState.Submitted], ProjectState.Rejected),
        ["notice-opened"] = ([ProjectState.Reviewed], ProjectState.InNotice),
        ["approved"] = ([ProjectState.InNotice], ProjectState.Approved),
        ["started"] = ([ProjectState.Approved], ProjectState.InExecution),
        ["completed"] = ([ProjectState.InExecution], ProjectState.Completed),
    };

    public static bool Allowed(ProjectState from, string move) => All[move].From.Contains(from);

    public static string Stage(ProjectState state) => state switch
    {
        ProjectState.Draft => ProjectStage.Draft,
        ProjectState.Submitted => ProjectStage.Submitted,
        ProjectState.InReview => ProjectStage.InReview,
        ProjectState.Reviewed => ProjectStage.Reviewed,
        ProjectState.Returned => ProjectStage.Returned,
        ProjectState.Rejected => ProjectStage.Rejected,
        ProjectState.InNotice => ProjectStage.InNotice,
        ProjectState.Approved => ProjectStage.Approved,
        ProjectState.InExecution => ProjectStage.InExecution,
        _ => ProjectStage.Completed,
    };
}
