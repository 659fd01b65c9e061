using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Modular.Kernel.Ui;

namespace Modular.Host.Entrance;

/// <summary>
/// What a browser carries from one step of signing in to the next: sealed, and good for some minutes. Nothing
/// of it is kept here, so that any host can do the next step.
/// </summary>
internal sealed class StepCookie(IDataProtectionProvider protection)
{
    /// <summary>The password was right; the second factor is awaited.</summary>
    public const string Half = "half";

    /// <summary>The challenge a passkey answers.</summary>
    public const string Challenge = "challenge";

    /// <summary>The key shown to an app that is being set up.</summary>
    public const string App = "app";

    /// <summary>The password was said again; holds the account.</summary>
    public const string Sure = "sure";

    private static readonly TimeSpan Life = TimeSpan.FromMinutes(5);

    /// <param name="life">Five minutes when nothing is said.</param>
    public void Keep(HttpContext http, string step, string value, TimeSpan? life = null) =>
        KeptCookie.Set(http, step, Sealer(step).Protect(value, life ?? Life), life ?? Life);

    /// <summary>Null when there is none, it is too old, or somebody wrote it himself.</summary>
    public string? Read(HttpContext http, string step)
    {
        try
        {
            return KeptCookie.Get(http, step) is { Length: > 0 } kept ? Sealer(step).Unprotect(kept) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    public void Drop(HttpContext http, string step) => KeptCookie.Drop(http, step);

    private ITimeLimitedDataProtector Sealer(string step) =>
        protection.CreateProtector("sign-in", step).ToTimeLimitedDataProtector();
}
