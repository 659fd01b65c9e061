using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Modular.Host.Entrance;
using Modular.Kernel.Access;
using Modular.Kernel.Access.Second;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Store;
using Modular.Kernel.Ui;

namespace Modular.Host.Pages;

/// <summary>
/// The second factor, after the password was right: six figures of the app, a passkey, or a code on paper.
/// </summary>
[OpenToAll]
[EnableRateLimiting("sign-in")]
internal sealed class SignInSecondModel(EnterAccount enter, SecondFactors second, SignInGuard guard, KernelDb db)
    : StaffPage
{
    public sealed class Form
    {
        [Required, StringLength(40)]
        public string Code { get; set; } = "";
    }

    [BindProperty]
    public Form Input { get; set; } = new();

    [BindProperty(SupportsGet = true)]
    public string? Back { get; set; }
    public SecondState State { get; private set; } = new(false, [], 0);

    public async Task<IActionResult> OnGet()
    {
        if (await enter.Half(Cancel) is not { } half)
            return Redirect("/sign-in");
        State = await second.State(half.Account.Id, Cancel);
        return Page();
    }

    public async Task<IActionResult> OnPost()
    {
        if (await enter.Half(Cancel) is not { } half)
        {
            Say("second.too-late");
            return Redirect("/sign-in");
        }

        State = await second.State(half.Account.Id, Cancel);
        string to = "";
        return await Do(
            async () => to = await enter.LetIn(half.Account, $"{half.How}+{await Take(half.Account)}", Back, Cancel),
            () => Redirect(to)
        );
    }

    /// <returns>What was taken.</returns>
    private async Task<string> Take(Account account)
    {
        // Counted for this account apart from its password, so that guessing here is slowed down from everywhere.
        string name = $"second:{account.Id}";
        var from = HttpContext.Connection.RemoteIpAddress;
        if (await guard.Wait(name, null, from, null, Cancel) > TimeSpan.Zero)
            throw new RuleBroken("second.later") { Field = "Code" };
        if (await second.TakeAppCode(account.Id, Input.Code, Cancel))
            return "app";
        if (await second.TakeRecoveryCode(account.Id, Input.Code, Cancel))
            return "recovery-code";
        await guard.Failed(name, account.Id, from, null, Cancel);
        db.Record("account.second-refused", $"account:{account.UserName}");
        await db.SaveChangesAsync(Cancel);
        throw new RuleBroken("second.code-wrong") { Field = "Code" };
    }
}
