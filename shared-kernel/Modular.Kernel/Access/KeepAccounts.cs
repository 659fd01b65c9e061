using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Access.Second;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Store;
using Modular.Kernel.Units;

namespace Modular.Kernel.Access;

/// <summary>
/// Opens, changes and disables accounts and their (role, unit) pairs. An act on an account asks that every role it has
/// lies within what the acting person acts for: whoever leads one town has no hold on the district's people.
/// </summary>
public sealed class KeepAccounts(
    UserManager<Account> users,
    KernelDb db,
    AccountDirectory directory,
    UnitDirectory units,
    SignInRuleBook rules,
    TimeProvider clock
)
{
    /// <summary>Roles that see or may do everything at their unit; they are given only by saying so twice.</summary>
    public static readonly IReadOnlySet<Role> Powerful = new HashSet<Role>
    {
        Role.Administrator,
        Role.Auditor,
        Role.SecurityAdministrator,
    };

    /// <param name="handedOut">Somebody else knows the password; it must be changed before anything else.</param>
    public async Task<Account> Open(
        string userName,
        string displayName,
        string password,
        IReadOnlyList<(Role Role, int UnitId)> roles,
        bool demonstration,
        CancellationToken cancel,
        bool handedOut = false
    )
    {
        foreach (var (_, unitId) in roles)
            await CheckWithin(unitId, cancel);
        await CheckApart(roles, cancel);
        string name = SignInName.Check(userName);
        await CheckUnlike(name, cancel);
        var account = new Account
        {
            Id = Ids.Next(clock),
            UserName = name,
            DisplayName = displayName.Trim(),
            Demonstration = demonstration,
            MustChangePassword = handedOut,
            CreatedAt = clock.GetUtcNow(),
            PasswordChangedAt = clock.GetUtcNow(),
        };
        db.AccountRoles.AddRange(
            roles
                .Distinct()
                .Select(r => new AccountRole
                {
                    AccountId = account.Id,
                    Role = r.Role,
                    UnitId = r.UnitId,
                })
        );
        db.Record(
            "account.opened",
            $"account:{account.UserName}",
            after: new { account.DisplayName, Roles = Said(roles) }
        );
        Check(await users.CreateAsync(account, password));
        return account;
    }

    /// <summary>Adds one role; those that see everything only when <paramref name="sure"/>.</summary>
    public async Task AddRole(long id, Role role, int unitId, bool sure, CancellationToken cancel)
    {
        if (Powerful.Contains(role) && !sure)
            throw new RuleBroken("account.powerful-unsure") { Field = "Sure" };
        await SetRoles(id, [.. await Held(id, cancel), (role, unitId)], cancel);
    }

    public async Task RemoveRole(long id, Role role, int unitId, CancellationToken cancel) =>
        await SetRoles(id, [.. (await Held(id, cancel)).Where(r => r != (role, unitId))], cancel);

    public async Task SetRoles(long id, IReadOnlyList<(Role Role, int UnitId)> roles, CancellationToken cancel)
    {
        var account = await Get(id, cancel);
        foreach (var (_, unitId) in roles)
            await CheckWithin(unitId, cancel);
        await CheckApart(roles, cancel);
        var before = await db.AccountRoles.Where(r => r.AccountId == id).ToListAsync(cancel);
        if (
            id == db.Acting.AccountId
            && before.Exists(b => b.Role == Role.Administrator && !roles.Contains((b.Role, b.UnitId)))
        )
            throw new RuleBroken("account.not-your-own-power");
        var taken = before.Where(b => !roles.Contains((b.Role, b.UnitId))).ToList();
        db.AccountRoles.RemoveRange(taken);
        db.AccountRoles.AddRange(
            roles
                .Distinct()
                .Where(r => !before.Exists(b => b.Role == r.Role && b.UnitId == r.UnitId))
                .Select(r => new AccountRole
                {
                    AccountId = id,
                    Role = r.Role,
                    UnitId = r.UnitId,
                })
        );
        db.Record(
            "account.roles-set",
            $"account:{account.UserName}",
            Said(before.Select(b => (b.Role, b.UnitId))),
            Said(roles)
        );
        // A new stamp: no host goes on with the old rights. A right taken away ends what was begun with it.
        if (taken.Count > 0)
            await EndSessions(account, cancel);
        else
            Check(await users.UpdateSecurityStampAsync(account));
        directory.Forget(id);
    }

    public async Task SetDisabled(long id, bool disabled, CancellationToken cancel)
    {
        var account = await Get(id, cancel);
        if (disabled && id == db.Acting.AccountId)
            throw new RuleBroken("account.not-yourself");
        account.Disabled = disabled;
        db.Record(disabled ? "account.disabled" : "account.enabled", $"account:{account.UserName}");
        await EndSessions(account, cancel);
    }

    /// <summary>
    /// Gives a new random password, shown once, to be changed at the next sign-in; lifts the lock of wrong tries.
    /// </summary>
    public async Task<string> ResetPassword(long id, CancellationToken cancel, bool handedOut = true)
    {
        var account = await Get(id, cancel);
        string password = NewPassword();
        db.Record("account.password-reset", $"account:{account.UserName}");
        account.PasswordHash = users.PasswordHasher.HashPassword(account, password);
        db.NotifyPerson(AccountNotices.PasswordChanged, account.Id, AccountNotices.Page);
        account.MustChangePassword = handedOut;
        account.PasswordChangedAt = clock.GetUtcNow();
        await db.InTransaction(
            async () =>
            {
                await SignInGuard.Forgive(db, account.Id, cancel);
                await EndSessions(account, cancel);
            },
            cancel
        );
        return password;
    }

    public async Task ChangeOwnPassword(string current, string wanted, CancellationToken cancel)
    {
        var account = await Find(db.Acting.AccountId ?? 0, cancel);
        db.Record("account.password-changed", $"account:{account.UserName}");
        if (current == wanted)
            throw new RuleBroken("account.password-same") { Field = "Password" };
        db.NotifyPerson(AccountNotices.PasswordChanged, account.Id, AccountNotices.Page);
        account.MustChangePassword = false;
        account.PasswordChangedAt = clock.GetUtcNow();
        await db.InTransaction(
            async () =>
            {
                Check(await users.ChangePasswordAsync(account, current, wanted));
                await Sessions.EndAll(db, account.Id, cancel);
            },
            cancel
        );
        directory.Forget(account.Id);
    }

    /// <summary>
    /// Takes app, passkeys and recovery codes away from somebody who has lost them; the next sign-in asks for the
    /// password alone.
    /// </summary>
    public async Task ResetSecond(long id, CancellationToken cancel)
    {
        var account = await Get(id, cancel);
        db.Record("account.second-reset", $"account:{account.UserName}");
        db.NotifyPerson(AccountNotices.SecondChanged, account.Id, AccountNotices.Page);
        await db.InTransaction(
            async () =>
            {
                await SecondFactors.Clear(db, id, cancel);
                await EndSessions(account, cancel);
            },
            cancel
        );
    }

    /// <summary>Letters, hyphens and at least one figure: three kinds, as the strictest rules ask.</summary>
    public static string NewPassword()
    {
        const string letters = "abcdefghjkmnpqrstuvwxyz23456789";
        while (true)
        {
            string made = string.Join(
                '-',
                Enumerable.Range(0, 3).Select(_ => RandomNumberGenerator.GetString(letters, 4))
            );
            if (made.Any(char.IsAsciiDigit))
                return made;
        }
    }

    /// <summary>
    /// Whether this person may act on the account: all its roles are below her, or it has none and she leads the
    /// district.
    /// </summary>
    public async Task<bool> MayManage(IReadOnlyCollection<int> unitIds, CancellationToken cancel)
    {
        if (unitIds.Count == 0)
            return db.Acting.LeadsDistrict;
        var tree = await units.Tree(cancel);
        return unitIds.All(id => tree.Find(id) is { } unit ? db.Acting.Reaches(unit.Path) : db.Acting.LeadsDistrict);
    }

    /// <summary>Saves what was changed of the account and ends its sessions, both or neither.</summary>
    private async Task EndSessions(Account account, CancellationToken cancel)
    {
        await db.InTransaction(
            async () =>
            {
                Check(await users.UpdateSecurityStampAsync(account));
                await Sessions.EndAll(db, account.Id, cancel);
            },
            cancel
        );
        directory.Forget(account.Id);
    }

    private static IEnumerable<string> Said(IEnumerable<(Role Role, int UnitId)> roles) =>
        roles.Select(r => $"{r.Role}@{r.UnitId}");

    private async Task<List<(Role, int)>> Held(long id, CancellationToken cancel) =>
        [
            .. (await db.AccountRoles.AsNoTracking().Where(r => r.AccountId == id).ToListAsync(cancel)).Select(r =>
                (r.Role, r.UnitId)
            ),
        ];

    private async Task<Account> Find(long id, CancellationToken cancel) =>
        await db.Accounts.SingleOrDefaultAsync(a => a.Id == id, cancel) ?? throw new NotFound();

    private async Task<Account> Get(long id, CancellationToken cancel)
    {
        var account = await Find(id, cancel);
        int[] held = [.. (await Held(id, cancel)).Select(r => r.Item2)];
        return await MayManage(held, cancel) ? account : throw new NotFound();
    }

    /// <summary>A name that reads like another's is refused, whatever letters make it up.</summary>
    private async Task CheckUnlike(string name, CancellationToken cancel)
    {
        string skeleton = SignInName.Skeleton(name);
        await foreach (
            string? other in db.Accounts.Select(a => a.UserName).AsAsyncEnumerable().WithCancellation(cancel)
        )
            if (other is not null && SignInName.Skeleton(other) == skeleton)
                throw new RuleBroken(SameName(other, name) ? "account.name-taken" : "account.name-alike", other)
                {
                    Field = "UserName",
                };
    }

    private async Task CheckApart(IReadOnlyList<(Role Role, int UnitId)> roles, CancellationToken cancel)
    {
        if (ApartHands.Clash(roles.Select(r => r.Role)) && (await rules.Read(cancel)).Classified)
            throw new RuleBroken("account.hands-apart") { Field = "Role" };
    }

    private static bool SameName(string a, string b) =>
        string.Equals(SignInName.Normal(a), SignInName.Normal(b), StringComparison.OrdinalIgnoreCase);

    private async Task CheckWithin(int unitId, CancellationToken cancel)
    {
        // From the tables and not from the tree in memory: at the set-up the district is made in the same transaction.
        var unit =
            await db.Units.FindAsync([unitId], cancel)
            ?? throw new RuleBroken("account.unit-needed") { Field = "UnitId" };
        if (!db.Acting.Reaches(unit.Path))
            throw new NotFound();
    }

    private static void Check(IdentityResult result)
    {
        if (result.Succeeded)
            return;
        var error = result.Errors.First();
        throw new RuleBroken(
            error.Code switch
            {
                "DuplicateUserName" => "account.name-taken",
                "PasswordTooShort" => "account.password-short",
                "PasswordCommon" => "account.password-common",
                "PasswordKinds" => "account.password-kinds",
                "PasswordLikeName" => "account.password-like-name",
                "PasswordMismatch" => "account.password-wrong",
                "InvalidUserName" => "account.name-invalid",
                _ => "account.refused",
            }
        )
        {
            Field = error.Code switch
            {
                "PasswordMismatch" => "Current",
                _ when error.Code.StartsWith("Password", StringComparison.Ordinal) => "Password",
                _ => "UserName",
            },
        };
    }
}
