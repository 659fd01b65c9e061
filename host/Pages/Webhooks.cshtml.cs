using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Modular.Kernel.Data;
using Modular.Kernel.Notices;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;

namespace Modular.Host.Pages;

[NeedsPermission(KernelPermissions.System)]
internal sealed class WebhooksModel(KeepWebhooks manage, NoticeKinds kinds, UnitDirectory units, ActingScope me)
    : StaffPage
{
    public sealed class Form
    {
        public int UnitId { get; set; }

        [StringLength(60)]
        public string? Name { get; set; }

        [StringLength(400)]
        public string? Url { get; set; }
        public HookFormat Format { get; set; }
        public List<string> KindList { get; set; } = [];

        [StringLength(200)]
        public string? Secret { get; set; }
    }

    [BindProperty]
    public Form Input { get; set; } = new();
    public IReadOnlyList<Webhook> Hooks { get; private set; } = [];
    public IReadOnlyList<Delivery> Troubled { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Units { get; private set; } = [];
    public IReadOnlyList<string> Kinds => kinds.All;
    public UnitTree Tree { get; private set; } = null!;

    public Task OnGet() => Load();

    public async Task<IActionResult> OnPostAdd()
    {
        string secret = "";
        return await Do(
            async () =>
                secret = await manage.Add(
                    Input.UnitId,
                    Input.Name,
                    Input.Url,
                    Input.Format,
                    string.Join(' ', Input.KindList),
                    Input.Secret,
                    Cancel
                ),
            () => Back("hooks.said.added", secret)
        );
    }

    public async Task<IActionResult> OnPostDisable(long id, bool disabled)
    {
        await manage.SetDisabled(id, disabled, Cancel);
        return Back("hooks.said.changed");
    }

    public async Task<IActionResult> OnPostRetry(long id)
    {
        await manage.Retry(id, Cancel);
        return Back("hooks.said.changed");
    }

    private IActionResult Back(string said, params object[] arguments)
    {
        Say(said, arguments);
        return Redirect("/admin/webhooks");
    }

    protected override async Task Load()
    {
        Tree = await units.Tree(Cancel);
        Hooks = await manage.All(Cancel);
        Troubled = await manage.Troubled(Cancel);
        Units = Choices.Units(
            Tree,
            Tree.Under(me.Current.ScopePath)
                .Where(u => u.Kind is UnitKind.District or UnitKind.Town or UnitKind.Community)
        );
    }
}
