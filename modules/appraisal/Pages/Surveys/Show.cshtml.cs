using Microsoft.AspNetCore.Mvc;
using Modular.Appraisal.Pages.Rounds;
using Modular.Appraisal.Results;
using Modular.Appraisal.Rounds;
using Modular.Appraisal.Survey;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Tables;

namespace Modular.Appraisal.Pages.Surveys;

/// <summary>A questionnaire for who runs it: address and QR, codes, progress, figures after the close.</summary>
[NeedsPermission(AppraisalModule.Read)]
internal sealed class ShowModel(ShowRound rounds, ShowSurvey show, RunSurvey work, RunRound moves, ActingScope me)
    : RoundPage(rounds, moves, me)
{
    [BindProperty(SupportsGet = true)]
    public long? Subject { get; set; }
    public SurveyResult Survey { get; private set; } = null!;

    /// <summary>Shown once.</summary>
    public IReadOnlyList<string> Codes { get; private set; } = [];

    protected override string Here => $"/surveys/{Id}";

    public Task<IActionResult> OnPostOpen() => Act("survey.said.opened", () => Moves.Open(Id, Version, Cancel));

    public Task<IActionResult> OnPostClose() => Act("survey.said.closed", () => work.Close(Id, Version, Cancel));

    public async Task<IActionResult> OnPostCodes(int codes)
    {
        var answer = await Act("survey.said.codes", async () => Codes = await work.Codes(Id, codes, Cancel));
        if (Codes.Count == 0)
            return answer;
        await Load();
        return Page();
    }

    /// <summary>All answers, a row each: after the close and where there are enough.</summary>
    public async Task<IActionResult> OnGetFigures(string? format)
    {
        await Load();
        if (Survey.Figures.Count == 0)
            throw new NotFound();
        return new SheetResult(
            format ?? "xlsx",
            View.Round.Title,
            [.. "question|answer|count|share|mean".Split('|').Select(k => Words[$"survey.export.{k}"])],
            SurveyLines.Of(Survey).ToAsyncEnumerable()
        );
    }

    protected override async Task Load()
    {
        await base.Load();
        Survey = await show.Show(Id, Subject, Cancel);
    }
}
