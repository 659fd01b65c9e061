using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;
using Modular.Kernel.Notices;
using Modular.Kernel.Privacy;
using Modular.Kernel.Rules;
using Modular.Kernel.Secrets;
using Modular.Kernel.Units;
using Modular.Needs.Data;
using Modular.Needs.Domain;

namespace Modular.Needs.Tracking;

/// <summary>Subscribing by mail: ask, confirm by code, end.</summary>
internal sealed class FollowNeeds(
    NeedsDb db,
    PersonalData personal,
    PersonKeys keys,
    MailSender mail,
    KeepCategories categories,
    UnitDirectory units,
    TimeProvider clock
)
{
    private const int MostADay = 5;
    private static readonly TimeSpan CodeLives = TimeSpan.FromMinutes(30);

    /// <summary>Without a mail server nothing is offered.</summary>
    public bool Possible => mail.Configured;

    /// <returns>The subscription that waits for its code.</returns>
    public async Task<long> Ask(
        string? address,
        long? needId,
        int? unitId,
        int? categoryId,
        CancellationToken cancel,
        Consent? consent = null
    )
    {
        if (!Possible)
            throw new NotFound();
        address = address?.Trim();
        if (address is not { Length: <= 120 } || !MailAddresses.Valid(address))
            throw new RuleBroken("needs.follow.address") { Field = "Email" };
        if (needId is null && unitId is null && categoryId is null)
            throw new RuleBroken("needs.follow.what") { Field = "UnitId" };
        if (unitId is { } unit && (await units.Tree(cancel)).Find(unit) is null)
            throw new RuleBroken("needs.unit-needed") { Field = "UnitId" };
        if (categoryId is { } category && !(await categories.All(cancel)).Any(c => c.Id == category && !c.Retired))
            throw new RuleBroken("needs.category-unknown") { Field = "CategoryId" };
        string key = Key(keys, address);
        var now = clock.GetUtcNow();
        var day = now.AddDays(-1);
        // Who never typed the code in is forgotten after a day.
        await db.Followers.Where(f => f.ConfirmedAt == null && f.AskedAt <= day).ExecuteDeleteAsync(cancel);
        if (await db.Followers.CountAsync(f => f.AddressKey == key && f.AskedAt > day, cancel) >= MostADay)
            throw new RuleBroken("needs.follow.too-often") { Field = "Email" };
        string code = RandomNumberGenerator
            .GetInt32(1_000_000)
            .ToString("000000", System.Globalization.CultureInfo.InvariantCulture);
        var row = new Follower
        {
            Id = Ids.Next(clock) ^ RandomNumberGenerator.GetInt32(1 << 20),
            Address = personal.Seal(address)!,
            AddressKey = key,
            NeedId = needId,
            UnitId = unitId,
            CategoryId = categoryId,
            CodeHash = Hash(code),
            AskedAt = now,
            ConsentVersion = consent?.Version,
            ConsentAt = consent?.At,
        };
        db.Followers.Add(row);
        db.NotifyAddress("needs.follow-code", row.Address, $"/follow/{row.Id}", code);
        await db.SaveChangesAsync(cancel);
        return row.Id;
    }

    public async Task<Following> Show(long id, CancellationToken cancel)
    {
        var row =
            await db.Followers.AsNoTracking().SingleOrDefaultAsync(f => f.Id == id, cancel) ?? throw new NotFound();
        return new(
            row.Id,
            row.NeedId is { } need
                ? await db
                    .Needs.IgnoreQueryFilters([ModuleDb.ScopeFilter])
                    .Where(n => n.Id == need)
                    .Select(n => n.Number)
                    .SingleOrDefaultAsync(cancel)
                : null,
            row.UnitId is { } unit ? (await units.Tree(cancel)).Name(unit) : null,
            row.CategoryId is { } category
                ? (await categories.All(cancel)).FirstOrDefault(c => c.Id == category)?.Name
                : null,
            row.ConfirmedAt is not null
        );
    }

    public async Task Confirm(long id, string? code, CancellationToken cancel)
    {
        var row = await db.Followers.SingleOrDefaultAsync(f => f.Id == id, cancel) ?? throw new NotFound();
        if (row.ConfirmedAt is not null)
            return;
        // One try is taken by compare-and-swap before the code is looked at, so guesses sent side by side do not share
        // one.
        if (
            await db
                .Followers.Where(f => f.Id == id && f.TriesLeft > 0)
                .ExecuteUpdateAsync(set => set.SetProperty(f => f.TriesLeft, f => f.TriesLeft - 1), cancel) == 0
            || row.AskedAt + CodeLives < clock.GetUtcNow()
        )
            throw new RuleBroken("needs.follow.code-ended") { Field = "Code" };
        if (row.CodeHash is not { } kept || !CryptographicOperations.FixedTimeEquals(kept, Hash(code ?? "")))
            throw new RuleBroken("needs.follow.code-wrong") { Field = "Code" };
        // The same address once per thing.
        await db
            .Followers.Where(f =>
                f.AddressKey == row.AddressKey
                && f.NeedId == row.NeedId
                && f.UnitId == row.UnitId
                && f.CategoryId == row.CategoryId
                && f.Id != id
            )
            .ExecuteDeleteAsync(cancel);
        (row.ConfirmedAt, row.CodeHash) = (clock.GetUtcNow(), null);
        await db.SaveChangesAsync(cancel);
    }

    public async Task End(long id, string key, CancellationToken cancel)
    {
        if (
            !CryptographicOperations.FixedTimeEquals(
                Encoding.ASCII.GetBytes(key),
                Encoding.ASCII.GetBytes(Follower.Ending(keys, id))
            )
        )
            throw new NotFound();
        await db.Followers.Where(f => f.Id == id).ExecuteDeleteAsync(cancel);
    }

    /// <summary>By which one address follows a thing once.</summary>
    public static string Key(PersonKeys keys, string address) =>
        keys.Short("mail:" + address.Trim().ToLowerInvariant());

    private static byte[] Hash(string code) =>
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(code.Where(char.IsAsciiDigit))));
}

/// <summary>What is followed: a need by its number, or a place, a category, or both.</summary>
internal sealed record Following(long Id, string? Number, string? UnitName, string? CategoryName, bool Confirmed);
