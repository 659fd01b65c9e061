using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Modular.Kernel.Access;
using Modular.Kernel.Privacy;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;
using Modular.Needs.Handling;
using Modular.Needs.Intake;

namespace Modular.Needs.Pages.Needs;

[NeedsPermission(NeedsModule.Read)]
internal sealed class ShowModel(ShowNeed show, HandleNeed handle, ManageCategories categories, UnitDirectory units, PersonalData personal, ActingScope me) : Screen
{
    public sealed class Form
    {
        public int Version { get; set; }
        public int? CategoryId { get; set; }
        public Urgency Urgency { get; set; }
        public int? HandlerUnitId { get; set; }
        [StringLength(4000)] public string? Outcome { get; set; }
        [StringLength(300)] public string? Question { get; set; }
        [StringLength(2000)] public string? Reply { get; set; }
        [StringLength(300)] public string? Reason { get; set; }
        public int Days { get; set; } = 3;
        [StringLength(24)] public string? Into { get; set; }
    }

    [BindProperty(SupportsGet = true)] public string Number { get; set; } = "";
    [BindProperty] public Form Input { get; set; } = new();
    [BindProperty] public string? Open { get; set; }
    public NeedView View { get; private set; } = null!;
    public UnitTree Tree { get; private set; } = null!;
    public IReadOnlyList<SelectListItem> Categories { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Handlers { get; private set; } = [];
    public string? Phone { get; private set; }
    public bool MayHandle => me.Current.May(NeedsModule.Handle);

    public async Task OnGet()
    {
        await Load();
        Input = new() { Version = View.Need.Version, CategoryId = View.Need.CategoryId, Urgency = View.Need.Urgency, HandlerUnitId = View.Need.HandlerUnitId };
    }

    public Task<IActionResult> OnPostAccept() => Act("needs.said.accepted", () => handle.Accept(Number, Input.Version, Input.CategoryId, Input.Urgency, Input.HandlerUnitId, Cancel));

    public Task<IActionResult> OnPostAnswer() => Act("needs.said.answered", () => handle.Answer(Number, Input.Version, Input.Outcome ?? "", Cancel));

    public Task<IActionResult> OnPostAsk() => Act("needs.said.asked", () => handle.AskRequester(Number, Input.Version, Input.Question ?? "", Cancel));

    public Task<IActionResult> OnPostReplied() => Act("needs.said.replied", () => handle.RequesterReplied(Number, Input.Version, Input.Reply ?? "", Cancel));

    public Task<IActionResult> OnPostExtend() => Act("needs.said.extended", () => handle.Extend(Number, Input.Version, Input.Days, Input.Reason ?? "", Cancel));

    public Task<IActionResult> OnPostDecline() => Act("needs.said.declined", () => handle.Decline(Number, Input.Version, Input.Reason ?? "", Cancel));

    public Task<IActionResult> OnPostCloseNeed() => Act("needs.said.closed", () => handle.Close(Number, Input.Version, Cancel));

    public Task<IActionResult> OnPostReopen() => Act("needs.said.reopened", () => handle.Reopen(Number, Input.Version, Input.Reason ?? "", Cancel));

    public Task<IActionResult> OnPostMerge() => Act("needs.said.merged", () => handle.Merge(Number, Input.Version, Input.Into ?? "", Cancel));

    public Task<IActionResult> OnPostNewCode() => MayHandle
        ? Do(async () => TempData["code"] = await handle.NewCode(Number, Input.Version, Cancel), () => Redirect($"/needs/{Number}"))
        : Task.FromResult<IActionResult>(Forbid());

    public async Task<IActionResult> OnPostPhone()
    {
        if (!MayHandle) return Forbid();
        Phone = await handle.RevealPhone(Number, personal, Cancel);
        await OnGet();
        return Page();
    }

    private async Task<IActionResult> Act(string said, Func<Task> move)
    {
        if (!MayHandle) return Forbid();
        return await Do(move, () =>
        {
            Say(said, Number);
            return Redirect($"/needs/{Number}");
        });
    }

    protected override async Task Load()
    {
        View = await show.Run(Number, Cancel);
        Tree = await units.Tree(Cancel);
        Categories = await categories.Choices(Words["needs.category.later"], Cancel);
        var home = Tree.Find(View.Need.UnitId)!;
        var near = Tree.Under(home.Path).Concat(Tree.Ancestors(home)).Concat(Tree.All.Where(u => u.Kind is UnitKind.Department || (u.Kind == UnitKind.PartnerUnit && u.ParentId is { } p && home.Path.Contains($"/{p}/"))));
        Handlers = Choices.Units(Tree, near.DistinctBy(u => u.Id), Words["needs.handler.self"]);
    }
}
