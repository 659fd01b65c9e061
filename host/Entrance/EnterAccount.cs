using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Access;
using Modular.Kernel.Access.Second;
using Modular.Kernel.Data;
using Modular.Kernel.Store;
using Modular.Kernel.Ui;

namespace Modular.Host.Entrance;

/// <summary>
/// The way in after a name was proven: by a password or an outside sign-in, then the second factor where there is one,
/// or by a passkey alone, which is both.
/// </summary>
internal sealed class EnterAccount(
    SignInManager<Account> signIn,
    SignInGuard guard,
    SecondFactors second,
    StepCookie steps,
    KernelDb db,
    IHttpContextAccessor there
)
{
    public const string DeviceCookie = "device";

    private HttpContext Http => there.HttpContext!;

    private System.Net.IPAddress? From => Http.Connection.RemoteIpAddress;

    /// <summary>The first factor is right: asks for the second one or lets in.</summary>
    /// <returns>Where to go.</returns>
    public async Task<string> AfterFirst(Account account, string how, string? back, CancellationToken cancel)
    {
        if (!(await second.State(account.Id, cancel)).Any)
            return await LetIn(account, how, back, cancel);
        steps.Keep(
            Http,
            StepCookie.Half,
            string.Create(CultureInfo.InvariantCulture, $"{account.Id} {account.SecurityStamp} {how}")
        );
        return With("/sign-in/second", back);
    }

    /// <summary>Whose first factor was right in this browser just now; null when nobody's.</summary>
    public async Task<(Account Account, string How)?> Half(CancellationToken cancel)
    {
        string[] kept = steps.Read(Http, StepCookie.Half)?.Split(' ') ?? [];
        if (kept.Length != 3 || !long.TryParse(kept[0], CultureInfo.InvariantCulture, out long id))
            return null;
        var account = await db.Accounts.SingleOrDefaultAsync(a => a.Id == id && !a.Disabled, cancel);
        // Another password, other roles or a lost phone in between: begin again.
        return account is not null && account.SecurityStamp == kept[1] ? (account, kept[2]) : null;
    }

    public async Task<string> LetIn(Account account, string how, string? back, CancellationToken cancel)
    {
        var (device, strange) = await guard.Passed(
            account.UserName!,
            account.Id,
            From,
            KeptCookie.Get(Http, DeviceCookie),
            cancel
        );
        KeptCookie.Set(Http, DeviceCookie, device, TimeSpan.FromDays(365));
        steps.Drop(Http, StepCookie.Half);
        await signIn.SignInAsync(account, isPersistent: false);
        db.Record(
            "account.signed-in",
            $"account:{account.UserName}",
            after: new { How = how },
            by: Acting.Nobody with
            {
                AccountId = account.Id,
                Name = account.DisplayName,
                Origin = From?.ToString() ?? "",
            }
        );
        if (strange)
            db.NotifyPerson(
                AccountNotices.NewDevice,
                account.Id,
                AccountNotices.Page,
                DeviceName.Of(Http.Request.Headers.UserAgent) is { Length: > 0 } browser ? browser : "-",
                From?.ToString() ?? "-"
            );
        await db.SaveChangesAsync(cancel);
        return RedirectHttpResult.IsLocalUrl(back) ? back! : "/desk";
    }

    /// <summary>A step on the way that keeps in mind where the person was going.</summary>
    public static string With(string path, string? back) =>
        back is { Length: > 0 } ? $"{path}?back={Uri.EscapeDataString(back)}" : path;
}
