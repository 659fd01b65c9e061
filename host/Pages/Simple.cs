using System.ComponentModel.DataAnnotations;
using System.Diagnostics;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Access;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Modules;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;

namespace Modular.Host.Pages;

[OpenToAll]
internal sealed class IndexModel(FirstSteps steps) : PageModel
{
    public async Task<IActionResult> OnGet() => await steps.NoAccounts(HttpContext.RequestAborted) ? Redirect("/setup") : Page();
}

[SignedIn]
internal sealed class DeskModel(Chrome chrome, CalendarStore calendars, TimeProvider clock) : Screen
{
    public IReadOnlyList<Todo> Todos { get; private set; } = [];
    public IReadOnlyList<TodoItem> Items { get; private set; } = [];
    public DateOnly Today => clock.Today();
    public IReadOnlyList<MenuEntry> Menu { get; private set; } = [];
    public int? MissingYear { get; private set; }

    public async Task OnGet()
    {
        Todos = await chrome.Todos(Cancel);
        Items = await chrome.Items(30, Cancel);
        Menu = await chrome.Menu(Cancel);
        MissingYear = (await calendars.Get(Cancel)).MissingSoon(clock.Today());
    }
}

[OpenToAll]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
[IgnoreAntiforgeryToken]
internal sealed class ErrorModel : PageModel
{
    /// <summary>Read from the address and not bound: binding would read the form again that may have been the fault.</summary>
    public int Status { get; private set; } = 500;
    public string Number { get; private set; } = "";

    public void OnGet() => Show();

    public void OnPost() => Show();

    private void Show()
    {
        if (int.TryParse(Request.Query["status"], System.Globalization.CultureInfo.InvariantCulture, out int status)) Status = status;
        Number = Activity.Current?.TraceId.ToHexString()[..12] ?? HttpContext.TraceIdentifier;
        // What failed outside a page, on the way in: a database out of reach is no mistake of ours and passes.
        if (Outage.Is(HttpContext.Features.Get<Microsoft.AspNetCore.Diagnostics.IExceptionHandlerFeature>()?.Error)) Status = 503;
        if (Status is < 400 or > 599) Status = 500;
        if (Status == 503) Response.Headers.RetryAfter = "5";
        Response.StatusCode = Status;
    }
}

[OpenToAll]
internal sealed class DeniedModel : PageModel
{
    public void OnGet() => Response.StatusCode = StatusCodes.Status403Forbidden;
}

[OpenToAll]
[EnableRateLimiting("sign-in")]
internal sealed class SignInModel(SignInManager<Account> signIn, UserManager<Account> users, KernelDb db) : Screen
{
    public sealed class Form
    {
        [Required, StringLength(64)] public string Name { get; set; } = "";
        [Required, StringLength(128)] public string Password { get; set; } = "";
    }

    [BindProperty] public Form Input { get; set; } = new();
    [BindProperty(SupportsGet = true)] public string? Back { get; set; }

    public void OnGet() { }

    public async Task<IActionResult> OnPost()
    {
        if (ModelState.IsValid)
        {
            var account = await users.FindByNameAsync(Input.Name.Trim());
            // The same work whether the name exists or not, so that time tells nothing.
            var result = account is null || account.Disabled ? Microsoft.AspNetCore.Identity.SignInResult.Failed : await signIn.CheckPasswordSignInAsync(account, Input.Password, lockoutOnFailure: true);
            if (account is null) users.PasswordHasher.HashPassword(new() { DisplayName = "" }, Input.Password);
            if (result.Succeeded)
            {
                await signIn.SignInAsync(account!, isPersistent: false);
                db.Record("account.signed-in", $"account:{account!.UserName}", by: Acting.Nobody with { AccountId = account.Id, Name = account.DisplayName, Origin = HttpContext.Connection.RemoteIpAddress?.ToString() ?? "" });
                await db.SaveChangesAsync(Cancel);
                return Redirect(Url.IsLocalUrl(Back) ? Back! : "/desk");
            }

            db.Record("account.sign-in-refused", $"account:{Input.Name.Trim()[..Math.Min(40, Input.Name.Trim().Length)]}");
            await db.SaveChangesAsync(Cancel);
            ModelState.AddModelError("", Words[result.IsLockedOut ? "sign-in.locked" : "sign-in.wrong"]);
        }

        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}

/// <summary>Small actions of the frame: act for another unit, sign out, large type.</summary>
internal sealed class FrameController(SignInManager<Account> signIn, ActingScope me) : Controller
{
    [HttpPost("/act-for"), SignedIn, ValidateAntiForgeryToken]
    public IActionResult ActFor(int unit)
    {
        if (me.Grants.All(g => g.UnitId != unit)) return NotFound();
        Response.Cookies.Append(ActingMiddleware.UnitCookie, unit.ToString(System.Globalization.CultureInfo.InvariantCulture), new() { HttpOnly = true, SameSite = SameSiteMode.Lax, IsEssential = true });
        return Redirect("/desk");
    }

