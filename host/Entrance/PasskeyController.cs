using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Modular.Kernel.Access;
using Modular.Kernel.Data;
using Modular.Kernel.Store;
using Modular.Kernel.Texts;

namespace Modular.Host.Entrance;

/// <summary>Signs in by a passkey, with or without a name typed before.</summary>
[OpenToAll]
[EnableRateLimiting("sign-in")]
[AutoValidateAntiforgeryToken]
internal sealed class PasskeyController(
    Passkeys passkeys,
    EnterAccount enter,
    UserManager<Account> users,
    KernelDb db,
    Words words
) : Controller
{
    [HttpPost("/sign-in/passkey/options")]
    public async Task<IActionResult> Options()
    {
        var half = await enter.Half(HttpContext.RequestAborted);
        return Content(await passkeys.AskForKnown(half?.Account), "application/json");
    }

    [HttpPost("/sign-in/passkey")]
    public async Task<IActionResult> Take([FromForm] string? credential, [FromForm] string? back)
    {
        var cancel = HttpContext.RequestAborted;
        if (credential is { Length: > 0 and < 20_000 } && await passkeys.Take(credential) is { } proven)
        {
            var (account, passkey) = proven;
            // Somebody whose password was right must not go on as somebody else.
            var half = await enter.Half(cancel);
            if (!account.Disabled && (half is null || half.Value.Account.Id == account.Id))
            {
                await users.AddOrUpdatePasskeyAsync(account, passkey);
                return Redirect(await enter.LetIn(account, "passkey", back, cancel));
            }
        }

        db.Record("account.sign-in-refused", "account:passkey");
        await db.SaveChangesAsync(cancel);
        TempData["refused"] = words["second.passkey-unknown"];
        return Redirect(EnterAccount.With("/sign-in", back));
    }
}
