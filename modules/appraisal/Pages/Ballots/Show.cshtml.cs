using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Modular.Appraisal.Ballots;
using Modular.Appraisal.Domain;
using Modular.Appraisal.Pages.Rounds;
using Modular.Appraisal.Results;
using Modular.Appraisal.Rounds;
using Modular.Kernel.Data;
using Modular.Kernel.Notices;
using Modular.Kernel.Plugins;
using Modular.Kernel.Rules;
using Modular.Kernel.Tables;
using Modular.Kernel.Ui;

namespace Modular.Appraisal.Pages.Ballots;

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
) : RoundMovesPage(rounds, run, me)
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

    /// <summary>What leads to a published result; the last step is behind the round when it is.</summary>
    public static readonly IReadOnlyList<string> Steps = ["draft", "signup", "draw", "key", "cast", "count", "publish"];

    /// <summary>Number of the step the round is at.</summary>
    public int Step =>
        View.Round.State switch
        {
            RoundState.Draft => 0,
            RoundState.Recruiting => 1,
            RoundState.Frozen => View.Box.Drawn is null ? 2 : 3,
            RoundState.Open => 4,
            RoundState.Closed => 5,
            RoundState.Computed => 6,
            _ => 7,
        };

    /// <summary>A vote in a hall: nobody signs up and nobody is drawn.</summary>
    public bool Hall =>
        View.Box is { SignUpUntil: null, Seats: 0, PoolDigest: null } && View.Round.State != RoundState.Recruiting;

    /// <summary>What is to be done, by the name its words have.</summary>
    public string Next => Hall && Step == 0 ? "hall" : Steps[Math.Min(Step, Steps.Count - 1)];

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
        View = await show.Show(Id, Cancel);
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
