using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Jobs;
using Modular.Kernel.Rules;
using Modular.Kernel.Tables;
using Modular.Kernel.Ui;
using Modular.Needs.Issues;

namespace Modular.Needs.Pages.Issues;

/// <summary>Hot issues of the acting unit, hottest first, each with what its heat is made of.</summary>
[NeedsPermission(NeedsModule.Topics)]
internal sealed class IndexModel(KeepIssues manage, JobQueue jobs, ActingScope me) : StaffPage
{
    [BindProperty]
    public List<long> Chosen { get; set; } = [];
    public IReadOnlyList<HotIssue> Issues { get; private set; } = [];

    public Task OnGet() => Load();

    public async Task<IActionResult> OnPostFind()
    {
        long job = 0;
        return await Do(async () => job = await Find(), () => Redirect($"/jobs/{job}?back=/needs/issues"));
    }

    /// <summary>Joined and found again: the page shows the decision carried out.</summary>
    public async Task<IActionResult> OnPostJoin()
    {
        long job = 0;
        return await Do(
            async () =>
            {
                await manage.Join(Chosen, Cancel);
                job = await Find();
            },
            () => Redirect($"/jobs/{job}?back=/needs/issues")
        );
    }

    public async Task<IActionResult> OnGetExport(string format)
    {
        await Load();
        return new SheetResult(
            format,
            Words["needs.issues.menu"],
            [.. "heat|place|words|people|size|first|last".Split('|').Select(k => Words["needs.issues." + k])],
            Issues
                .Select(i =>
                    (IReadOnlyList<object?>)
                        [i.Heat / 10.0, i.Place, i.Words, i.People, i.Size, i.FirstOn?.Iso(), i.LastOn?.Iso()]
                )
                .ToAsyncEnumerable()
        );
    }

    private Task<long> Find()
    {
        int unit = me.Current.UnitId ?? throw new RuleBroken("needs.unit-needed");
        return jobs.Enqueue(FindIssues.Kind, Words["needs.issues.find"], new FindIssuesArguments(unit), unit, Cancel);
    }

    protected override async Task Load() => Issues = await manage.List(me.Current.UnitId, Cancel);
}
