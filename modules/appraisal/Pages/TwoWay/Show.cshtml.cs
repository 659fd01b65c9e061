using Microsoft.AspNetCore.Mvc;
using Modular.Appraisal.Pages.Rounds;
using Modular.Appraisal.Results;
using Modular.Appraisal.Rounds;
using Modular.Appraisal.TwoWay;
using Modular.Kernel.Data;
using Modular.Kernel.Plugins;

namespace Modular.Appraisal.Pages.TwoWay;

/// <summary>
/// The round for who runs it: who has handed in, codes, unsealing, the result with pairs that favour each other.
/// </summary>
[NeedsPermission(AppraisalModule.Read)]
internal sealed class ShowModel(ShowRound show, ShowTwoWay two, RunTwoWay work, RunRound moves, ActingScope me)
    : RoundPage(show, moves, me)
{
    public TwoWayView Two { get; private set; } = null!;

    /// <summary>Shown once, right after they were made.</summary>
    public IReadOnlyList<(string Name, string Code)> Codes { get; private set; } = [];

    public override IReadOnlyList<(string? Side, IReadOnlyList<Ranked> Results)> Sides =>
        [
            .. TwoWayDisplay.Sides.Select(side =>
                (
                    (string?)side,
                    (IReadOnlyList<Ranked>)
                        [
                            .. View.Computation!.Subjects.Where(x =>
                                Two.Parties.Any(p => p.Side == side && p.Code == x.Subject)
                            ),
                        ]
                )
            ),
        ];

    /// <summary>How many marks a party of this side gives.</summary>
    public int Wanted(string side) => Two.Parties.Count(p => p.Side != side) * View.Criteria.Count(c => c.Side == side);

    /// <summary>What this side fills in.</summary>
    public string Lines(string side) =>
        string.Join(
            Words["ballots.comma"],
            View.Criteria.Where(c => c.Side == side).Select(c => $"{c.Name} {c.Least}–{c.Most}")
        );

    protected override string Here => $"/two-way/{Id}";

    public async Task<IActionResult> OnPostOpen()
    {
        var answer = await Act("rounds.said.opened", async () => Codes = await work.Open(Id, Version, Cancel));
        return Codes.Count == 0 ? answer : await Again();
    }

    public async Task<IActionResult> OnPostCode(int number)
    {
        var answer = await Act("twoway.said.code", async () => Codes = [("", await work.NewCode(Id, number, Cancel))]);
        return Codes.Count == 0 ? answer : await Again();
    }

    public Task<IActionResult> OnPostClose() => Act("twoway.said.closed", () => work.Close(Id, Version, Cancel));

    private async Task<IActionResult> Again()
    {
        await Load();
        return Page();
    }

    protected override async Task Load()
    {
        await base.Load();
        Two = await two.Show(View, Cancel);
    }
}
