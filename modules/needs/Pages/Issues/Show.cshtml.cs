using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Data;
using Modular.Kernel.Modules;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;
using Modular.Needs.Domain;
using Modular.Needs.Issues;

namespace Modular.Needs.Pages.Issues;

/// <summary>One hot issue with its needs.</summary>
[NeedsPermission(NeedsModule.Topics)]
internal sealed class ShowModel(KeepIssues manage, UnitDirectory units, ModuleSet modules) : StaffPage
{
    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }
    public HotIssue Issue { get; private set; } = null!;
    public IReadOnlyList<Need> Needs { get; private set; } = [];
    public IReadOnlyList<IssueDecision> Decisions { get; private set; } = [];
    public UnitTree Tree { get; private set; } = null!;
    public bool CanMakeProject => modules.Has("projects");

    /// <summary>The need's number; its id where the account may not see the need.</summary>
    public string Number(long need) =>
        Needs.FirstOrDefault(n => n.Id == need)?.Number ?? need.ToString(CultureInfo.InvariantCulture);

    public Task OnGet() => Load();

    public Task<IActionResult> OnPostTakeOut(long need) =>
        Act("needs.said.issue-taken-out", () => manage.TakeOut(Id, need, Cancel));

    public Task<IActionResult> OnPostUndo(long one, long other) =>
        Act("needs.said.issue-undone", () => manage.Undo(Id, one, other, Cancel));

    public async Task<IActionResult> OnPostTopic()
    {
        long topic = 0;
        return await Do(async () => topic = await manage.AsTopic(Id, Cancel), () => Redirect($"/needs/topics/{topic}"));
    }

    private Task<IActionResult> Act(string said, Func<Task> work) => Do(work, said, $"/needs/issues/{Id}");

    protected override async Task Load()
    {
        (Issue, Needs, Decisions) = await manage.One(Id, Cancel);
        Tree = await units.Tree(Cancel);
    }
}
