using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Modular.Kernel.Access;
using Modular.Kernel.Data;
using Modular.Kernel.Secrets;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;
using Modular.Needs.Dispatch;
using Modular.Needs.Domain;
using Modular.Needs.Handling;
using Modular.Needs.Triage;

namespace Modular.Needs.Pages.Needs;

[NeedsPermission(NeedsModule.Read), RequestSizeLimit(17 << 20)]
[PostNeeds(NeedsModule.Handle)]
internal sealed class ShowModel(
    ShowNeed show,
    HandleNeed handle,
    TriageNeed triage,
    DispatchNeed dispatch,
    OfferNeed offer,
    ExtendNeed extend,
    SuperviseNeed supervise,
    NeedFiles files,
    KeepCategories categories,
    KeepTemplates templates,
    LinkNeeds links,
    UnitDirectory units,
    AccountDirectory accounts,
    PermissionTable permissions,
    PersonalData personal,
    ActingScope me
) : StaffPage
{
    private List<Role> HandlingRoles => [.. permissions.RolesWith(NeedsModule.Handle)];

    [BindProperty(SupportsGet = true)]
    public string Number { get; set; } = "";

    [BindProperty]
    public NeedForm Input { get; set; } = new();
    public NeedView View { get; private set; } = null!;
    public UnitTree Tree { get; private set; } = null!;
    public IReadOnlyList<SelectListItem> Categories { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Handlers { get; private set; } = [];
    public IReadOnlyList<SelectListItem> People { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Concerned { get; private set; } = [];
    public IReadOnlyList<ReplyTemplate> Templates { get; private set; } = [];
    public string? Phone { get; private set; }

    public string? RequesterName => personal.OpenOrPlain(View.Need.RequesterName);
    public bool MayOffer => offer.Possible && NeedMoves.All.Allowed(View.Need.State, "dispatched");
    public bool MayHandle => me.Current.May(NeedsModule.Handle);
    public bool MaySupervise => me.Current.May(NeedsModule.Supervise);

    /// <summary>The acting person's unit is the one it was sent to, or lies above it.</summary>
    public bool IsHandler =>
        View.Need.HandlerPath?.StartsWith(me.Current.ScopePath ?? "-", StringComparison.Ordinal) == true;

    public async Task OnGet()
    {
        await Load();
        Input.Version = View.Need.Version;
    }

    public Task<IActionResult> OnPostAccept() =>
        Act("needs.said.accepted", () => triage.Decide(Number, Input.Version, Input.Triage(), Cancel));

    public Task<IActionResult> OnPostDispatch() =>
        Act(
            "needs.said.dispatched",
            () => dispatch.Send(Number, Input.Version, Input.HandlerUnitId, Input.PersonId, Input.Note, Cancel)
        );

    public Task<IActionResult> OnPostTake() =>
        Act("needs.said.taken", () => dispatch.Take(Number, Input.Version, Cancel));

    public Task<IActionResult> OnPostSendBack() =>
        Act(
            "needs.said.sent-back",
            () => dispatch.SendBack(Number, Input.Version, Input.Reason ?? "", Input.NamedUnitId, Cancel),
            "/needs"
        );

    [PostNeeds(NeedsModule.Supervise)]
    public Task<IActionResult> OnPostRule() =>
        Act(
            "needs.said.ruled",
            () => dispatch.Rule(Number, Input.Version, Input.HandlerUnitId ?? 0, Input.Reason ?? "", Cancel)
        );

    [PostNeeds(NeedsModule.Supervise)]
    public Task<IActionResult> OnPostInstruct() =>
        Act("needs.said.instructed", () => supervise.Instruct(Number, Input.Version, Input.Reason ?? "", Cancel));

    [PostNeeds(NeedsModule.Supervise)]
    public Task<IActionResult> OnPostDecide() =>
        Act(
            Input.Grant ? "needs.said.extended" : "needs.said.extension-refused",
            () => extend.Decide(Number, Input.Version, Input.Grant, Input.Reason, Cancel)
        );

    public Task<IActionResult> OnPostExtend() =>
        Act(
            "needs.said.extension-asked",
            () => extend.Ask(Number, Input.Version, Input.Days, Input.Reason ?? "", Cancel)
        );

    public Task<IActionResult> OnPostAnswer() =>
        Act("needs.said.answered", () => handle.Answer(Number, Input.Version, Input.Outcome ?? "", Cancel));

    public Task<IActionResult> OnPostAsk() =>
        Act("needs.said.asked", () => handle.AskRequester(Number, Input.Version, Input.Question ?? "", Cancel));

    public Task<IActionResult> OnPostReplied() =>
        Act("needs.said.replied", () => handle.RequesterReplied(Number, Input.Version, Input.Reply ?? "", Cancel));

    public Task<IActionResult> OnPostDecline() =>
        Act("needs.said.declined", () => handle.Decline(Number, Input.Version, Input.Reason ?? "", Input.Told, Cancel));

    public Task<IActionResult> OnPostUrge() =>
        Act("needs.said.urged", () => handle.Urge(Number, Input.Version, Input.Reason ?? "", Cancel));

    public Task<IActionResult> OnPostCloseNeed() =>
        Act("needs.said.closed", () => handle.Close(Number, Input.Version, Cancel));

    public Task<IActionResult> OnPostReopen() =>
        Act("needs.said.reopened", () => handle.Reopen(Number, Input.Version, Input.Reason ?? "", Cancel));

    public Task<IActionResult> OnPostMerge() =>
        Act("needs.said.merged", () => handle.Merge(Number, Input.Version, Input.Into ?? "", Cancel));

    public Task<IActionResult> OnPostLink() => Act("needs.said.linked", () => links.Link(Number, Input.Other, Cancel));

    public Task<IActionResult> OnPostUnlink() =>
        Act("needs.said.unlinked", () => links.Unlink(Number, Input.Other, Cancel));

    public Task<IActionResult> OnPostUnmerge() =>
        Act("needs.said.unmerged", () => handle.Unmerge(Number, Input.Version, Cancel));

    public Task<IActionResult> OnPostSplit() =>
        Act("needs.said.split", () => triage.Split(Number, Input.Version, (Input.Matters ?? "").Split('\n'), Cancel));

    public Task<IActionResult> OnPostPublish() =>
        Act(
            "needs.said.published",
            () => handle.Publish(Number, Input.Version, Input.PublicTitle, Input.PublicAnswer, Cancel)
        );

    public Task<IActionResult> OnPostFile() => Act("needs.said.file", () => files.Add(Number, Input.Files, Cancel));

    public Task<IActionResult> OnGetFile(long id) => files.Serve(Number, id, Response, Cancel);

    public Task<IActionResult> OnPostNewCode() =>
        Do(
            async () => TempData["code"] = await handle.NewCode(Number, Input.Version, Cancel),
            () => Redirect($"/needs/{Number}")
        );

    public async Task<IActionResult> OnPostPhone()
    {
        Phone = await handle.RevealPhone(Number, Cancel);
        await OnGet();
        return Page();
    }

    private Task<IActionResult> Act(string said, Func<Task> move, string? then = null) =>
        Do(move, said, then ?? $"/needs/{Number}", Number);

    /// <summary>The form that was refused stays open.</summary>
    public bool Failed(string handler) =>
        !ModelState.IsValid && string.Equals(Request.Query["handler"], handler, StringComparison.OrdinalIgnoreCase);

    /// <summary>What the forms show that were not sent.</summary>
    private void Refill()
    {
        var n = View.Need;
        bool Sent(string name) => Request.HasFormContentType && Request.Form.ContainsKey($"Input.{name}");
        if (!Sent("CategoryId"))
            Input.CategoryId = n.CategoryId;
        if (!Sent("Urgency"))
            Input.Urgency = n.Urgency;
        if (!Sent("Kind"))
            Input.Kind = n.Kind ?? NeedKind.Immediate;
        if (!Sent("PromisedOn"))
            Input.PromisedOn = n.PromisedOn;
        if (!Sent("UpperOffice"))
            Input.UpperOffice = n.UpperOffice;
        if (!Sent("Major"))
            Input.Major = n.Major;
        if (!Sent("AboutUnitId"))
            Input.AboutUnitId = n.AboutUnitId;
        if (!Sent("HandlerUnitId"))
            Input.HandlerUnitId = n.HandlerUnitId;
        if (!Sent("PublicTitle"))
            Input.PublicTitle = n.PublicTitle;
        if (!Sent("PublicAnswer"))
            Input.PublicAnswer = n.PublicAnswer;
    }

    protected override async Task Load()
    {
        View = await show.Show(Number, Cancel);
        Refill();
        Tree = await units.Tree(Cancel);
        // What no form of this state and person offers is not made.
        if (!NeedMoves.Open.Contains(View.Need.State) || !(MayHandle || MaySupervise))
            return;
        Categories = await categories.Choices(Words["needs.category.later"], Cancel);
        Templates = MayHandle ? await templates.For(View.Need, Cancel) : [];
        Concerned = Choices.Units(
            Tree,
            Tree.All.Where(u => u.Kind is not (UnitKind.Grid or UnitKind.PartyGroup)),
            Words["needs.about.none"]
        );
        var home = Tree.Find(View.Need.UnitId)!;
        var near = Tree.Under(home.Path)
            .Concat(Tree.Ancestors(home))
            .Concat(Tree.All.Where(u => u.Kind is UnitKind.Department))
            .Concat(
                Tree.All.Where(u =>
                    u.Kind == UnitKind.PartnerUnit
                    && u.ParentId is { } p
                    && home.Path.Contains($"/{p}/", StringComparison.Ordinal)
                )
            )
            .Concat(Tree.All.Where(u => u.Kind is UnitKind.Town or UnitKind.Community));
        // A town or district may hold hundreds of people: it sends to units, which give it to theirs.
        if (MayHandle && me.Current.ScopePath is { } own && Tree.Under(own).Count() <= 60)
            People = Choices.With(
                Words["needs.person.none"],
                (await accounts.Below(own, HandlingRoles, Cancel)).Select(p =>
                    Choices.Item($"{Tree.Name(p.UnitId)} · {p.Name}", p.Id)
                )
            );
        Handlers = Choices.Units(
            Tree,
            near.DistinctBy(u => u.Id).Where(u => !OwnCase.Has(View.Need, u, Tree)),
            Words["needs.handler.choose"]
        );
    }
}
