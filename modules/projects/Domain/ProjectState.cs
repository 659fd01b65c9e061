using Modular.Contracts.Projects;
using Modular.Kernel.Rules;

namespace Modular.Projects.Domain;

/// <summary>
/// Where a project stands: designed, reviewed, in public notice, approved, carried out, completed (its report is in),
/// applied for selection, evaluated, awarded, in the library of quality projects; stopped when it ends before its time.
/// </summary>
internal enum ProjectState
{
    Draft,
    Submitted,
    InReview,
    Reviewed,
    Returned,
    Rejected,
    InNotice,
    Approved,
    InExecution,
    Completed,
    Applied,
    Evaluated,
    Awarded,
    InLibrary,
    Stopped,
}

/// <summary>The state machine of a project. Nothing else changes a project's state.</summary>
internal static class ProjectMoves
{
    public static readonly Moves<ProjectState> All = new()
    {
        ["submitted"] = ([ProjectState.Draft, ProjectState.Returned], ProjectState.Submitted),
        ["withdrawn"] = ([ProjectState.Submitted], ProjectState.Draft),
        ["taken-for-review"] = ([ProjectState.Submitted], ProjectState.InReview),
        ["review-passed"] = ([ProjectState.InReview, ProjectState.Submitted], ProjectState.Reviewed),
        ["review-corrected"] = ([ProjectState.Returned, ProjectState.Rejected], ProjectState.Reviewed),
        ["returned"] = (
            [
                ProjectState.InReview,
                ProjectState.Submitted,
                ProjectState.Reviewed,
                ProjectState.InNotice,
                ProjectState.Rejected,
            ],
            ProjectState.Returned
        ),
        ["rejected"] = (
            [ProjectState.InReview, ProjectState.Submitted, ProjectState.Reviewed, ProjectState.InNotice],
            ProjectState.Rejected
        ),
        ["notice-opened"] = ([ProjectState.Reviewed], ProjectState.InNotice),
        ["approved"] = ([ProjectState.InNotice], ProjectState.Approved),
        ["started"] = ([ProjectState.Approved], ProjectState.InExecution),
        ["completed"] = ([ProjectState.InExecution], ProjectState.Completed),
        ["applied"] = ([ProjectState.Completed, ProjectState.Evaluated, ProjectState.InLibrary], ProjectState.Applied),
        ["application-withdrawn"] = ([ProjectState.Applied], ProjectState.Completed),
        ["application-returned"] = ([ProjectState.Applied, ProjectState.Evaluated], ProjectState.Completed),
        ["evaluated"] = ([ProjectState.Applied], ProjectState.Evaluated),
        ["awarded"] = ([ProjectState.Evaluated], ProjectState.Awarded),
        ["shared"] = ([ProjectState.Completed, ProjectState.Evaluated, ProjectState.Awarded], ProjectState.InLibrary),
        ["stopped"] = (
            [
                ProjectState.Draft,
                ProjectState.Submitted,
                ProjectState.InReview,
                ProjectState.Returned,
                ProjectState.Reviewed,
                ProjectState.InNotice,
                ProjectState.Approved,
                ProjectState.InExecution,
            ],
            ProjectState.Stopped
        ),
    };

    /// <summary>Approved or later: the public may see it, and what is done for it is recorded.</summary>
    public static readonly ProjectState[] Live =
    [
        ProjectState.Approved,
        ProjectState.InExecution,
        ProjectState.Completed,
        ProjectState.Applied,
        ProjectState.Evaluated,
        ProjectState.Awarded,
        ProjectState.InLibrary,
    ];

    /// <summary>Its text may be written to.</summary>
    public static readonly ProjectState[] Open = [ProjectState.Draft, ProjectState.Returned];

    public static string Stage(ProjectState state) =>
        state switch
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
            ProjectState.Completed => ProjectStage.Completed,
            ProjectState.Applied => ProjectStage.Applied,
            ProjectState.Evaluated => ProjectStage.Evaluated,
            ProjectState.Awarded => ProjectStage.Awarded,
            ProjectState.InLibrary => ProjectStage.InLibrary,
            _ => ProjectStage.Stopped,
        };
}
