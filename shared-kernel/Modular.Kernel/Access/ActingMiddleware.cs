using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Caching.Memory;
using Modular.Kernel.Access.Second;
using Modular.Kernel.Data;
using Modular.Kernel.Ui;

namespace Modular.Kernel.Access;

/// <summary>
/// Finds out who acts and for which unit, between authentication and authorisation. Who must first change a password
/// or add a second factor is led to that page from everywhere.
/// </summary>
public sealed class ActingMiddleware(
    RequestDelegate next,
    AccountDirectory accounts,
    PermissionTable table,
    SignInRuleBook book,
    IMemoryCache cache,
    TimeProvider clock
)
{
    public const string UnitCookie = "unit";

    public async Task InvokeAsync(HttpContext http, ActingScope scope)
    {
        string origin = http.Connection.RemoteIpAddress?.ToString() ?? "";
        scope.Current = Acting.Nobody with { Origin = origin };
        scope.OnlyLooks = HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method);
        if (
            http.User.Identity?.IsAuthenticated == true
            && long.TryParse(
                http.User.FindFirstValue(ClaimTypes.NameIdentifier),
                CultureInfo.InvariantCulture,
                out long id
            )
        )
        {
            var account = await accounts.Find(id, http.User.FindFirstValue(Sessions.StampClaim), http.RequestAborted);
            if (account is null)
            {
                http.User = new ClaimsPrincipal(new ClaimsIdentity());
                await http.SignOutAsync(IdentityConstants.ApplicationScheme);
            }
            else
            {
                var rules = await book.Read(http.RequestAborted);
                scope.Grants = account.Grants;
                scope.Current = Act(account, Chosen(http, account.Grants), origin, rules.Classified);
                if (Led(account, rules) is { } path && !MayPass(http.Request.Path, path))
                {
                    http.Response.Redirect(path);
                    return;
                }
            }
        }

        await next(http);
    }

    public const string ChangePath = "/account";
    public const string SecondPath = "/account/second";

    /// <summary>Where the person must go before anything else.</summary>
    private string? Led(AccountDirectory.Entry account, SignInRules rules)
    {
        if (account.MustChangePassword || rules.PasswordExpired(account.PasswordChangedAt, clock.GetUtcNow()))
            return ChangePath;
        return !account.HasSecond && rules.NeedsSecond(account.Grants.Select(g => g.Role)) ? SecondPath : null;
    }

    /// <summary>What stays open meanwhile: that page, leaving, and what everybody sees.</summary>
    private static bool MayPass(PathString path, string led) =>
        path == led
        || path == "/sign-out"
        || path == "/error"
        || path == "/elder"
        || path.StartsWithSegments("/health");

    private static Grant? Chosen(HttpContext http, IReadOnlyList<Grant> grants) =>
        (
            int.TryParse(KeptCookie.Get(http, UnitCookie), CultureInfo.InvariantCulture, out int unit)
                ? grants.FirstOrDefault(g => g.UnitId == unit)
                : null
        ) ?? (grants.Count > 0 ? grants[0] : null);

    private Acting Act(AccountDirectory.Entry account, Grant? chosen, string origin, bool apart)
    {
        if (chosen is null)
            return Acting.Nobody with { AccountId = account.Id, Name = account.Name, Origin = origin };
        // A role holds for its unit and every unit below: at the chosen unit count all roles from there upward.
        Role[] roles =
        [
            .. account
                .Grants.Where(g => chosen.UnitPath.StartsWith(g.UnitPath, StringComparison.Ordinal))
                .Select(g => g.Role)
                .Distinct()
                .Order(),
        ];
        bool atDistrict = Grant.IsDistrict(chosen.UnitPath);
        var permissions = cache.GetOrCreate(
            (nameof(PermissionTable), string.Join(',', roles), atDistrict, apart),
            _ => table.Of(roles, atDistrict, apart)
        )!;
        return new(account.Id, account.Name, chosen.UnitId, chosen.UnitPath, origin, permissions);
    }
}
