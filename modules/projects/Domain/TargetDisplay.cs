using Modular.Kernel.Texts;

namespace Modular.Projects.Domain;

/// <summary>A target's figures as people read them.</summary>
internal static class TargetDisplay
{
    public static string Figure(long? milli, Target target) =>
        ProjectDisplay.Figure(milli / 1000m, new(target.Name, target.Unit, target.Kind, null, 0, ""));

    /// <summary>The figure wanted, and where figures come from.</summary>
    public static string Goal(Words words, Target t) =>
        $"{words["projects.story.goal"]} {Figure(t.GoalMilli, t)}{(t.Source.Length > 0 ? $" · {t.Source}" : "")}";

    /// <summary>From before to what was reached; where nothing was measured yet, to the goal, called so.</summary>
    public static string Change(Words words, Target t) =>
        t.EndMilli is null
            ? $"{Figure(t.StartMilli, t)} → {words["projects.story.goal"]} {Figure(t.GoalMilli, t)}"
            : $"{Figure(t.StartMilli, t)} → {Figure(t.EndMilli, t)}";
}
