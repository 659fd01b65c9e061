using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Modular.Host.Entrance;
using Modular.Kernel.Access;
using Modular.Kernel.Access.Second;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Store;
using Modular.Kernel.Ui;

namespace Modular.Host.Pages;

/// <summary>One's own second factor: the app, passkeys, codes on paper.</summary>
[SignedIn]
internal sealed class AccountSecondModel(
    SecondFactors second,
    Passkeys passkeys,
    OwnPassword own,
    StepCookie steps,
    SignInRuleBook rules,
    OutsideSignIn outside,
    KernelDb db,
    ActingScope me,
    TimeProvider clock
) : StaffPage
{
    /// <summary>Who signed in so lately need not say the password again before changing how to sign in.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);

    /// <summary>Until then the key on the page stays the same: people go and fetch an app first.</summary>
    private static readonly TimeSpan TimeToInstall = TimeSpan.FromMinutes(30);

    public sealed class Form
    {
        [StringLength(20)]
        public string? Code { get; set; }

        [StringLength(40)]
        public string? Name { get; set; }

        [StringLength(1400)]
        public string? Passkey { get; set; }

        [StringLength(128)]
        public string? Password { get; set; }
    }

    [BindProperty]
    public Form Input { get; set; } = new();
    public SecondState State { get; private set; } = new(false, [], 0);

    /// <summary>Shown once.</summary>
    public IReadOnlyList<string> Codes { get; private set; } = [];

    /// <summary>The app's key while it is being added, in Base32.</summary>
    public string Key { get; private set; } = "";

    public string Address { get; private set; } = "";

    /// <summary>Name of the outside sign-in; null when there is none.</summary>
    public string? Outside => outside.Name;

    public bool Linked { get; private set; }

    /// <summary>Nothing else can be done before one is added.</summary>
    public bool Needed { get; private set; }

    /// <summary>The password must be said again first.</summary>
    public bool AskPassword { get; private set; }

    public Task OnGet() => Load();

    public Task<IActionResult> OnPostApp() =>
        Change(
            async () =>
            {
                string key = steps.Read(HttpContext, StepCookie.App) ?? throw new RuleBroken("second.app-too-late");
                Codes = await second.AddApp(key, Input.Code ?? "", Cancel);
                steps.Drop(HttpContext, StepCookie.App);
            },
            "second.said.app"
        );

    public Task<IActionResult> OnPostRemoveApp() => Change(() => second.RemoveApp(Cancel), "second.said.removed");

    public Task<IActionResult> OnPostCodes() =>
        Change(async () => Codes = await second.NewCodes(Cancel), "second.said.codes");

    public Task<IActionResult> OnPostPasskey([FromForm] string? credential) =>
        Change(
            async () =>
            {
                var passkey = await passkeys.TakeNew(await Mine(), credential ?? "");
                Codes = await second.AddPasskey(passkey, Input.Name ?? "", Cancel);
            },
            "second.said.passkey"
        );

    public Task<IActionResult> OnPostRemovePasskey() =>
        Change(() => second.RemovePasskey(Convert.FromHexString(Input.Passkey ?? ""), Cancel), "second.said.removed");

    /// <summary>Goes to the outside sign-in to prove who one is there.</summary>
    public async Task<IActionResult> OnPostLink() =>
        Outside is not null && await IsFresh() ? outside.Begin("/account/outside") : Redirect("/account/second");

    public Task<IActionResult> OnPostUnlink() => Change(() => outside.Unlink(Cancel), "outside.said.unlinked");

    /// <summary>The challenge for a new passkey.</summary>
    public async Task<IActionResult> OnPostOptions() =>
        await IsFresh()
            ? Content(await passkeys.AskForNew(await Mine()), "application/json")
            : StatusCode(StatusCodes.Status403Forbidden);

    /// <summary>The password again, for somebody who has been signed in for a while.</summary>
    public Task<IActionResult> OnPostSure() =>
        Do(
            () => own.Check(Input.Password ?? "", Cancel),
            () =>
            {
                own.Remember(Fresh);
                return Redirect("/account/second");
            }
        );

    private async Task<IActionResult> Change(Func<Task> work, string said)
    {
        if (!await IsFresh())
            return Redirect("/account/second");
        var answer = await Do(work, () => Redirect("/account/second"));
        if (answer is not RedirectResult)
            return answer;
        if (Codes.Count == 0)
        {
            Say(said);
            return answer;
        }

        // Codes stand in this answer alone and nowhere on the way.
        await Load();
        return Page();
    }

    private async Task<bool> IsFresh()
    {
        long session = long.TryParse(User.FindFirst(Sessions.IdClaim)?.Value, CultureInfo.InvariantCulture, out long id)
            ? id
            : 0;
        var since = clock.GetUtcNow() - Fresh;
        return await db.Sessions.AnyAsync(s => s.Id == session && s.CreatedAt >= since, Cancel) || own.Remembered;
    }

    private Task<Account> Mine() => db.Accounts.SingleAsync(a => a.Id == me.Current.AccountId, Cancel);

    protected override async Task Load()
    {
        var account = await Mine();
        State = await second.State(account.Id, Cancel);
        var roles = me.Grants.Select(g => g.Role);
        Needed = !State.Any && (await rules.Read(Cancel)).NeedsSecond(roles);
        Linked = Outside is not null && await outside.IsLinked(account.Id, Cancel);
        AskPassword = !await IsFresh();
        if (State.App || AskPassword)
            return;
        // The same while it is being set up, so that going back and forth does no harm.
        Key = steps.Read(HttpContext, StepCookie.App) ?? SecondFactors.NewKey();
        steps.Keep(HttpContext, StepCookie.App, Key, TimeToInstall);
        string site = Uri.EscapeDataString(Words["app.name"]);
        Address = $"otpauth://totp/{site}:{Uri.EscapeDataString(account.UserName!)}?secret={Key}&issuer={site}";
    }
}
