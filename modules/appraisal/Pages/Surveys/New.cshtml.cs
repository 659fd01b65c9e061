using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Modular.Appraisal.Survey;
using Modular.Contracts.Projects;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Ui;

namespace Modular.Appraisal.Pages.Surveys;

/// <summary>The builder: questions added, moved and taken out on one page, with or without script.</summary>
[NeedsPermission(AppraisalModule.Run)]
internal sealed class NewModel(
    DraftSurvey draft,
    ShowSurvey show,
    ActingScope me,
    TimeProvider clock,
    IProjectQuestions? projects = null
) : StaffPage
{
    public sealed class Form
    {
        [Required, StringLength(80)]
        public string Title { get; set; } = "";

        [StringLength(1000)]
        public string? Intro { get; set; }
        public SurveyDoor Door { get; set; }
        public int Minimum { get; set; } = 5;

        [StringLength(4000)]
        public string? Subjects { get; set; }
        public List<long> Projects { get; set; } = [];
        public DateOnly? OpensOn { get; set; }
        public DateOnly? ClosesOn { get; set; }
        public List<QuestionForm> Questions { get; set; } = [];
    }

    [BindProperty]
    public Form Input { get; set; } = new();
    public IReadOnlyList<ProjectCard> Projects { get; private set; } = [];

    /// <summary>The last question is new: the cursor goes there.</summary>
    public bool Added { get; private set; }

    /// <param name="copy">An earlier questionnaire to begin from.</param>
    public async Task OnGet(long? copy)
    {
        await Load();
        Input.ClosesOn = clock.Today().AddDays(14);
        Input.Intro = Words["survey.intro.usual"];
        if (copy is { } earlier)
        {
            var old = await show.Show(earlier, null, Cancel);
            (Input.Title, Input.Intro, Input.Door, Input.Minimum) = (
                old.Round.Title,
                old.Sheet.Intro,
                old.Sheet.Door,
                old.Sheet.Minimum
            );
            Input.Questions =
            [
                .. old.Questions.Select(q => new QuestionForm
                {
                    Kind = q.Kind,
                    Text = q.Text,
                    Options = q.Options,
                    Least = q.Least,
                    Most = q.Most,
                    Required = q.Required,
                    If = q.IfPlace is { } at ? $"{at}:{q.IfOption}" : null,
                }),
            ];
            return;
        }

        string[] usual = Words["survey.usual"].Split('\n');
        Input.Questions =
        [
            new() { Text = usual[0], Options = usual[1].Replace('|', '\n') },
            new()
            {
                Kind = QuestionKind.Choice,
                Text = usual[2],
                Options = usual[3].Replace('|', '\n'),
            },
            new()
            {
                Kind = QuestionKind.Text,
                Text = usual[4],
                Required = false,
            },
        ];
    }

    /// <summary>One more question, one less, or one moved: the page comes back with all that was typed.</summary>
    /// <param name="change">add, or up-, down-, out- with the question's place.</param>
    public async Task<IActionResult> OnPostChange(string change)
    {
        string[] parts = change.Split('-');
        int at = parts.Length > 1 && int.TryParse(parts[1], CultureInfo.InvariantCulture, out int n) ? n : -1;
        var list = Input.Questions;
        Added = change == "add" && list.Count < DraftSurvey.MostQuestions;
        if (Added)
            list.Add(new());
        else if (at >= 0 && at < list.Count && parts[0] == "out")
            list.RemoveAt(at);
        else if (at > 0 && at < list.Count && parts[0] == "up")
            (list[at], list[at - 1]) = (list[at - 1], list[at]);
        else if (at >= 0 && at < list.Count - 1 && parts[0] == "down")
            (list[at], list[at + 1]) = (list[at + 1], list[at]);
        Follow(parts[0], at);
        // The fields are shown as the list now stands, not as they were sent.
        ModelState.Clear();
        await Load();
        return Page();
    }

    /// <summary>
    /// Conditions go with the question they hang on; one that went, or now comes later, is asked for no more.
    /// </summary>
    private void Follow(string change, int at)
    {
        int To(int place) =>
            change switch
            {
                "out" => place == at ? -1
                : place > at ? place - 1
                : place,
                "up" => place == at ? at - 1
                : place == at - 1 ? at
                : place,
                "down" => place == at ? at + 1
                : place == at + 1 ? at
                : place,
                _ => place,
            };
        for (int i = 0; i < Input.Questions.Count; i++)
            if (Input.Questions[i].Condition is ({ } earlier, { } option))
                Input.Questions[i].If = To(earlier) is var now && now >= 0 && now < i ? $"{now}:{option}" : null;
    }

    public async Task<IActionResult> OnPost()
    {
        long id = 0;
        return await Do(
            async () =>
                id = await draft.Draft(
                    me.Current.UnitId ?? throw new NotFound(),
                    new(
                        Input.Title,
                        Input.Intro ?? "",
                        Input.Door,
                        Input.Minimum,
                        [
                            .. Input.Questions.Select(q => new QuestionPlan(
                                q.Kind,
                                q.Text ?? "",
                                Lines(q),
                                q.Least,
                                q.Most,
                                q.Required,
                                q.Condition.Question,
                                q.Condition.Option
                            )),
                        ],
                        (Input.Subjects ?? "").Split('\n'),
                        Input.Projects,
                        Input.OpensOn,
                        Input.ClosesOn
                    ),
                    Cancel
                ),
            () =>
            {
                Say("survey.said.drafted");
                return Redirect($"/surveys/{id}");
            }
        );
    }

    public string Error(string field) =>
        ModelState.TryGetValue(field, out var state) && state.Errors.Count > 0 ? state.Errors[0].ErrorMessage : "";

    /// <summary>What a question may hang on: the options of those before it.</summary>
    public IEnumerable<SelectListItem> Conditions(int place)
    {
        for (int i = 0; i < place; i++)
        {
            var earlier = Input.Questions[i];
            if (earlier.Kind is not (QuestionKind.Choice or QuestionKind.Multiple))
                continue;
            string[] lines = Lines(earlier);
            for (int option = 0; option < lines.Length; option++)
                yield return new(Words["survey.if.chosen", i + 1, lines[option]], $"{i}:{option}");
        }
    }

    private static string[] Lines(QuestionForm question) =>
        (question.Options ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    protected override async Task Load() =>
        Projects =
            projects is null || me.Current.ScopePath is not { } path
                ? []
                : await projects.InStages(
                    path,
                    [ProjectStage.InExecution, ProjectStage.Completed, ProjectStage.Applied, ProjectStage.Evaluated],
                    Cancel
                );
}
