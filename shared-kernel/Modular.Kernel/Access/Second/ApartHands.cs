using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Store;

namespace Modular.Kernel.Access.Second;

/// <summary>
/// Three administrators apart (三员分立): who runs the system, who gives accounts and roles, and who reads the log are
/// three people, where the profile of classified protection is on.
/// </summary>
public static class ApartHands
{
    private static readonly Role[] Apart = [Role.Administrator, Role.SecurityAdministrator, Role.Auditor];

    public static bool Clash(IEnumerable<Role> roles) => roles.Where(r => Apart.Contains(r)).Distinct().Count() > 1;

    /// <summary>
    /// Before the profile is switched on nobody holds two, and accounts and log have their own person.
    /// </summary>
    public static async Task CheckAll(KernelDb db, CancellationToken cancel)
    {
        var held = await db
            .AccountRoles.Where(r => Apart.Contains(r.Role))
            .Join(
                db.Accounts.Where(a => !a.Disabled),
                r => r.AccountId,
                a => a.Id,
                (r, a) => new { a.UserName, r.Role }
            )
            .ToListAsync(cancel);
        foreach (var role in Apart)
            if (held.TrueForAll(h => h.Role != role))
                throw new RuleBroken("sign-in.rules.nobody", role) { Field = "Classified" };
        if (held.GroupBy(h => h.UserName).FirstOrDefault(g => Clash(g.Select(h => h.Role))) is { } both)
            throw new RuleBroken("sign-in.rules.two-hands", both.Key) { Field = "Classified" };
    }
}
