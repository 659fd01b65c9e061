using Microsoft.AspNetCore.Mvc;
using Modular.Appraisal.Survey;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Ui;

namespace Modular.Appraisal.Pages.Surveys;

/// <summary>Sheets of paper, one after the other.</summary>
[NeedsPermission(AppraisalModule.Run), RequestFormLimits(ValueCountLimit = 2500)]
internal sealed class PaperModel(AnswerSurvey answer, ShowSurvey show) : StaffPage
{
    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }
    public SurveyView Sheet { get; private set; } = null!;
    public string Key { get; private set; } = "";

    public async Task OnGet()
    {
        await Load();
        Key = Convert.ToHexString(AnswerSurvey.NewKey());
    }

    public async Task<IActionResult> OnPost(long subject, string? code, string key)
    {
        Key = key;
        return await Do(
            async () =>
            {
                await Load();
                var view =
                    Sheet.Sheet.Door == SurveyDoor.Code
                        ? await answer.ByCode(code ?? "", Cancel)
                            ?? throw new RuleBroken("ballots.code-unknown") { Field = "Code" }
                        : Sheet;
                if (view.Round.Id != Id)
                    throw new RuleBroken("ballots.code-unknown") { Field = "Code" };
                await answer.Save(view, subject, SurveyLines.Key(key), Given, paper: true, Cancel);
            },
            () =>
            {
                Say("survey.said.paper");
                return Redirect($"/surveys/{Id}/paper");
            }
        );
    }

    /// <summary>What was filled in; nothing on an empty sheet.</summary>
    public IReadOnlyList<string> Given(string name) =>
        Request.HasFormContentType ? [.. Request.Form[name].Select(v => v ?? "")] : [];

    protected override async Task Load()
    {
        // Within the reader's scope; whether it is open the answering says.
        await show.Show(Id, null, Cancel);
        Sheet = await answer.Find(Id, Cancel) ?? throw new NotFound();
    }
}