    [HttpPost("/sign-out"), SignedIn, ValidateAntiForgeryToken]
    public async Task<IActionResult> Leave()
    {
        await signIn.SignOutAsync();
        return Redirect("/");
    }

    [HttpPost("/elder"), OpenToAll, ValidateAntiForgeryToken]
    public IActionResult Elder()
    {
        bool on = Request.Cookies["elder"] == "1";
        Response.Cookies.Append("elder", on ? "0" : "1", new() { MaxAge = TimeSpan.FromDays(365), HttpOnly = true, SameSite = SameSiteMode.Lax, IsEssential = true });
        return Redirect("/");
    }
}

/// <summary>Is this the very first start?</summary>
internal sealed class FirstSteps(KernelDb db)
{
    private static volatile bool _done;

    public async Task<bool> NoAccounts(CancellationToken cancel)
    {
        if (_done) return false;
        _done = await db.Accounts.AnyAsync(cancel);
        return !_done;
    }
}

[OpenToAll]
[EnableRateLimiting("sign-in")]
internal sealed class SetupModel(FirstSteps steps, SetupCode code, ManageAccounts accounts, ManageUnits units, ActingScope me) : Screen
{
    public sealed class Form
    {
        [Required, StringLength(20)] public string Code { get; set; } = "";
        [Required, StringLength(80)] public string District { get; set; } = "";
        [Required, StringLength(64)] public string UserName { get; set; } = "admin";
        [Required, StringLength(64)] public string DisplayName { get; set; } = "";
        [Required, StringLength(128, MinimumLength = 8, ErrorMessage = "account.password-short")] public string Password { get; set; } = "";
    }

    [BindProperty] public Form Input { get; set; } = new();

    public async Task<IActionResult> OnGet() => await steps.NoAccounts(Cancel) ? Page() : Redirect("/sign-in");

    public async Task<IActionResult> OnPost()
    {
        if (!await steps.NoAccounts(Cancel)) return NotFound();
        return await Do(async () =>
        {
            if (Input.Code.Trim() != code.Value) throw new Kernel.Rules.RuleBroken("setup.code-wrong") { Field = "Code" };
            me.ActAsSystem("setup");
            var district = await units.Add("Q", Input.District, UnitKind.District, null, null, null, null, Cancel);
            await accounts.Open(Input.UserName, Input.DisplayName, Input.Password, [(Role.Administrator, district.Id), (Role.DistrictOfficer, district.Id)], false, Cancel);
        }, () =>
        {
            Say("setup.done");
            return Redirect("/sign-in");
        });
    }
}

[SignedIn]
internal sealed class AccountModel(ManageAccounts accounts, SignInManager<Account> signIn) : Screen
{
    public sealed class Form
    {
        [Required, StringLength(128)] public string Current { get; set; } = "";
        [Required, StringLength(128, MinimumLength = 8, ErrorMessage = "account.password-short")] public string Password { get; set; } = "";
    }

    [BindProperty] public Form Input { get; set; } = new();

    public void OnGet() { }

    public async Task<IActionResult> OnPost()
    {
        bool changed = false;
        var answer = await Do(async () =>
        {
            await accounts.ChangeOwnPassword(Input.Current, Input.Password, Cancel);
            changed = true;
        }, () =>
        {
            Say("account.password-changed");
            return Redirect("/sign-in");
        });
        if (changed) await signIn.SignOutAsync();
        return answer;
    }
}
