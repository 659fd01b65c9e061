using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Access;
using Modular.Kernel.Data;
using Modular.Kernel.Store;
using Modular.Kernel.Ui;

namespace Modular.Host.Pages;

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
