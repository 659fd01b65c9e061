using System.Globalization;
using Modular.Kernel.Calendar;
using Modular.Kernel.Texts;
using Modular.Kernel.Ui;
using Modular.Projects.Library;

namespace Modular.Projects.Design;

internal static class ProjectDisplay
{
    public static Tone Tone(ProjectState state) =>
        state switch
        {
            ProjectState.Approved
            or ProjectState.InExecution
            or ProjectState.Completed
            or ProjectState.Evaluated
            or ProjectState.Awarded
            or ProjectState.InLibrary => Kernel.Ui.Tone.Good,
            ProjectState.Returned => Kernel.Ui.Tone.Risk,
            ProjectState.Rejected or ProjectState.Stopped => Kernel.Ui.Tone.Bad,
            ProjectState.Draft => Kernel.Ui.Tone.Plain,
            _ => Kernel.Ui.Tone.Waiting,
        };

    public static string Money(long cents) => (cents / 100m).ToString("#,0.00", CultureInfo.InvariantCulture);

    /// <summary>A target's figure as people write it.</summary>
    public static string Figure(decimal figure, TargetText target) =>
        figure.ToString("#,0.###", CultureInfo.InvariantCulture)
        + (
            target.Kind == TargetKind.Share ? "%"
            : target.Unit.Length == 0 ? ""
            : " " + target.Unit
        );

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
    public static IReadOnlyList<LifeStep> Life(Words words, ProjectView view)
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
