using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Secrets;
using Modular.Kernel.Store;

namespace Modular.Kernel.Access;

/// <summary>
/// Slows guessing down without locking anybody out. Wrong tries count by name and address block (one IPv4 address, a
/// /64 of IPv6) and by name from anywhere; each beyond the free ones doubles the wait. A browser the person signed in
/// with before is judged by its own tries alone, so that a stranger who guesses at her name from elsewhere does not
/// keep her out.
/// </summary>
public sealed class SignInGuard(KernelDb db, PersonalData personal, TimeProvider clock)
{
    /// <summary>Wrong tries without any wait, by name and place.</summary>
    private const int Free = 5;

    /// <summary>The same by name from anywhere: many places that guess at one name are slowed down together.</summary>
    private const int FreeAnywhere = 50;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Forgotten = TimeSpan.FromHours(24);

    /// <summary>How long this name must still wait here; zero when it may be tried now.</summary>
    /// <param name="device">Key of the browser's cookie, if it has one.</param>
    public async Task<TimeSpan> Wait(
        string name,
        long? accountId,
        IPAddress? from,
        string? device,
        CancellationToken cancel
    )
    {
        bool known = await Knows(accountId, device, cancel);
        var here = await Left(Key(name, known ? "device:" + device : Block(from)), Free, cancel);
        if (known)
            return here;
        var anywhere = await Left(Key(name, null), FreeAnywhere, cancel);
        return here > anywhere ? here : anywhere;
    }

    public async Task Failed(string name, long? accountId, IPAddress? from, string? device, CancellationToken cancel)
    {
        bool known = await Knows(accountId, device, cancel);
        await Count(Key(name, known ? "device:" + device : Block(from)), accountId, cancel);
        if (!known)
            await Count(Key(name, null), accountId, cancel);
    }

    /// <summary>Forgets the wrong tries from here and remembers the browser.</summary>
    /// <returns>
    /// The browser's key, for its cookie, and whether the account was used before but never from there.
    /// </returns>
    public async Task<(string Device, bool Strange)> Passed(
        string name,
        long accountId,
        IPAddress? from,
        string? device,
        CancellationToken cancel
    )
    {
        byte[][] keys = [Key(name, Block(from)), Key(name, "device:" + device)];
        await db.SignInTries.Where(t => keys.Contains(t.Key)).ExecuteDeleteAsync(cancel);
        device = IsKey(device) ? device! : Convert.ToHexString(RandomNumberGenerator.GetBytes(32));
        byte[] hash = Hash(device);
        var now = clock.GetUtcNow();
        var row = await db.KnownDevices.SingleOrDefaultAsync(
            d => d.KeyHash == hash && d.AccountId == accountId,
            cancel
        );
        bool strange = row is null && await db.KnownDevices.AnyAsync(d => d.AccountId == accountId, cancel);
        if (row is null)
            db.KnownDevices.Add(
                new()
                {
                    KeyHash = hash,
                    AccountId = accountId,
                    SeenAt = now,
                }
            );
        else
            row.SeenAt = now;
        await db.SaveChangesAsync(cancel);
        return (device, strange);
    }

    /// <summary>
    /// An administrator gave a new password: the old mistakes no longer count, and no browser is known any more.
    /// </summary>
    public static async Task Forgive(KernelDb db, long accountId, CancellationToken cancel)
    {
        await db.SignInTries.Where(t => t.AccountId == accountId).ExecuteDeleteAsync(cancel);
        await db.KnownDevices.Where(d => d.AccountId == accountId).ExecuteDeleteAsync(cancel);
    }

    /// <summary>1, 2, 4 ... seconds after the free tries, at most a quarter of an hour.</summary>
    internal static TimeSpan Delay(int failures, int free) =>
        failures < free
            ? TimeSpan.Zero
            : TimeSpan.FromSeconds(Math.Min(Longest.TotalSeconds, Math.Pow(2, Math.Min(20, failures - free))));

    private async Task<TimeSpan> Left(byte[] key, int free, CancellationToken cancel)
    {
        var row = await db.SignInTries.AsNoTracking().SingleOrDefaultAsync(t => t.Key == key, cancel);
        if (row is null || clock.GetUtcNow() - row.LastAt > Forgotten)
            return TimeSpan.Zero;
        var left = row.LastAt + Delay(row.Failures, free) - clock.GetUtcNow();
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private async Task Count(byte[] key, long? accountId, CancellationToken cancel)
    {
        var (now, old) = (clock.GetUtcNow(), clock.GetUtcNow() - Forgotten);
        int met = await db
            .SignInTries.Where(t => t.Key == key)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(t => t.Failures, t => t.LastAt < old ? 1 : t.Failures + 1)
                        .SetProperty(t => t.LastAt, now),
                cancel
            );
        if (met > 0)
            return;
        db.SignInTries.Add(
            new()
            {
                Key = key,
                AccountId = accountId,
                Failures = 1,
                LastAt = now,
            }
        );
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException)
        {
            // Another request made the row at the same moment.
            db.Discard();
            await db
                .SignInTries.Where(t => t.Key == key)
                .ExecuteUpdateAsync(set => set.SetProperty(t => t.Failures, t => t.Failures + 1), cancel);
        }
    }

    private async Task<bool> Knows(long? accountId, string? device, CancellationToken cancel)
    {
        if (accountId is null || !IsKey(device))
            return false;
        byte[] hash = Hash(device!);
        return await db.KnownDevices.AnyAsync(d => d.KeyHash == hash && d.AccountId == accountId, cancel);
    }

    private static bool IsKey(string? device) => device is { Length: 64 } && device.All(char.IsAsciiHexDigit);

    private static byte[] Hash(string device) => SHA256.HashData(Encoding.ASCII.GetBytes(device));

    private static string Block(IPAddress? from) => "block:" + AddressBlock.Of(from);

    /// <summary>Keyed, so that nobody who has the rows counts back to names and addresses.</summary>
    private byte[] Key(string name, string? place) =>
        Convert.FromBase64String(
            personal.Digest("sign-in-try", $"{SignInName.Normal(name).ToUpperInvariant()}\n{place}")
        );
}

/// <summary>
/// Wrong tries of one name from one place, or of one name from anywhere. Kept for names that do not exist too, so that
/// nothing tells them from those that do.
/// </summary>
public sealed class SignInTry
{
    /// <summary>A keyed digest of the name, and of the place where it counts by place.</summary>
    public required byte[] Key { get; init; }
    public long? AccountId { get; init; }
    public int Failures { get; set; }
    public DateTimeOffset LastAt { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<SignInTry>(e =>
        {
            e.HasKey(t => t.Key);
            e.HasIndex(t => t.AccountId);
            e.HasIndex(t => t.LastAt);
        });
}

/// <summary>A browser somebody has signed in with before: it waits for nobody else's mistakes.</summary>
public sealed class KnownDevice
{
    /// <summary>SHA-256 of the key in the browser's cookie.</summary>
    public required byte[] KeyHash { get; init; }
    public long AccountId { get; init; }
    public DateTimeOffset SeenAt { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<KnownDevice>(e =>
        {
            e.HasKey(d => new { d.KeyHash, d.AccountId });
            e.HasIndex(d => d.AccountId);
        });
}
