using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Lists;
using Modular.Kernel.Notices;
using Modular.Kernel.Texts;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;

namespace Modular.Host.Pages;

[NeedsPermission(KernelPermissions.System)]
internal sealed class WebhooksModel(
    KeepWebhooks manage,
    NoticeKinds kinds,
    UnitDirectory units,
    ActingScope me,
    TimeProvider clock
) : StaffPage
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
    public ListView Hooks { get; private set; } = null!;
    public ListView Troubled { get; private set; } = null!;
    public IReadOnlyList<SelectListItem> Units { get; private set; } = [];
    public IReadOnlyList<string> Kinds => kinds.All;

    public Task OnGet() => Load();

    public async Task<IActionResult> OnGetExportHooks(string? format) =>
        (await HookList(await units.Tree(Cancel))).File(format, Words["hooks.title"], await manage.All(Cancel));

    public async Task<IActionResult> OnGetExportTroubled(string? format) =>
        (await TroubledList()).File(format, Words["hooks.troubled"], await manage.Troubled(Cancel));

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

    private async Task<Listing<Webhook>> HookList(UnitTree tree) =>
        new(Words, await ListAsked.Of(HttpContext, "/admin/webhooks", part: "hooks"), clock.Today())
        {
            Columns =
            [
                new("name", "hooks.name-of", ColumnKind.Main, h => h.Name),
                // The address itself may hold a key of its own.
                new("address", "hooks.address", ColumnKind.Text, h => new Uri(h.Url).Host),
                new("unit", "hooks.unit", ColumnKind.Text, h => tree.Name(h.UnitId)),
                new("format", "hooks.format", ColumnKind.Text, h => Words.Of(h.Format)),
                new("state", "account.state", ColumnKind.Text, h => Words[StateOf(h)])
                {
                    Cells = h => [Cell.Pill(h.Disabled ? Tone.Plain : Tone.Good, Words[StateOf(h)])],
                },
                new("do", "list.tools", ColumnKind.Tools, _ => null)
                {
                    Cells = h => [Cell.Part("_Switch", (h.Id, h.Disabled))],
                },
            ],
            Empty = new("hooks.none"),
        };

    private async Task<Listing<Delivery>> TroubledList()
    {
        var today = clock.Today();
        return new(Words, await ListAsked.Of(HttpContext, "/admin/webhooks", part: "troubled"), today)
        {
            Columns =
            [
                new("kind", "inbox.kind", ColumnKind.Main, d => Words[$"notice.{d.Kind}.name"]),
                new("way", "hooks.format", ColumnKind.Text, d => $"{Words.Of(d.Channel)} · {Words.Of(d.State)}"),
                new("error", "hooks.error", ColumnKind.Text, d => Problems.Kept(Words, d.Error)),
                new("tries", "hooks.tries", ColumnKind.Figure, d => d.Attempts),
                new("next", "hooks.next", ColumnKind.Moment, d => d.DueAt),
                new("do", "list.tools", ColumnKind.Tools, _ => null)
                {
                    Cells = d => [Cell.Part("_RetryDelivery", d.Id)],
                },
            ],
            Empty = new("list.none"),
        };
    }

    private static string StateOf(Webhook hook) => hook.Disabled ? "account.is-disabled" : "account.is-active";

    protected override async Task Load()
    {
        var tree = await units.Tree(Cancel);
        Hooks = (await HookList(tree)).Of(await manage.All(Cancel)) with { Handler = "exportHooks" };
        Troubled = (await TroubledList()).Of(await manage.Troubled(Cancel)) with { Handler = "exportTroubled" };
        Units = Choices.Units(
            tree,
            tree.Under(me.Current.ScopePath)
                .Where(u => u.Kind is UnitKind.District or UnitKind.Town or UnitKind.Community)
        );
    }
}
