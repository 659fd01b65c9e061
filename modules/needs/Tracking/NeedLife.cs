using Modular.Kernel.Texts;
using Modular.Kernel.Ui;
using Modular.Needs.Domain;

namespace Modular.Needs.Tracking;

/// <summary>A need's whole life in order: what happened, where it is, what comes next and by when.</summary>
internal static class NeedLife
{
    private static readonly string[] Stages =
    [
        "draft",
        "submitted",
        "in-review",
        "reviewed",
        "in-notice",
        "approved",
        "in-execution",
        "completed",
    ];

    public static IReadOnlyList<LifeStep> Steps(
        Words words,
        Need need,
        IReadOnlyList<NeedEvent> events,
        ProjectTrace? project,
        bool forRequester
    )
    {
        var steps = events
            .Select(e => new LifeStep(
                Step.Past,
                words[$"needs.event.{e.What}"],
                Words.Time(e.At),
                Note(words, e, forRequester)
            ))
            .ToList();
        if (NeedMoves.Open.Contains(need.State))
            steps.Add(
                new(
                    Step.Now,
                    words[$"needs.now.{need.State}"],
                    need.DueOn is { } due ? words["needs.promised", due] : words["needs.clock.unknown"],
                    null
                )
            );
        if (project is not null)
        {
            steps.Add(
                new(
                    project.Stage == "completed" ? Step.Past : Step.Now,
                    words["needs.project-stage", words[$"needs.stage.{project.Stage}"]],
                    Words.Date(project.Since),
                    words["needs.project-number", project.Number],
                    forRequester ? null : new("projects.one", project.Number)
                )
            );
            int at = Array.IndexOf(Stages, project.Stage);
            if (at >= 0 && at < Stages.Length - 1)
                steps.Add(new(Step.Future, words[$"needs.stage.{Stages[at + 1]}"], null, null));
        }
        else if (need.State == NeedState.Answered)
            steps.Add(new(Step.Future, words["needs.now.Answered"], null, null));
        return steps;
    }

    private static string? Note(Words words, NeedEvent e, bool forRequester)
    {
        // A kind of handling stands in braces, so that it is said in the reader's language.
        string? note = e.Note is ['{', .. var kind, '}'] ? words[$"enum.NeedKind.{kind}"] : e.Note;
        if (forRequester || e.By.Length == 0)
            return note;
        return note is null ? words.Who(e.By) : $"{words.Who(e.By)}: {note}";
    }
}
