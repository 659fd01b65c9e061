using System.Globalization;
using Modular.Kernel.Texts;
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

    /// <summary>A target's figure as people write it; a dash where there is none.</summary>
    public static string Figure(decimal? figure, TargetText target) =>
        figure is not { } f
            ? "–"
            : f.ToString("#,0.###", CultureInfo.InvariantCulture)
                + (
                    target.Kind == TargetKind.Share ? "%"
                    : target.Unit.Length == 0 ? ""
                    : " " + target.Unit
                );

    /// <summary>A day that may not be chosen yet.</summary>
    public static string Day(DateOnly? day) => day is { } d ? Words.Date(d) : "–";

    /// <summary>From when to when, or that it is not filled in.</summary>
    public static string Dates(Words words, Project p) =>
        p is { StartsOn: { } s, EndsOn: { } e } ? words["projects.dates.span", s, e] : words["projects.not-filled"];

    /// <summary>Where it comes from, with the service it was made of.</summary>
    public static string Origin(Words words, Project p) =>
        words.Of(p.Origin)
        + (p.ServiceName is null ? "" : $": {p.ServiceName} ({words.Of(p.ServiceDecision!.Value)}) {p.ServiceReason}");

    /// <summary>What the round gave it; while it gave nothing, that there is one.</summary>
    public static string Score(Words words, Project p) =>
        p.ScoreMicro is { } score
            ? words["projects.score", (score / 1e6).ToString("0.00", CultureInfo.InvariantCulture), p.Rank]
            : words["projects.round"];
}
