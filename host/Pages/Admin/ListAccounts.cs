using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Access;
using Modular.Kernel.Access.Second;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Store;
using Modular.Kernel.Units;

namespace Modular.Host.Pages.Admin;

/// <summary>Accounts with a role at or below the unit acted for; those without any role are the district's.</summary>
internal sealed class ListAccounts(KernelDb db, KeepAccounts manage, UnitDirectory units, ActingScope me)
{
    public async Task<IReadOnlyList<AccountLine>> All(AccountFilter filter, CancellationToken cancel)
    {
        var rows = await Seen(cancel);
        if (!string.IsNullOrWhiteSpace(filter.Q))
            rows = rows.Where(a => a.DisplayName.Contains(filter.Q) || a.UserName!.Contains(filter.Q));
        if (filter.Disabled is { } disabled)
            rows = rows.Where(a => a.Disabled == disabled);
        if (filter.Role is { } role)
            rows = rows.Where(a => db.AccountRoles.Any(r => r.AccountId == a.Id && r.Role == role));
        if (filter.Unit is { } unit)
        {
            var below = (await units.Tree(cancel)).Under(unit).Select(u => u.Id).ToList();
            rows = rows.Where(a => db.AccountRoles.Any(r => r.AccountId == a.Id && below.Contains(r.UnitId)));
        }

        return await Lines(await rows.OrderBy(a => a.UserName).ToListAsync(cancel), cancel);
    }

    /// <exception cref="NotFound">No such account, or none with a role in here.</exception>
    public async Task<AccountLine> One(long id, CancellationToken cancel)
    {
        var account = await (await Seen(cancel)).SingleOrDefaultAsync(a => a.Id == id, cancel) ?? throw new NotFound();
        return (await Lines([account], cancel))[0];
    }

    /// <summary>How many others go by this name: conflicts of interest go by names.</summary>
    public Task<int> Namesakes(string displayName, CancellationToken cancel) =>
        db.Accounts.CountAsync(a => a.DisplayName == displayName.Trim() && !a.Disabled, cancel);

    private async Task<IQueryable<Account>> Seen(CancellationToken cancel)
    {
        var rows = db.Accounts.AsNoTracking();
        if (me.Current.LeadsDistrict)
            return rows;
        var below = (await units.Tree(cancel)).Under(me.Current.ScopePath).Select(u => u.Id).ToList();
        return rows.Where(a => db.AccountRoles.Any(r => r.AccountId == a.Id && below.Contains(r.UnitId)));
    }

    private async Task<List<AccountLine>> Lines(List<Account> accounts, CancellationToken cancel)
    {
        var ids = accounts.ConvertAll(a => a.Id);
        var roles = await db.AccountRoles.AsNoTracking().Where(r => ids.Contains(r.AccountId)).ToListAsync(cancel);
        var byAccount = roles.ToLookup(r => r.AccountId);
        var second = await SecondFactors.Holders(db).Where(id => ids.Contains(id)).ToListAsync(cancel);
        var lines = new List<AccountLine>();
        foreach (var account in accounts)
        {
            AccountRole[] held = [.. byAccount[account.Id]];
            bool mine = await manage.MayManage([.. held.Select(r => r.UnitId)], cancel);
            lines.Add(new(account, held, mine, second.Contains(account.Id)));
        }

        return lines;
    }
}

/// <param name="Unit">Path of the unit at or below which a role is held.</param>
internal sealed record AccountFilter(string? Q = null, Role? Role = null, string? Unit = null, bool? Disabled = null);

/// <param name="Mine">All its roles are within what the reader acts for, so she may act on it.</param>
/// <param name="HasSecond">Has an authenticator app or a passkey.</param>
internal sealed record AccountLine(Account Account, IReadOnlyList<AccountRole> Roles, bool Mine, bool HasSecond);
