using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Modular.Appraisal.Ballots;
using Modular.Appraisal.Pages.Rounds;
using Modular.Appraisal.Results;
using Modular.Appraisal.Rounds;
using Modular.Contracts.Needs;
using Modular.Kernel.Access;
using Modular.Kernel.Calendar;
using Modular.Kernel.Notices;
using Modular.Kernel.Plugins;
using Modular.Kernel.Rules;
using Modular.Kernel.Tables;
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
) : Screen
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
            var view = await show.Run(before, Cancel);
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
                id = await draft.Run(
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

/// <summary>Leads a round by ballot through its steps; says at each what comes next.</summary>
[NeedsPermission(AppraisalModule.Read)]
internal sealed class ShowModel(
    ShowBallot show,
    ShowRound rounds,
    RunRound run,
    RunBallot ballot,
    Recruit recruit,
    HoldKey keys,
    PluginCatalogue plugins,
    MailOptions mail,
    ActingScope me
) : MovesScreen(rounds, run, me)
{
    public sealed class Form
    {
        [StringLength(120)]
        public string? Source { get; set; }
        public DateOnly? DrawOn { get; set; }
        public int Digits { get; set; } = 3;
        public bool ByMail { get; set; }

        [StringLength(200)]
        public string? Key { get; set; }

        [StringLength(200)]
        public string? Passphrase { get; set; }

        [StringLength(200)]
        public string? Again { get; set; }
        public long? Holder1 { get; set; }
        public long? Holder2 { get; set; }
        public long? Holder3 { get; set; }
        public int Hall { get; set; }
        public int Spare { get; set; } = 1;

        [StringLength(500)]
        public string? Reason { get; set; }
    }

    [BindProperty]
    public Form Input { get; set; } = new();
    public BallotView View { get; private set; } = null!;
    public string Method { get; private set; } = "";

    /// <summary>Shown once, right after they were handed out.</summary>
    public IReadOnlyList<string> Codes { get; private set; } = [];

    /// <summary>Those who may hold a part of the key.</summary>
    public IReadOnlyList<SelectListItem> Candidates { get; private set; } = [];
    public bool MailPossible => mail.Configured;

    /// <summary>Leading acts are for who has not vouched in this round, and the other way round.</summary>
    public bool MayLead => MayRun && View.Side != BallotSide.Vouches;
    public bool MayHandOut => MayRun && View.Box.Guarded && View.Side != BallotSide.Leads;
    protected override string Here => $"/ballots/{Id}";

    private DrawPlan Draw => new(Input.Source, Input.DrawOn, Input.Digits);

    public Task<IActionResult> OnPostCall() =>
        Act("ballots.said.called", () => recruit.Call(Id, Version, Cancel, Draw, Input.ByMail));

    public Task<IActionResult> OnPostAnnounce() =>
        Act("ballots.said.announced", () => recruit.Announce(Id, Version, Draw, Cancel));

    public Task<IActionResult> OnPostFreeze() => Act("ballots.said.frozen", () => recruit.Freeze(Id, Version, Cancel));

    public Task<IActionResult> OnPostDraw() =>
        Act("ballots.said.drawn", () => recruit.Draw(Id, Version, Input.Key, Cancel));

    public Task<IActionResult> OnPostHolders() =>
        Act(
            "ballots.said.holders",
            () =>
                keys.Name(
                    Id,
                    Version,
                    [.. new[] { Input.Holder1, Input.Holder2, Input.Holder3 }.OfType<long>()],
                    Cancel
                )
        );

    public Task<IActionResult> OnPostOpen() =>
        Act("ballots.said.opened", () => ballot.Open(Id, Version, Input.Passphrase, Input.Again, Input.Hall, Cancel));

    public async Task<IActionResult> OnPostHandOut()
    {
        var answer = await Act(
            "ballots.said.handed-out",
            async () => Codes = await ballot.HandOut(Id, Version, Input.Spare, Input.Reason, Cancel)
        );
        if (Codes.Count == 0)
            return answer;
        // Stored nowhere, so they are shown in this very answer.
        TempData.Remove("said");
        await Load();
        return Page();
    }

    public Task<IActionResult> OnPostClose() =>
        Act("ballots.said.closed", () => ballot.Close(Id, Version, Input.Passphrase, Cancel, Input.Again));

    public Task<IActionResult> OnPostArchive() => Act("rounds.said.archived", () => Moves.Archive(Id, Version, Cancel));

    public Task<IActionResult> OnPostCorrect() =>
        Act("rounds.said.corrected", () => Moves.Correct(Id, Version, Input.Reason, Cancel));

    public async Task<IActionResult> OnGetExport(string? format)
    {
        await Load();
        if (View.Computation is null)
            throw new NotFound();
        return new SheetResult(
            format ?? "xlsx",
            View.Round.Title,
            [.. "title|score|rank|lower|upper|n".Split('|').Select(k => Words[$"rounds.export.{k}"])],
            View.Computation.Subjects.Select(s =>
                    (IReadOnlyList<object?>)
                        [Title(s.Subject), s.Score, s.Rank, s.Lower, s.Upper, s.Score is null ? null : s.N]
                )
                .ToAsyncEnumerable()
        );
    }

    public string Title(string code) => View.Subjects.FirstOrDefault(s => s.Code == code)?.Title ?? code;

    protected override async Task Load()
    {
        View = await show.Run(Id, Cancel);
        if (MayRun && View.Round.State < RoundState.Open)
            Candidates = Choices.With(
                Words["ballots.holder.choose"],
                (await keys.Candidates(View.Round, Cancel)).Select(c => Choices.Item(c.Name, c.Id))
            );
        Method = (await plugins.Usable(PluginKind.Method, Cancel)).FirstOrDefault(m =>
            m.Description.Id == View.Round.MethodId
        )
            is { } m
            ? Words.Pick(m.Description.Name)
            : View.Round.MethodId;
    }
}

/// <summary>
/// For the wall of a hall: while the vote is open the way to vote, after the close the count. No figure before.
/// </summary>
[NeedsPermission(AppraisalModule.Read)]
internal sealed class ScreenModel(ShowBallot show) : Screen
{
    private const int Seconds = 5;

    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }
    public BallotView View { get; private set; } = null!;
    public IReadOnlyList<(string Subject, IReadOnlyList<int>? Marks)> Tally { get; private set; } = [];

    public async Task OnGet()
    {
        View = await show.Run(Id, Cancel);
        Tally = await show.Tally(View, Cancel);
        if (View.Round.State <= RoundState.Open)
            Response.Headers["Refresh"] = $"{Seconds}";
    }
}
