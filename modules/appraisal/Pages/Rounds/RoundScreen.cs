using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Modular.Appraisal.Panel;
using Modular.Appraisal.Results;
using Modular.Appraisal.Rounds;
using Modular.Appraisal.Scoring;
using Modular.Kernel.Access;
using Modular.Kernel.Calendar;
using Modular.Kernel.Plugins;
using Modular.Kernel.Rules;
using Modular.Kernel.Tables;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;

namespace Modular.Appraisal.Pages.Rounds;

/// <summary>What the page of a round of any kind can do with its result: compute, publish, compute again, correct, hand out.</summary>
internal abstract class RoundScreen(ShowRound show, RunRound run, ActingScope me) : Screen
{
    [BindProperty(SupportsGet = true)] public long Id { get; set; }
    [BindProperty] public int Version { get; set; }
    public RoundView View { get; private set; } = null!;
    public string? Recomputed { get; private set; }
    protected RunRound Moves => run;
    public bool MayRun => me.Current.May(AppraisalModule.Run);

    /// <summary>Who had it computed leaves publishing to another.</summary>
    public bool MayPublish => MayRun && (View.Round.ComputedById is null || View.Round.ComputedById != me.Current.AccountId);

    /// <summary>Where this round is shown.</summary>
    protected virtual string Here => $"/rounds/{Id}";

    public Task OnGet() => Load();

    public Task<IActionResult> OnPostArchive() => Act("rounds.said.archived", () => run.Archive(Id, Version, Cancel));

    public Task<IActionResult> OnPostPublish() => Act("rounds.said.published", () => run.Publish(Id, Version, Outcomes(), Cancel, Request.Form["Public"] == "true"));

    public async Task<IActionResult> OnPostDrop()
    {
        if (!MayRun) return Forbid();
        return await Do(() => run.Drop(Id, Version, Cancel), () =>
        {
            Say("rounds.said.dropped");
            return Redirect("/rounds");
        });
    }

    public Task<IActionResult> OnPostCorrect() => Act("rounds.said.corrected", () => run.Correct(Id, Version, Request.Form["Reason"], Cancel));

    public async Task<IActionResult> OnPostCompute()
    {
        if (!MayRun) return Forbid();
        long job = 0;
        return await Do(async () => job = await run.Compute(Id, Cancel), () => Redirect($"/jobs/{job}?back={Here}"));
    }

    public async Task<IActionResult> OnPostRecompute()
    {
        await Do(async () => Recomputed = await show.Recompute(Id, Cancel) ?? "rounds.recompute.same", () => Page());
        await Load();
        return Page();
    }

    public async Task<IActionResult> OnGetExport(string? format)
    {
        await Load();
        if (View.Computation is null) throw new NotFound();
        return new SheetResult(format ?? "xlsx", View.Round.Title, [.. "number|title|score|rank|lower|upper|n|outcome".Split('|').Select(k => Words[$"rounds.export.{k}"])],
            View.Computation.Subjects.Select(s => (IReadOnlyList<object?>)[s.Subject, Title(s.Subject), s.Score, s.Rank, s.Lower, s.Upper, s.N,
                View.Subjects.First(x => x.Code == s.Subject).Outcome is { } o ? Words[$"rounds.outcome.{o}"] : ""]).ToAsyncEnumerable());
    }

    public string Title(string code) => View.Subjects.FirstOrDefault(s => s.Code == code)?.Title ?? code;

    /// <summary>Fields <c>Outcomes[subject]</c>; read by hand, because an absent dictionary would be bound from all other fields.</summary>
    private Dictionary<long, string> Outcomes() => Request.Form.Keys.Where(k => k.StartsWith("Outcomes[", StringComparison.Ordinal))
        .ToDictionary(k => long.Parse(k[9..^1], CultureInfo.InvariantCulture), k => Request.Form[k].ToString());

    protected async Task<IActionResult> Act(string said, Func<Task> work)
    {
        if (!MayRun) return Forbid();
        return await Do(work, () =>
        {
            Say(said);
            return Redirect(Here);
        });
    }

    protected override async Task Load() => View = await show.Run(Id, Cancel);
}
