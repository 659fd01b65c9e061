using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Access;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Store;

namespace Modular.Host.Entrance;

/// <summary>
/// The present password, said again by somebody signed in. It is guessed at here too, by whoever borrowed a session, so
/// wrong tries count.
/// </summary>
internal sealed class OwnPassword(
    UserManager<Account> users,
    SignInGuard guard,
    KernelDb db,
    ActingScope me,
    StepCookie steps,
    IHttpContextAccessor there
)
{
    private string Name => "own-password:" + me.Current.AccountId;

    private System.Net.IPAddress? From => there.HttpContext!.Connection.RemoteIpAddress;

    /// <summary>
    /// Runs what fails with <c>account.password-wrong</c> on a wrong password; too many of those must wait.
    /// </summary>
    /// <param name="field">Where the reason is shown.</param>
    public async Task Guarded(string field, Func<Task> work, CancellationToken cancel)
    {
        if (await guard.Wait(Name, null, From, null, cancel) > TimeSpan.Zero)
            throw new RuleBroken("account.password-later") { Field = field };
        try
        {
            await work();
        }
        catch (RuleBroken wrong) when (wrong.Key == "account.password-wrong")
        {
            db.Discard();
            await guard.Failed(Name, me.Current.AccountId, From, null, cancel);
            throw;
        }
    }

    public Task Check(string password, CancellationToken cancel) =>
        Guarded(
            "Password",
            async () =>
            {
                var account = await db.Accounts.AsNoTracking().SingleAsync(a => a.Id == me.Current.AccountId, cancel);
                if (!await users.CheckPasswordAsync(account, password))
                    throw new RuleBroken("account.password-wrong") { Field = "Password" };
            },
            cancel
        );

    /// <summary>This account's browser has said the password, and need not again for so long.</summary>
    public void Remember(TimeSpan life) => steps.Keep(there.HttpContext!, StepCookie.Sure, Mark, life);

    public bool Remembered => steps.Read(there.HttpContext!, StepCookie.Sure) == Mark;

    private string Mark => me.Current.AccountId!.Value.ToString(CultureInfo.InvariantCulture);
}
