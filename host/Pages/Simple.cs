using System.Diagnostics;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Modular.Kernel.Access;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Modules;
using Modular.Kernel.Ui;

namespace Modular.Host.Pages;

[OpenToAll]
internal sealed class IndexModel(FirstSteps steps) : PageModel
{
    public async Task<IActionResult> OnGet() =>
        await steps.NoAccounts(HttpContext.RequestAborted) ? Redirect("/setup") : Page();
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
    /// <summary>
    /// Read from the address and not bound: binding would read the form again that may have been the fault.
    /// </summary>
    public int Status { get; private set; } = 500;
    public string Number { get; private set; } = "";

    public void OnGet() => Show();

    public void OnPost() => Show();

    private void Show()
    {
        if (int.TryParse(Request.Query["status"], System.Globalization.CultureInfo.InvariantCulture, out int status))
            Status = status;
        Number = Activity.Current?.TraceId.ToHexString()[..12] ?? HttpContext.TraceIdentifier;
        // What failed outside a page, on the way in: a database out of reach is no mistake of ours and passes.
        var error = HttpContext.Features.Get<Microsoft.AspNetCore.Diagnostics.IExceptionHandlerFeature>()?.Error;
        if (Outage.Is(error) || error is Kernel.Plugins.PluginFailed { Key: "plugin.busy" })
            Status = 503;
        if (Status is < 400 or > 599)
            Status = 500;
        if (Status == 503)
            Response.Headers.RetryAfter = "5";
        Response.StatusCode = Status;
    }
}

[OpenToAll]
internal sealed class DeniedModel : PageModel
{
    public void OnGet() => Response.StatusCode = StatusCodes.Status403Forbidden;
}

/// <summary>Small actions of the frame: act for another unit, sign out, large type.</summary>
internal sealed class FrameController(SignInManager<Account> signIn, KernelDb db, ActingScope me) : Controller
{
    [HttpPost("/act-for"), SignedIn, ValidateAntiForgeryToken]
    public IActionResult ActFor(int unit)
    {
        if (me.Grants.All(g => g.UnitId != unit))
            return NotFound();
        KeptCookie.Set(
            HttpContext,
            ActingMiddleware.UnitCookie,
            unit.ToString(System.Globalization.CultureInfo.InvariantCulture)
        );
        return Redirect("/desk");
    }

    [HttpPost("/sign-out"), SignedIn, ValidateAntiForgeryToken]
    public async Task<IActionResult> Leave()
    {
        db.Record("account.signed-out", $"account:{me.Current.AccountId}");
        await db.SaveChangesAsync(HttpContext.RequestAborted);
        // The session's row goes with the cookie: a copy of the cookie is worth nothing afterwards.
        await signIn.SignOutAsync();
        return Redirect("/");
    }

    [HttpPost("/elder"), OpenToAll, ValidateAntiForgeryToken]
    public IActionResult Elder()
    {
        bool on = KeptCookie.Get(HttpContext, "elder") == "1";
        KeptCookie.Set(HttpContext, "elder", on ? "0" : "1", TimeSpan.FromDays(365));
        return Redirect("/");
    }
}
