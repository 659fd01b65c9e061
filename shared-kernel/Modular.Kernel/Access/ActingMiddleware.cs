using System.Collections.Frozen;
using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Caching.Memory;

namespace Modular.Kernel.Access;

/// <summary>
/// Finds out who acts and for which unit, between authentication and authorisation. An account that was disabled, or whose
/// password changed, is signed out here whatever its cookie says.
/// </summary>
public sealed class ActingMiddleware(RequestDelegate next, AccountDirectory accounts, PermissionTable table, IMemoryCache cache)
{
    public const string UnitCookie = "unit";

    public async Task InvokeAsync(HttpContext http, ActingScope scope)
    {
        string origin = http.Connection.RemoteIpAddress?.ToString() ?? "";
        scope.Current = Acting.Nobody with { Origin = origin };
        scope.OnlyLooks = HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method);
        if (http.User.Identity?.IsAuthenticated == true
            && long.TryParse(http.User.FindFirstValue(ClaimTypes.NameIdentifier), CultureInfo.InvariantCulture, out long id))
        {
            var account = await accounts.Find(id, http.RequestAborted);
            if (account is null || account.Stamp != http.User.FindFirstValue("AspNet.Identity.SecurityStamp"))
            {
                http.User = new ClaimsPrincipal(new ClaimsIdentity());
                await http.SignOutAsync(IdentityConstants.ApplicationScheme);
            }
            else
            {
                scope.Grants = account.Grants;
                scope.Current = Act(account, Chosen(http, account.Grants), origin);
            }
        }

        await next(http);
    }

    private static Grant? Chosen(HttpContext http, IReadOnlyList<Grant> grants) =>
        (int.TryParse(http.Request.Cookies[UnitCookie], CultureInfo.InvariantCulture, out int unit) ? grants.FirstOrDefault(g => g.UnitId == unit) : null)
        ?? (grants.Count > 0 ? grants[0] : null);

    private Acting Act(AccountDirectory.Entry account, Grant? chosen, string origin)
    {
        if (chosen is null) return Acting.Nobody with { AccountId = account.Id, Name = account.Name, Origin = origin };
        // A role holds for its unit and every unit below: at the chosen unit count all roles from there upward.
        string key = string.Join(',', account.Grants.Where(g => chosen.UnitPath.StartsWith(g.UnitPath, StringComparison.Ordinal)).Select(g => (int)g.Role).Distinct().Order());
        var permissions = cache.GetOrCreate((nameof(PermissionTable), key), _ =>
            key.Split(',').SelectMany(role => table.Of((Role)int.Parse(role, CultureInfo.InvariantCulture))).ToFrozenSet(StringComparer.Ordinal))!;
        return new(account.Id, account.Name, chosen.UnitId, chosen.UnitPath, origin, permissions);
    }
}
