using Modular.Kernel.Texts;
using Modular.Kernel.Ui;
using Modular.Projects.Domain;

namespace Modular.Projects.Library;

/// <summary>The life of a project as its page tells it.</summary>
internal static class ProjectLife
{
    private static readonly ProjectState[] Road =
    [
        ProjectState.Draft,
        ProjectState.Submitted,
        ProjectState.InReview,
        ProjectState.Reviewed,
        ProjectState.InNotice,
        ProjectState.Approved,
        ProjectState.InExecution,
        ProjectState.Completed,
        ProjectState.Applied,
        ProjectState.Evaluated,
        ProjectState.Awarded,
        ProjectState.InLibrary,
    ];

    /// <summary>What happened, where it stands, and the road still ahead.</summary>
    public static IReadOnlyList<LifeStep> Steps(Words words, ProjectView view)
    {
        var steps = view
            .Events.Select(e => new LifeStep(
                Step.Past,
                words[$"projects.event.{e.What}"],
                Words.Time(e.At),
                e.What == "notice-opened" ? null
                    : e.Note is null ? words.Who(e.By)
                    : $"{words.Who(e.By)}: {e.Note}"
            ))
            .ToList();
        var state = view.Project.State;
        if (state is ProjectState.InLibrary or ProjectState.Rejected or ProjectState.Stopped)
            return steps;
        steps.Add(
            new(
                Step.Now,
                words.Of(state),
                state == ProjectState.InNotice && view.Notice?.Ends is { } ends
                    ? words["projects.notice.until", ends]
                    : null,
                words[$"projects.turn.{state}"]
            )
        );
        int at = Array.IndexOf(Road, state == ProjectState.Returned ? ProjectState.Draft : state);
        steps.AddRange(Road.Skip(at + 1).Select(next => new LifeStep(Step.Future, words.Of(next), null, null)));
        return steps;
    }
}
