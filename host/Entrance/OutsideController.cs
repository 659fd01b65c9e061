using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Store;
using Modular.Kernel.Texts;

namespace Modular.Host.Entrance;

/// <summary>To the outside sign-in and back.</summary>
internal sealed class OutsideController(OutsideSignIn outside, EnterAccount enter, KernelDb db, Words words)
    : Controller
{
    [HttpPost("/sign-in/outside"), OpenToAll, ValidateAntiForgeryToken, EnableRateLimiting("sign-in")]
    public IActionResult Begin([FromForm] string? back) =>
        outside.Name is null ? NotFound() : outside.Begin(EnterAccount.With("/sign-in/outside/done", back));

    [HttpGet("/sign-in/outside/done"), OpenToAll]
    public async Task<IActionResult> Done(string? back)
    {
        var cancel = HttpContext.RequestAborted;
        if (outside.Name is null || await OutsideSignIn.Take(HttpContext) is not { } who)
            return Failed();
        if (await outside.Find(who, cancel) is { } account)
            return Redirect(await enter.AfterFirst(account, "outside", back, cancel));
        db.Record("account.sign-in-refused", "account:outside");
        await db.SaveChangesAsync(cancel);
        return Refused("outside.unknown", "/sign-in");
    }

    [HttpGet("/account/outside"), SignedIn]
    public async Task<IActionResult> Linked()
    {
        if (outside.Name is null || await OutsideSignIn.Take(HttpContext) is not { } who)
            return Failed();
        try
        {
            await outside.LinkOwn(who, HttpContext.RequestAborted);
        }
        catch (RuleBroken broken)
        {
            return Refused(broken.Key, "/account/second");
        }

        return Say("outside.said.linked", "/account/second");
    }

    [HttpGet("/sign-in/outside/failed"), OpenToAll]
    public IActionResult Failed() => Refused("outside.failed", "/sign-in");

    private RedirectResult Refused(string key, string then)
    {
        TempData["refused"] = words[key];
        return Redirect(then);
    }

    private RedirectResult Say(string key, string then)
    {
        TempData["said"] = words[key];
        return Redirect(then);
    }
}
