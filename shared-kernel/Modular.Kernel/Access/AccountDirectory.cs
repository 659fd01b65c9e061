using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Modular.Kernel.Access.Second;
using Modular.Kernel.Data;
using Modular.Kernel.Store;
using Modular.Kernel.Units;

namespace Modular.Kernel.Access;

/// <summary>
/// What an account may be, read often and changed seldom. A request brings the account's present stamp with its session
/// and a copy kept under another stamp is read again, so a change shows on every host at the next request.
/// </summary>
public sealed class AccountDirectory(IDbContextFactoryOf<KernelDb> contexts, UnitDirectory units, IMemoryCache cache)
{
    /// <param name="PasswordChangedAt">Or when the account was opened.</param>
    /// <param name="HasSecond">Has an authenticator app or a passkey.</param>
    public sealed record Entry(
        long Id,
        string Name,
        string? Stamp,
        bool MustChangePassword,
        DateTimeOffset PasswordChangedAt,
        bool HasSecond,
        IReadOnlyList<Grant> Grants
    );

    public ValueTask<Entry?> Find(long id, CancellationToken cancel) => Find(id, null, cancel);

    /// <summary>Null when there is no such account or it is disabled.</summary>
    /// <param name="stamp">The account's stamp as it is now; null takes whatever copy there is.</param>
    public async ValueTask<Entry?> Find(long id, string? stamp, CancellationToken cancel)
    {
        if (
            cache.TryGetValue((nameof(AccountDirectory), id), out Entry? known)
            && (stamp is null || known?.Stamp == stamp)
        )
            return known;
        await using var db = contexts.Create();
        var account = await db.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id && !a.Disabled, cancel);
        Entry? entry = null;
        if (account is not null)
        {
            var roles = await db.AccountRoles.AsNoTracking().Where(r => r.AccountId == id).ToListAsync(cancel);
            var tree = await units.Tree(cancel);
            var grants = roles
                .Select(r => tree.Find(r.UnitId) is { } unit ? new Grant(r.Role, unit.Id, unit.Name, unit.Path) : null)
                .OfType<Grant>()
                .OrderBy(g => g.UnitPath.Length)
                .ThenBy(g => g.Role)
                .ToList();
            bool second = await SecondFactors.Holders(db).AnyAsync(holder => holder == id, cancel);
            entry = new(
                id,
                account.DisplayName,
                account.SecurityStamp,
                account.MustChangePassword,
                account.PasswordChangedAt ?? account.CreatedAt,
                second,
                grants
            );
        }

        return cache.Set((nameof(AccountDirectory), id), entry, TimeSpan.FromSeconds(10));
    }

    /// <summary>People with one of these roles at or below a path, with the unit they hold it at.</summary>
    public async Task<IReadOnlyList<(long Id, string Name, int UnitId)>> Below(
        string path,
        IReadOnlyCollection<Role> roles,
        CancellationToken cancel
    )
    {
        var below = (await units.Tree(cancel)).Under(path).Select(u => u.Id).ToList();
        await using var db = contexts.Create();
        var found = await db
            .AccountRoles.AsNoTracking()
            .Where(r => below.Contains(r.UnitId) && roles.Contains(r.Role))
            .Join(
                db.Accounts.Where(a => !a.Disabled),
                r => r.AccountId,
                a => a.Id,
                (r, a) =>
                    new
                    {
                        a.Id,
                        a.DisplayName,
                        r.UnitId,
                    }
            )
            .ToListAsync(cancel);
        return
        [
            .. found
                .DistinctBy(f => f.Id)
                .OrderBy(f => f.UnitId)
                .ThenBy(f => f.DisplayName, StringComparer.Ordinal)
                .Select(f => (f.Id, f.DisplayName, f.UnitId)),
        ];
    }

    public void Forget(long id) => cache.Remove((nameof(AccountDirectory), id));
}
