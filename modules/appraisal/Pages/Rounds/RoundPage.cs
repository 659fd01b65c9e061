using Microsoft.AspNetCore.Mvc;
using Modular.Appraisal.Domain;
using Modular.Appraisal.Results;
using Modular.Appraisal.Rounds;
using Modular.Kernel.Data;
using Modular.Kernel.Plugins;
using Modular.Kernel.Rules;
using Modular.Kernel.Tables;

namespace Modular.Appraisal.Pages.Rounds;

/// <summary>
/// The page of a round of any kind but a ballot, and what more it does with the result: correct, archive, hand out.
/// </summary>
internal abstract class RoundPage(ShowRound show, RunRound run, ActingScope me) : RoundMovesPage(show, run, me)
{
    private readonly ShowRound _show = show;
    private readonly ActingScope _me = me;

    public RoundView View { get; private set; } = null!;

    /// <summary>Who had it computed leaves publishing to another.</summary>
    public bool MayPublish =>
        MayRun && (View.Round.ComputedById is null || View.Round.ComputedById != _me.Current.AccountId);

    /// <summary>The results in one list, or a list for each side where two score each other.</summary>
    public virtual IReadOnlyList<(string? Side, IReadOnlyList<Ranked> Results)> Sides =>
        [(null, View.Computation!.Subjects)];

    /// <summary>There is something to choose between: who is only counted has one outcome.</summary>
    public bool HasOutcomes =>
        View.Computation!.Subjects.Any(s =>
            View.Subjects.FirstOrDefault(x => x.Code == s.Subject) is { } subject
            && Outcomes.For(View.Round, subject).Count > 1
        );

    protected override string Here => $"/rounds/{Id}";

    protected override bool? Everybody => Request.Form["Public"] == "true";

    public Task<IActionResult> OnPostArchive() => Act("rounds.said.archived", () => Moves.Archive(Id, Version, Cancel));

    public Task<IActionResult> OnPostCorrect() =>
        Act("rounds.said.corrected", () => Moves.Correct(Id, Version, Request.Form["Reason"], Cancel));

    public async Task<IActionResult> OnGetExport(string? format)
    {
        await Load();
        if (View.Computation is null)
            throw new NotFound();
        return new SheetResult(
            format ?? "xlsx",
            View.Round.Title,
            [.. "number|title|score|rank|lower|upper|n|outcome".Split('|').Select(k => Words[$"rounds.export.{k}"])],
            View.Computation.Subjects.Select(s =>
                    (IReadOnlyList<object?>)
                        [
                            s.Subject,
                            Title(s.Subject),
                            s.Score,
                            s.Rank,
                            s.Lower,
                            s.Upper,
                            s.N,
                            View.Subjects.First(x => x.Code == s.Subject).Outcome is { } o
                                ? Words[$"rounds.outcome.{o}"]
                                : "",
                        ]
                )
                .ToAsyncEnumerable()
        );
    }

    public string Title(string code) => View.Subjects.FirstOrDefault(s => s.Code == code)?.Title ?? code;

    protected override async Task Load() => View = await _show.Show(Id, Cancel);
}
