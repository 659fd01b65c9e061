using System.Globalization;
using Modular.Kernel.Texts;
using Modular.Projects.Domain;

namespace Modular.Projects.Library;

/// <summary>A target's figures as people read them.</summary>
internal static class TargetDisplay
{
    public static string Figure(long? milli, Target target) =>
        milli is not { } m
            ? "–"
            : (m / 1000m).ToString("#,0.###", CultureInfo.InvariantCulture)
                + (
                    target.Kind == TargetKind.Share ? "%"
                    : target.Unit.Length == 0 ? ""
                    : " " + target.Unit
                );

    /// <summary>From before to what was reached; where nothing was measured yet, to the goal, called so.</summary>
    public static string Change(Words words, Target t) =>
        t.EndMilli is null
            ? $"{Figure(t.StartMilli, t)} → {words["projects.story.goal"]} {Figure(t.GoalMilli, t)}"
            : $"{Figure(t.StartMilli, t)} → {Figure(t.EndMilli, t)}";
}
