using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Modular.Host.Entrance;
using Modular.Kernel.Access;
using Modular.Kernel.Data;
using Modular.Kernel.Store;
using Modular.Kernel.Ui;

namespace Modular.Host.Pages;

/// <summary>
/// One answer for every refusal, after the same work: a name that does not exist, a disabled account, a wrong password
/// and one tried too early cannot be told apart.
/// </summary>
[OpenToAll]
[EnableRateLimiting("sign-in")]
internal sealed class SignInModel(
    EnterAccount enter,
    UserManager<Account> users,
    SignInGuard guard,
    OutsideSignIn outside,
    KernelDb db
) : StaffPage
{
    /// <summary>A hash of no password, so that checking takes as long where there is none.</summary>
    private static readonly Account Nobody = new() { DisplayName = "" };
    private static string? _noHash;

    public sealed class Form
    {
        [Required, StringLength(64)]
        public string Name { get; set; } = "";

        [Required, StringLength(128)]
        public string Password { get; set; } = "";
    }

    [BindProperty]
    public Form Input { get; set; } = new();

    [BindProperty(SupportsGet = true)]
    public string? Back { get; set; }

    private System.Net.IPAddress? From => HttpContext.Connection.RemoteIpAddress;

    /// <summary>Name of the outside sign-in; null when there is none.</summary>
    public string? Outside => outside.Name;

    public void OnGet() { }

    public async Task<IActionResult> OnPost()
    {
        if (ModelState.IsValid)
        {
            if (await Try() is { } account)
                return Redirect(await enter.AfterFirst(account, "password", Back, Cancel));
            ModelState.AddModelError("", Words["sign-in.wrong"]);
        }

        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    /// <summary>The account, if name and password are right and it may be tried now.</summary>
    private async Task<Account?> Try()
    {
        var account = await users.FindByNameAsync(Input.Name);
        string? device = KeptCookie.Get(HttpContext, EnterAccount.DeviceCookie);
        var wait = await guard.Wait(Input.Name, account?.Id, From, device, Cancel);
        bool right = Right(account) && account is { Disabled: false };
        if (right && wait == TimeSpan.Zero)
            return account;
        if (wait == TimeSpan.Zero)
            await guard.Failed(Input.Name, account?.Id, From, device, Cancel);
        string name = Input.Name.Trim();
        db.Record(
            wait == TimeSpan.Zero ? "account.sign-in-refused" : "account.sign-in-too-early",
            $"account:{name[..Math.Min(40, name.Length)]}"
        );
        await db.SaveChangesAsync(Cancel);
        return null;
    }

    private bool Right(Account? account)
    {
        _noHash ??= users.PasswordHasher.HashPassword(
            Nobody,
            System.Security.Cryptography.RandomNumberGenerator.GetHexString(32)
        );
        string hash = account?.PasswordHash ?? _noHash;
        var result = users.PasswordHasher.VerifyHashedPassword(account ?? Nobody, hash, Input.Password);
        return account?.PasswordHash is not null && result != PasswordVerificationResult.Failed;
    }
}
