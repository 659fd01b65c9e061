using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Units;

namespace Modular.Kernel.Access;

/// <summary>Opens, changes and disables accounts and their (role, unit) pairs, within the acting person's own subtree.</summary>
public sealed class ManageAccounts(UserManager<Account> users, KernelDb db, AccountDirectory directory, UnitDirectory units, TimeProvider clock)
{
    public async Task<Account> Open(string userName, string displayName, string password, IReadOnlyList<(Role Role, int UnitId)> roles, bool demonstration, CancellationToken cancel)
    {
        foreach (var (_, unitId) in roles) await CheckWithin(unitId, cancel);
        var account = new Account { Id = Ids.Next(clock), UserName = userName.Trim(), DisplayName = displayName.Trim(), Demonstration = demonstration, CreatedAt = clock.GetUtcNow() };
        db.AccountRoles.AddRange(roles.Distinct().Select(r => new AccountRole { AccountId = account.Id, Role = r.Role, UnitId = r.UnitId }));
        db.Record("account.opened", $"account:{account.UserName}", after: new { account.DisplayName, Roles = roles.Select(r => $"{r.Role}@{r.UnitId}") });
        Check(await users.CreateAsync(account, password));
        return account;
    }

    public async Task SetRoles(long id, IReadOnlyList<(Role Role, int UnitId)> roles, CancellationToken cancel)
    {
        var account = await Get(id, cancel);
        foreach (var (_, unitId) in roles) await CheckWithin(unitId, cancel);
        var before = await db.AccountRoles.Where(r => r.AccountId == id).ToListAsync(cancel);
        db.AccountRoles.RemoveRange(before.Where(b => !roles.Contains((b.Role, b.UnitId))));
        db.AccountRoles.AddRange(roles.Distinct().Where(r => !before.Exists(b => b.Role == r.Role && b.UnitId == r.UnitId)).Select(r => new AccountRole { AccountId = id, Role = r.Role, UnitId = r.UnitId }));
        db.Record("account.roles-set", $"account:{account.UserName}", before.Select(b => $"{b.Role}@{b.UnitId}"), roles.Select(r => $"{r.Role}@{r.UnitId}"));
        await db.SaveChangesAsync(cancel);
        directory.Forget(id);
    }

    public async Task SetDisabled(long id, bool disabled, CancellationToken cancel)
    {
        var account = await Get(id, cancel);
        if (disabled && id == db.Acting.AccountId) throw new RuleBroken("account.not-yourself");
        account.Disabled = disabled;
        db.Record(disabled ? "account.disabled" : "account.enabled", $"account:{account.UserName}");
        // A new stamp ends every session of the account.
        Check(await users.UpdateSecurityStampAsync(account));
        directory.Forget(id);
    }

    /// <summary>Gives a new random password, shown once.</summary>
    public async Task<string> ResetPassword(long id, CancellationToken cancel)
    {
        var account = await Get(id, cancel);
        string password = NewPassword();
        db.Record("account.password-reset", $"account:{account.UserName}");
        account.PasswordHash = users.PasswordHasher.HashPassword(account, password);
        Check(await users.UpdateSecurityStampAsync(account));
        directory.Forget(id);
        return password;
    }

    public async Task ChangeOwnPassword(string current, string wanted, CancellationToken cancel)
    {
        var account = await Get(db.Acting.AccountId ?? 0, cancel);
        db.Record("account.password-changed", $"account:{account.UserName}");
        Check(await users.ChangePasswordAsync(account, current, wanted));
        directory.Forget(account.Id);
    }

    public static string NewPassword()
    {
        const string letters = "abcdefghjkmnpqrstuvwxyz23456789";
        return string.Join('-', Enumerable.Range(0, 3).Select(_ => RandomNumberGenerator.GetString(letters, 4)));
    }

    private async Task<Account> Get(long id, CancellationToken cancel) => await db.Accounts.SingleOrDefaultAsync(a => a.Id == id, cancel) ?? throw new NotFound();

    private async Task CheckWithin(int unitId, CancellationToken cancel)
    {
        var unit = (await units.Tree(cancel)).Find(unitId) ?? throw new NotFound();
        if (db.Acting.ScopePath is not { } scope || !unit.Path.StartsWith(scope, StringComparison.Ordinal)) throw new NotFound();
    }

    private static void Check(IdentityResult result)
    {
        if (result.Succeeded) return;
        var error = result.Errors.First();
        throw new RuleBroken(error.Code switch
        {
            "DuplicateUserName" => "account.name-taken",
            "PasswordTooShort" => "account.password-short",
            "PasswordCommon" => "account.password-common",
            "PasswordMismatch" => "account.password-wrong",
            "InvalidUserName" => "account.name-invalid",
            _ => "account.refused",
        })
        { Field = error.Code.StartsWith("Password", StringComparison.Ordinal) ? "Password" : "UserName" };
    }
}
