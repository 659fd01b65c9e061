using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Rules;
using Modular.Kernel.Secrets;
using Modular.Kernel.Store;
using OtpNet;

namespace Modular.Kernel.Access.Second;

/// <summary>
/// The second factor: an authenticator app (TOTP, RFC 6238: SHA-1, six figures, thirty seconds, one step either way)
/// and passkeys, with ten recovery codes for the day the phone is gone.
/// </summary>
public sealed class SecondFactors(
    KernelDb db,
    UserManager<Account> users,
    AccountDirectory directory,
    SignInRuleBook rules,
    OperatorSecret secret,
    TimeProvider clock
)
{
    public const int Codes = 10;
    private const int KeyLength = 20;
    private const string Purpose = "authenticator";
    private static readonly VerificationWindow OneEitherWay = new(previous: 1, future: 1);

    public async Task<SecondState> State(long accountId, CancellationToken cancel)
    {
        bool app = await db.Authenticators.AnyAsync(a => a.AccountId == accountId, cancel);
        int left = await db.RecoveryCodes.CountAsync(c => c.AccountId == accountId && c.UsedAt == null, cancel);
        var account = await db.Accounts.AsNoTracking().SingleAsync(a => a.Id == accountId, cancel);
        return new(app, [.. await users.GetPasskeysAsync(account)], left);
    }

    /// <summary>Accounts that have one.</summary>
    public static IQueryable<long> Holders(KernelDb db) =>
        db.Authenticators.Select(a => a.AccountId).Union(db.Passkeys.Select(p => p.UserId));

    /// <summary>A key to show to the app; nothing is kept before a code has shown that the app holds it.</summary>
    /// <returns>The key in Base32, as apps take it.</returns>
    public static string NewKey() => Base32Encoding.ToString(RandomNumberGenerator.GetBytes(KeyLength));

    /// <summary>A first right code shows that the app holds the key.</summary>
    /// <param name="key">What <see cref="NewKey"/> gave.</param>
    /// <returns>New recovery codes if there were none, to be shown once; else none.</returns>
    public Task<IReadOnlyList<string>> AddApp(string key, string code, CancellationToken cancel) =>
        db.InTransaction(
            async () =>
            {
                var account = await Mine(cancel);
                if (await db.Authenticators.AnyAsync(a => a.AccountId == account.Id, cancel))
                    throw new RuleBroken("second.app-there");
                byte[] bytes = Base32Encoding.ToBytes(key);
                if (Step(bytes, 0, code) is not { } step)
                    throw new RuleBroken("second.code-wrong") { Field = "Code" };
                db.Authenticators.Add(
                    new()
                    {
                        AccountId = account.Id,
                        SealedKey = Sealed.Seal(KeyOf(account.Id), bytes),
                        ConfirmedAt = clock.GetUtcNow(),
                        LastStep = step,
                    }
                );
                db.Record("account.second-app-added", $"account:{account.UserName}");
                var codes = await NewCodesIfNone(account.Id, cancel);
                await Save(account, cancel);
                return codes;
            },
            cancel
        );

    /// <summary>Takes the app away from the account that acts.</summary>
    public Task RemoveApp(CancellationToken cancel) =>
        db.InTransaction(
            async () =>
            {
                var account = await Mine(cancel);
                var state = await State(account.Id, cancel);
                if (state.Passkeys.Count == 0)
                    await CheckNotNeeded(account, cancel);
                await db.Authenticators.Where(a => a.AccountId == account.Id).ExecuteDeleteAsync(cancel);
                db.Record("account.second-app-removed", $"account:{account.UserName}");
                if (state.Passkeys.Count == 0)
                    await DropCodes(account.Id, cancel);
                await Save(account, cancel);
                return true;
            },
            cancel
        );

    /// <returns>New recovery codes if there were none, to be shown once; else none.</returns>
    public Task<IReadOnlyList<string>> AddPasskey(UserPasskeyInfo passkey, string name, CancellationToken cancel) =>
        db.InTransaction(
            async () =>
            {
                var account = await Mine(cancel);
                passkey.Name = name.Trim() is { Length: > 0 } said ? said[..Math.Min(40, said.Length)] : null;
                if ((await users.GetPasskeysAsync(account)).Count >= 10)
                    throw new RuleBroken("second.passkeys-many");
                db.Record("account.passkey-added", $"account:{account.UserName}", after: new { passkey.Name });
                var result = await users.AddOrUpdatePasskeyAsync(account, passkey);
                if (!result.Succeeded)
                    throw new RuleBroken("second.passkey-refused");
                var codes = await NewCodesIfNone(account.Id, cancel);
                await Save(account, cancel);
                return codes;
            },
            cancel
        );

    public Task RemovePasskey(byte[] id, CancellationToken cancel) =>
        db.InTransaction(
            async () =>
            {
                var account = await Mine(cancel);
                var state = await State(account.Id, cancel);
                if (!state.App && state.Passkeys.Count == 1)
                    await CheckNotNeeded(account, cancel);
                if (!state.Passkeys.Any(p => p.CredentialId.AsSpan().SequenceEqual(id)))
                    throw new NotFound();
                db.Record("account.passkey-removed", $"account:{account.UserName}");
                await users.RemovePasskeyAsync(account, id);
                if (!state.App && state.Passkeys.Count == 1)
                    await DropCodes(account.Id, cancel);
                await Save(account, cancel);
                return true;
            },
            cancel
        );

    /// <summary>Ten new codes; the old ones are good for nothing any more.</summary>
    public Task<IReadOnlyList<string>> NewCodes(CancellationToken cancel) =>
        db.InTransaction(
            async () =>
            {
                var account = await Mine(cancel);
                var codes = await ReplaceCodes(account.Id, cancel);
                db.Record("account.recovery-codes", $"account:{account.UserName}");
                db.NotifyPerson(AccountNotices.SecondChanged, account.Id, AccountNotices.Page);
                await db.SaveChangesAsync(cancel);
                return codes;
            },
            cancel
        );

    /// <summary>Whether these six figures are the app's, now and for the first time. Counts as used at once.</summary>
    public async Task<bool> TakeAppCode(long accountId, string code, CancellationToken cancel)
    {
        var row = await db.Authenticators.AsNoTracking().SingleOrDefaultAsync(a => a.AccountId == accountId, cancel);
        if (row is null || Step(Open(row), row.LastStep, code) is not { } step)
            return false;
        // Of two requests with one code one finds the step unused.
        return await db
                .Authenticators.Where(a => a.AccountId == accountId && a.LastStep < step)
                .ExecuteUpdateAsync(set => set.SetProperty(a => a.LastStep, step), cancel) == 1;
    }

    public async Task<bool> TakeRecoveryCode(long accountId, string code, CancellationToken cancel)
    {
        byte[] hash = SecretCode.Hash(code);
        var now = clock.GetUtcNow();
        return await db
                .RecoveryCodes.Where(c => c.Hash == hash && c.AccountId == accountId && c.UsedAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(c => c.UsedAt, now), cancel) == 1;
    }

    /// <summary>Everything besides the password goes, for somebody who has lost phone and codes.</summary>
    internal static async Task Clear(KernelDb db, long accountId, CancellationToken cancel)
    {
        await db.Authenticators.Where(a => a.AccountId == accountId).ExecuteDeleteAsync(cancel);
        await db.RecoveryCodes.Where(c => c.AccountId == accountId).ExecuteDeleteAsync(cancel);
        await db.Passkeys.Where(p => p.UserId == accountId).ExecuteDeleteAsync(cancel);
    }

    private async Task<IReadOnlyList<string>> NewCodesIfNone(long accountId, CancellationToken cancel) =>
        await db.RecoveryCodes.AnyAsync(c => c.AccountId == accountId && c.UsedAt == null, cancel)
            ? []
            : await ReplaceCodes(accountId, cancel);

    private async Task<IReadOnlyList<string>> ReplaceCodes(long accountId, CancellationToken cancel)
    {
        await DropCodes(accountId, cancel);
        string[] codes = [.. Enumerable.Range(0, Codes).Select(_ => Short(SecretCode.New()))];
        db.RecoveryCodes.AddRange(
            codes.Select(c => new RecoveryCode { Hash = SecretCode.Hash(c), AccountId = accountId })
        );
        return codes;
    }

    private Task DropCodes(long accountId, CancellationToken cancel) =>
        db.RecoveryCodes.Where(c => c.AccountId == accountId).ExecuteDeleteAsync(cancel);

    /// <summary>75 bits: nobody guesses them, and people copy them by hand.</summary>
    private static string Short(string code) => SecretCode.Spaced(code[..15]);

    private async Task Save(Account account, CancellationToken cancel)
    {
        // A new stamp: what other hosts remember of the account is old.
        await users.UpdateSecurityStampAsync(account);
        db.NotifyPerson(AccountNotices.SecondChanged, account.Id, AccountNotices.Page);
        await db.SaveChangesAsync(cancel);
        directory.Forget(account.Id);
    }

    private async Task CheckNotNeeded(Account account, CancellationToken cancel)
    {
        var roles = await db.AccountRoles.Where(r => r.AccountId == account.Id).Select(r => r.Role).ToListAsync(cancel);
        if ((await rules.Read(cancel)).NeedsSecond(roles))
            throw new RuleBroken("second.needed");
    }

    private long Me() => db.Acting.AccountId ?? throw new NotFound();

    private async Task<Account> Mine(CancellationToken cancel)
    {
        long me = Me();
        return await db.Accounts.SingleAsync(a => a.Id == me, cancel);
    }

    /// <summary>The half minute whose code this is; null when it is none of those that count.</summary>
    /// <param name="last">The half minute of the last code that was taken.</param>
    private long? Step(byte[] key, long last, string code)
    {
        string figures = string.Concat(Language.Width.Narrow(code).Where(char.IsAsciiDigit));
        if (figures.Length != 6)
            return null;
        bool right = new Totp(key).VerifyTotp(clock.GetUtcNow().UtcDateTime, figures, out long step, OneEitherWay);
        return right && step > last ? step : null;
    }

    private byte[] Open(Authenticator row) => Sealed.Open(KeyOf(row.AccountId), row.SealedKey);

    /// <summary>A key of the account's own: a row copied to another account opens nothing there.</summary>
    private byte[] KeyOf(long accountId)
    {
        byte[] salt = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(salt, accountId);
        return secret.KeyFor(Purpose, salt);
    }
}

/// <summary>What an account has besides its password.</summary>
/// <param name="CodesLeft">Recovery codes not used yet.</param>
public sealed record SecondState(bool App, IReadOnlyList<UserPasskeyInfo> Passkeys, int CodesLeft)
{
    public bool Any => App || Passkeys.Count > 0;
}
