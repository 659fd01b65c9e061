using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Modular.Appraisal.Domain;
using Modular.Appraisal.Panel;
using Modular.Appraisal.Results;
using Modular.Appraisal.Rounds;
using Modular.Appraisal.Visits;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Plugins;
using Modular.Kernel.Rules;
using Modular.Kernel.Ui;

namespace Modular.Appraisal.Pages.Rounds;

[NeedsPermission(AppraisalModule.Read)]
internal sealed class ShowModel(
    ShowRound show,
    RoundStatistics statistics,
    RemindPanel remind,
    ReplaceMember replace,
    DrawPanel draw,
    RecordVisit visits,
    RunRound moves,
    Panels panels,
    PluginCatalogue plugins,
    ActingScope me,
    TimeProvider clock
) : RoundPage(show, moves, me)
{
    [BindProperty]
    public string? Method { get; set; }

    /// <summary>What the announced source of a draw gave.</summary>
    [BindProperty]
    public string? Key { get; set; }
    public bool DrawDue => View.Draw is { } announced && announced.On <= clock.Today();
    public IReadOnlyList<UsablePlugin> Methods { get; private set; } = [];

    /// <param name="prefix">Before all ids of the form: it stands on the page twice.</param>
    public MethodChoice Choice(string prefix = "") =>
        new(Methods, View.Round.MethodId, View.Round.Parameters, [.. View.Criteria.Select(c => c.Name)], "Method")
        {
            Prefix = prefix,
        };

    /// <summary>The method beside the kind of round; nothing where the kind says it.</summary>
    public string MethodName =>
        View.Round.Joined ? ""
        : Methods.FirstOrDefault(m => m.Description.Id == View.Round.MethodId) is { } known
            ? " · " + Words.Pick(known.Description.Name)
        : View.Round.MethodId;
    public Statistics? Figures { get; private set; }
    public IReadOnlyList<WhatIfLine> Tried { get; private set; } = [];
    public string? TriedBy { get; private set; }

    /// <summary>By the other method somebody would pass who does not, or the other way round.</summary>
    public bool TriedChanges => Tried.Any(t => t.PassesNow != t.PassedBefore);
    public string TriedSays =>
        TriedChanges ? "rounds.try.changed"
        : Tried.Any(t => t.Before != t.Now) ? "rounds.try.moved"
        : "rounds.try.same";

    /// <summary>Evaluators who could step in.</summary>
    public IReadOnlyList<SelectListItem> Others { get; private set; } = [];

    public Task<IActionResult> OnPostOpen() => Act("rounds.said.opened", () => Moves.Open(Id, Version, Cancel));

    public Task<IActionResult> OnPostClose() => Act("rounds.said.closed", () => Moves.Close(Id, Version, Cancel));

    public Task<IActionResult> OnPostReopen() => Act("rounds.said.reopened", () => Moves.Reopen(Id, Version, Cancel));

    public Task<IActionResult> OnPostDraw() => Act("rounds.said.drawn", () => draw.Draw(Id, Version, Key, Cancel));

    public Task<IActionResult> OnPostReplace(long leaves, long comes) =>
        Act("rounds.said.replaced", () => replace.Replace(Id, Version, leaves, comes, Request.Form["Reason"], Cancel));

    public Task<IActionResult> OnPostLift(long account, long subject) =>
        Act("rounds.said.lifted", () => replace.Lift(Id, Version, account, subject, Request.Form["Reason"], Cancel));

    /// <param name="pair">Account and subject, separated by a space.</param>
    public Task<IActionResult> OnPostExclude(string? pair) =>
        Act(
            "rounds.said.excluded",
            () =>
            {
                string[] parts = (pair ?? "").Split(' ');
                if (
                    parts.Length != 2
                    || !long.TryParse(parts[0], CultureInfo.InvariantCulture, out long account)
                    || !long.TryParse(parts[1], CultureInfo.InvariantCulture, out long subject)
                )
                    throw new RuleBroken("rounds.exclude-none");
                return replace.Exclude(Id, Version, account, subject, Request.Form["Reason"], clock.Today(), Cancel);
            }
        );

    public async Task<IActionResult> OnPostRemind()
    {
        int told = 0;
        return await Do(
            async () => told = await remind.Now(Id, Cancel),
            () =>
            {
                Say("rounds.said.reminded", told);
                return Redirect(Here);
            }
        );
    }

    public Task<IActionResult> OnPostMethod() =>
        Act(
            "rounds.said.method",
            async () =>
            {
                await Load();
                var method = await plugins.Get(PluginKind.Method, Method ?? "", Cancel);
                await Moves.ChangeMethod(
                    Id,
                    Version,
                    method.Description.Id,
                    MethodForm.Read(method, [.. View.Criteria.Select(c => c.Name)], Request.Form, Words),
                    Cancel
                );
            }
        );

    /// <summary>The same scores by another method, on this page only.</summary>
    [PostNeeds(AppraisalModule.Read)]
    public async Task<IActionResult> OnPostTry()
    {
        await Do(
            async () =>
            {
                await Load();
                var method = await plugins.Get(PluginKind.Method, Method ?? "", Cancel);
                Tried = await statistics.Try(
                    View,
                    method.Description.Id,
                    MethodForm.Read(method, [.. View.Criteria.Select(c => c.Name)], Request.Form, Words),
                    Cancel
                );
                TriedBy = Words.Pick(method.Description.Name);
            },
            () => Page()
        );
        await Load();
        return Page();
    }

    public async Task<IActionResult> OnGetPhoto(long photo) =>
        await visits.Photo(Id, photo, own: false, Response, Cancel);

    protected override async Task Load()
    {
        await base.Load();
        if (View.Round is { ByPanel: false, Joined: false })
            throw new NotFound();
        Figures = await statistics.Compute(Id, Cancel);
        bool ranking = View.Round.MethodId == RoundScale.Ranking;
        // Places cannot be averaged as marks, nor marks read as places.
        Methods =
        [
            .. (await plugins.Usable(PluginKind.Method, Cancel)).Where(m =>
                !NewModel.OtherInput.Contains(m.Description.Id) && m.Description.Id == RoundScale.Ranking == ranking
            ),
        ];
        Others =
        [
            .. (await panels.Evaluators(Cancel))
                .Where(e => View.Panel.All(p => p.AccountId != e.Id) && View.Replaced.All(p => p.AccountId != e.Id))
                .Select(e => Choices.Item(e.Name, e.Id)),
        ];
    }
}
