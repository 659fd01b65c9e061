using System.Globalization;
using Modular.Kernel.Ui;

namespace Modular.Projects.Domain;

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
}
