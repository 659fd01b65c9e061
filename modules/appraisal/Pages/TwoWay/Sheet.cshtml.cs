using Microsoft.AspNetCore.Mvc;
using Modular.Appraisal.TwoWay;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Ui;

namespace Modular.Appraisal.Pages.TwoWay;

/// <summary>A unit's own sheet.</summary>
[NeedsPermission(AppraisalModule.Mutual), RequestFormLimits(ValueCountLimit = 5000)]
internal sealed class SheetModel(ScoreEachOther each) : StaffPage
{
    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }
    public PartySheet Sheet { get; private set; } = null!;

    public Task OnGet() => Load();

    public async Task<IActionResult> OnPostSave(string field, string? value)
    {
        try
        {
            await each.Save(
                await each.ByUnit(Id, Cancel),
                new Dictionary<string, string?>(StringComparer.Ordinal) { [field] = value },
                handIn: false,
                Cancel
            );
            await Load();
            return Content(Words["rounds.saved", Sheet.Scores.Count, Sheet.Wanted]);
        }
        catch (RuleBroken broken)
        {
            return new ContentResult { StatusCode = 422, Content = Sentence(broken) };
        }
    }

    public Task<IActionResult> OnPost(bool handIn) =>
        Do(
            async () =>
                await each.Save(
                    await each.ByUnit(Id, Cancel),
                    Request.Form.ToDictionary(f => f.Key, f => (string?)f.Value, StringComparer.Ordinal),
                    handIn,
                    Cancel
                ),
            () =>
            {
                Say(handIn ? "rounds.said.handed-in" : "twoway.said.saved");
                return Redirect(handIn ? "/mutual" : $"/mutual/{Id}");
            }
        );

    protected override async Task Load() => Sheet = await each.Show(await each.ByUnit(Id, Cancel), Cancel);
}
