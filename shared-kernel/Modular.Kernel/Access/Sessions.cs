using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Modular.Kernel.Access.Second;
using Modular.Kernel.Data;
using Modular.Kernel.Store;

namespace Modular.Kernel.Access;

/// <summary>
/// Keeps sessions as rows. Every request looks its row up, so that what ends a session (sign-out, another password, a
/// disabled account, a role taken away) ends it on every host at the next request.
/// </summary>
public sealed class Sessions(
    IDbContextFactoryOf<KernelDb> contexts,
    SessionReader reader,
    SessionLimits limits,
    SignInRuleBook rules,
    TimeProvider clock
) : ITicketStore
{
    /// <summary>Claim with the id of the session's row.</summary>
    public const string IdClaim = "session";

    private static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(5);

    public async Task<string> StoreAsync(
        AuthenticationTicket ticket,
        HttpContext httpContext,
        CancellationToken cancellationToken
    )
    {
        string key = Convert.ToHexString(RandomNumberGenerator.GetBytes(32));
        var now = clock.GetUtcNow();
        long account = long.Parse(
            ticket.Principal.FindFirstValue(ClaimTypes.NameIdentifier)!,
            CultureInfo.InvariantCulture
        );
        await using var db = contexts.Create();
        db.Sessions.Add(
            new()
            {
                KeyHash = Hash(key),
                Id = Ids.Next(clock),
                AccountId = account,
                CreatedAt = now,
                SeenAt = now,
                LatestAt = now + limits.Longest,
                ExpiresAt = now + await Idle(cancellationToken),
                Origin = httpContext.Connection.RemoteIpAddress?.ToString() ?? "",
                Device = DeviceName.Of(httpContext.Request.Headers.UserAgent),
            }
        );
        await db.SaveChangesAsync(cancellationToken);
        return key;
    }

    public async Task<AuthenticationTicket?> RetrieveAsync(
        string key,
        HttpContext httpContext,
        CancellationToken cancellationToken
    )
    {
        byte[] hash = Hash(key);
        var now = clock.GetUtcNow();
        var found = await reader.Find(hash, cancellationToken);
        if (found is null || found.ExpiresAt <= now)
            return null;
        if (now - found.SeenAt >= SeenEvery)
            await Seen(hash, found.LatestAt, now, cancellationToken);
        var identity = new ClaimsIdentity(
            [
                new(ClaimTypes.NameIdentifier, found.AccountId.ToString(CultureInfo.InvariantCulture)),
                new(ClaimTypes.Name, found.Name),
                new(StampClaim, found.Stamp),
                new(IdClaim, found.Id.ToString(CultureInfo.InvariantCulture)),
            ],
            IdentityConstants.ApplicationScheme
        );
        // The row decides when it ends; what the cookie says of time must not end it earlier.
        var properties = new AuthenticationProperties
        {
            IssuedUtc = now,
            ExpiresUtc = found.LatestAt,
            AllowRefresh = false,
        };
        return new(new(identity), properties, IdentityConstants.ApplicationScheme);
    }

    /// <summary>The account's present stamp: a copy of its rights kept in memory under another one is old.</summary>
    public const string StampClaim = "stamp";

    public Task RenewAsync(
        string key,
        AuthenticationTicket ticket,
        HttpContext httpContext,
        CancellationToken cancellationToken
    ) => Task.CompletedTask;

    /// <summary>
    /// What the framework calls has the request; these are what it called before there was one to hand over.
    /// </summary>
    Task<string> ITicketStore.StoreAsync(AuthenticationTicket ticket) => throw new NotSupportedException();

    Task ITicketStore.RenewAsync(string key, AuthenticationTicket ticket) => Task.CompletedTask;

    Task<AuthenticationTicket?> ITicketStore.RetrieveAsync(string key) => throw new NotSupportedException();

    Task ITicketStore.RemoveAsync(string key) => throw new NotSupportedException();

    public async Task RemoveAsync(string key, HttpContext httpContext, CancellationToken cancellationToken)
    {
        byte[] hash = Hash(key);
        await using var db = contexts.Create();
        await db.Sessions.Where(s => s.KeyHash == hash).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>Ends every session of an account, within the caller's transaction if there is one.</summary>
    public static Task EndAll(KernelDb db, long accountId, CancellationToken cancel) =>
        db.Sessions.Where(s => s.AccountId == accountId).ExecuteDeleteAsync(cancel);

    /// <summary>Ends one session of the person herself.</summary>
    public static async Task EndOwn(KernelDb db, long id, CancellationToken cancel)
    {
        long me = db.Acting.AccountId ?? 0;
        if (await db.Sessions.Where(s => s.AccountId == me && s.Id == id).ExecuteDeleteAsync(cancel) == 0)
            return;
        db.Record("account.session-ended", $"account:{me}");
        await db.SaveChangesAsync(cancel);
    }

    public static Task<List<Session>> Own(KernelDb db, CancellationToken cancel)
    {
        long me = db.Acting.AccountId ?? 0;
        return db
            .Sessions.AsNoTracking()
            .Where(s => s.AccountId == me)
            .OrderByDescending(s => s.SeenAt)
            .ToListAsync(cancel);
    }

    /// <summary>Rows of sessions that ended by themselves go.</summary>
    public async Task Clear(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        await using var db = contexts.Create();
        await db.Sessions.Where(s => s.ExpiresAt <= now).ExecuteDeleteAsync(cancel);
    }

    private async Task Seen(byte[] hash, DateTimeOffset latest, DateTimeOffset now, CancellationToken cancel)
    {
        var until = now + await Idle(cancel);
        if (until > latest)
            until = latest;
        await using var db = contexts.Create();
        await db
            .Sessions.Where(s => s.KeyHash == hash)
            .ExecuteUpdateAsync(
                set => set.SetProperty(s => s.SeenAt, now).SetProperty(s => s.ExpiresAt, until),
                cancel
            );
    }

    private async ValueTask<TimeSpan> Idle(CancellationToken cancel) =>
        (await rules.Read(cancel)).Classified && limits.Idle > SignInRules.ClassifiedIdle
            ? SignInRules.ClassifiedIdle
            : limits.Idle;

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.ASCII.GetBytes(key));
}

/// <summary>How long a session lives.</summary>
/// <param name="Idle">Ends when not used for so long; <c>SignIn:IdleMinutes</c>, 600 by default.</param>
/// <param name="Longest">Ends at the latest after so long; <c>SignIn:LongestHours</c>, 72 by default.</param>
public sealed record SessionLimits(TimeSpan Idle, TimeSpan Longest)
{
    public static SessionLimits From(IConfiguration configuration) =>
        new(
            TimeSpan.FromMinutes(Math.Clamp(configuration.GetValue("SignIn:IdleMinutes", 600), 5, 7 * 24 * 60)),
            TimeSpan.FromHours(Math.Clamp(configuration.GetValue("SignIn:LongestHours", 72), 1, 24 * 30))
        );
}
