using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Modular.Appraisal.Ballots;
using Modular.Appraisal.Rounds;
using Modular.Contracts.Needs;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Plugins;
using Modular.Kernel.Rules;
using Modular.Kernel.Ui;

namespace Modular.Appraisal.Pages.Ballots;

/// <summary>A new round by anonymous ballot.</summary>
[NeedsPermission(AppraisalModule.Run)]
internal sealed class NewModel(
    DraftBallot draft,
    ShowBallot show,
    PluginCatalogue plugins,
    ActingScope me,
    TimeProvider clock,
    INeedQuestions? needs = null
) : StaffPage
{
    private static readonly string[] Fitting =
    [
        "quarterly-rating",
        "majority-judgment",
        "weighted-mean",
        "trimmed-mean",
        "questionnaire",
    ];

    public sealed class Form
    {
        [Required, StringLength(80)]
        public string Title { get; set; } = "";

        [StringLength(4000)]
        public string? Subjects { get; set; }
        public List<long> Needs { get; set; } = [];
        public double Pass { get; set; } = 60;

        [Required, StringLength(2000)]
        public string Criteria { get; set; } = "";

        [Required, StringLength(1000)]
        public string Rules { get; set; } = "";

        [Required]
        public string Method { get; set; } = "quarterly-rating";
        public int Seats { get; set; }
        public int Minimum { get; set; } = 5;
        public DateOnly? SignUpUntil { get; set; }
        public DateOnly? ClosesOn { get; set; }
        public bool Inside { get; set; }
    }

    [BindProperty]
    public Form Input { get; set; } = new();
    public IReadOnlyList<UsablePlugin> Methods { get; private set; } = [];
    public MethodChoice Choice => new(Methods, Input.Method, "{}", MethodChoice.Names(Input.Criteria), "Input.Method");

    /// <summary>Needs told their outcome in the last three months.</summary>
    public IReadOnlyList<FinishedNeed> Finished { get; private set; } = [];

    /// <summary>Of those rated again, how many are not done yet: they come into a later round.</summary>
    public int StillInHand { get; private set; }

    /// <summary>In a hall, with codes on paper and a screen.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Meeting { get; set; }

    /// <summary>The round whose unsatisfactory subjects are rated again.</summary>
    [BindProperty(SupportsGet = true)]
    public long? Follow { get; set; }

    public async Task OnGet()
    {
        (Input.Criteria, Input.Rules, Input.SignUpUntil) = (
            Words["ballots.criteria.usual"],
            Words["ballots.rules.usual"],
            Meeting ? null : clock.Today().AddDays(7)
        );
        if (Meeting)
            (Input.Method, Input.Criteria, Input.Rules, Input.Minimum) = (
                "majority-judgment",
                Words["ballots.meeting.criteria"],
                Words["ballots.meeting.rules"],
                5
            );
        if (Follow is { } before)
        {
            var view = await show.Show(before, Cancel);
            var again = view.Subjects.Where(s => s.Outcome is "rework" or "correct").ToList();
            (Input.Title, Input.Rules, Input.Method, Input.Minimum, Input.Pass) = (
                Words["ballots.again-title", view.Round.Title],
                view.Box.Rules,
                view.Round.MethodId,
                view.Box.Minimum,
                view.Round.PassMicro / 1e6
            );
            (Input.Subjects, Input.Needs) = (
                string.Join('\n', again.Where(s => s.Kind != "need").Select(s => s.Title)),
                [.. again.Where(s => s.Kind == "need").Select(s => s.SubjectId)]
            );
            Input.Criteria = string.Join('\n', view.Criteria.Select(c => $"{c.Name} | {c.Least}-{c.Most} | {c.Help}"));
        }

        await Load();
    }

    public async Task<IActionResult> OnPost()
    {
        long id = 0;
        return await Do(
            async () =>
            {
                var criteria = Rounds.NewModel.Lines(Input.Criteria);
                var method = await plugins.Get(PluginKind.Method, Input.Method, Cancel);
                id = await draft.Draft(
                    me.Current.UnitId ?? throw new NotFound(),
                    new(
                        Input.Title,
                        Input.Method,
                        MethodForm.Read(method, [.. criteria.Select(c => c.Name)], Request.Form, Words),
                        criteria,
                        (Input.Subjects ?? "").Split('\n'),
                        Input.Rules,
                        Input.Seats,
                        Input.Minimum,
                        Input.SignUpUntil
                    )
                    {
                        // Only what is on the list: an invented number brings nothing in.
                        Needs =
                            Input.Needs.Count == 0 ? [] : [.. (await Recent()).Where(n => Input.Needs.Contains(n.Id))],
                        Pass = Input.Pass,
                        ClosesOn = Input.ClosesOn,
                        Inside = Input.Inside,
                        Follows = Follow,
                    },
                    Cancel
                );
            },
            () =>
            {
                Say("ballots.said.drafted");
                return Redirect($"/ballots/{id}");
            }
        );
    }

    /// <summary>Finished needs of the last quarter; what is rated again may be older.</summary>
    private async Task<IReadOnlyList<FinishedNeed>> Recent() =>
        needs is null || me.Current.ScopePath is not { } path
            ? []
            : await needs.Finished(
                path,
                clock.Today().AddDays(Follow is null ? -92 : -366),
                clock.Today(),
                300,
                Cancel
            );

    protected override async Task Load()
    {
        Methods = [.. (await plugins.Usable(PluginKind.Method, Cancel)).Where(m => Fitting.Contains(m.Description.Id))];
        Finished = await Recent();
        StillInHand = Follow is null ? 0 : Input.Needs.Count(n => Finished.All(f => f.Id != n));
    }
}
