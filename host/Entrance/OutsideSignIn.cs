using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Modular.Kernel.Access;
using Modular.Kernel.Rules;
using Modular.Kernel.Store;
using Modular.Kernel.Ui;

namespace Modular.Host.Entrance;

/// <summary>
/// Signing in by what the district has already (统一身份认证), over OpenID Connect: code flow with PKCE. Nobody gets an
/// account by it: an account is linked by its owner, or by its sign-in name where the operator vouches for the names
/// (<c>SignIn:Oidc:NameClaim</c>).
/// </summary>
internal sealed partial class OutsideSignIn(IConfiguration configuration, UserManager<Account> users, KernelDb db)
{
    private const string Scheme = "oidc";
    private const string Subject = "sub";

    private static string Section(string key) => "SignIn:Oidc:" + key;

    private string Authority => configuration[Section("Authority")] ?? "";

    /// <summary>What the button says; null when no outside sign-in is set up.</summary>
    public string? Name => Authority.Length == 0 ? null : configuration[Section("Name")] ?? "OpenID Connect";

    /// <summary>Where a form may lead: the provider, and what else the operator names.</summary>
    public static string Origins(IConfiguration configuration) =>
        Uri.TryCreate(configuration[Section("Authority")], UriKind.Absolute, out var authority)
            ? $"{authority.GetLeftPart(UriPartial.Authority)} {configuration[Section("Origins")]}".TrimEnd()
            : "";

    public static void Add(AuthenticationBuilder authentication, IConfiguration configuration)
    {
        if (configuration[Section("Authority")] is not { Length: > 0 } authority)
            return;
        authentication.AddCookie(
            IdentityConstants.ExternalScheme,
            cookie =>
            {
                KeptCookie.Bind(cookie.Cookie, configuration, "outside");
                cookie.ExpireTimeSpan = TimeSpan.FromMinutes(5);
            }
        );
        authentication.AddOpenIdConnect(
            Scheme,
            oidc =>
            {
                oidc.SignInScheme = IdentityConstants.ExternalScheme;
                oidc.Authority = authority;
                oidc.RequireHttpsMetadata = !new Uri(authority).IsLoopback;
                oidc.ClientId = configuration[Section("ClientId")];
                oidc.ClientSecret = configuration[Section("ClientSecret")];
                oidc.ResponseType = OpenIdConnectResponseType.Code;
                // As a query and not as a form of another site, so that the cookies of the way need not be open to it.
                oidc.ResponseMode = OpenIdConnectResponseMode.Query;
                oidc.UsePkce = true;
                oidc.MapInboundClaims = false;
                oidc.CallbackPath = "/sign-in/outside/back";
                KeptCookie.Bind(oidc.CorrelationCookie, configuration, "outside-way.");
                KeptCookie.Bind(oidc.NonceCookie, configuration, "outside-nonce.");
                oidc.CorrelationCookie.SameSite = oidc.NonceCookie.SameSite = SameSiteMode.Lax;

                oidc.Events.OnRemoteFailure = context =>
                {
                    LogFailed(
                        context.HttpContext.RequestServices.GetRequiredService<ILogger<OutsideSignIn>>(),
                        context.Failure
                    );
                    context.Response.Redirect("/sign-in/outside/failed");
                    context.HandleResponse();
                    return Task.CompletedTask;
                };
            }
        );
    }

    public ChallengeResult Begin(string then) => new(Scheme, new AuthenticationProperties { RedirectUri = then });

    /// <summary>Who came back from there; forgotten here at once.</summary>
    public static async Task<ClaimsPrincipal?> Take(HttpContext http)
    {
        var result = await http.AuthenticateAsync(IdentityConstants.ExternalScheme);
        if (!result.Succeeded)
            return null;
        await http.SignOutAsync(IdentityConstants.ExternalScheme);
        return result.Principal;
    }

    /// <summary>The account this person is linked to, by now or since now; null when to none.</summary>
    public async Task<Account?> Find(ClaimsPrincipal who, CancellationToken cancel)
    {
        string subject = Of(who);
        long id = await db
            .OutsideLogins.Where(l => l.LoginProvider == Authority && l.ProviderKey == subject)
            .Select(l => l.UserId)
            .SingleOrDefaultAsync(cancel);
        if (id != 0)
            return await db.Accounts.SingleOrDefaultAsync(a => a.Id == id && !a.Disabled, cancel);
        if (
            configuration[Section("NameClaim")] is not { Length: > 0 } claim
            || who.FindFirstValue(claim) is not { } name
        )
            return null;
        var account = await users.FindByNameAsync(name);
        if (account is null or { Disabled: true })
            return null;
        await Link(account, subject, cancel);
        return account;
    }

    public Task<bool> IsLinked(long accountId, CancellationToken cancel) =>
        db.OutsideLogins.AnyAsync(l => l.UserId == accountId && l.LoginProvider == Authority, cancel);

    /// <summary>Links the account that acts.</summary>
    /// <exception cref="RuleBroken">That person is linked to another account.</exception>
    public async Task LinkOwn(ClaimsPrincipal who, CancellationToken cancel)
    {
        string subject = Of(who);
        if (await db.OutsideLogins.AnyAsync(l => l.LoginProvider == Authority && l.ProviderKey == subject, cancel))
            throw new RuleBroken("outside.taken");
        await Link(await Mine(cancel), subject, cancel);
    }

    public Task Unlink(CancellationToken cancel) =>
        db.InTransaction(
            async () =>
            {
                var account = await Mine(cancel);
                await db
                    .OutsideLogins.Where(l => l.UserId == account.Id && l.LoginProvider == Authority)
                    .ExecuteDeleteAsync(cancel);
                db.Record("account.outside-unlinked", $"account:{account.UserName}");
                db.NotifyPerson(AccountNotices.SecondChanged, account.Id, AccountNotices.Page);
                await db.SaveChangesAsync(cancel);
            },
            cancel
        );

    private Task Link(Account account, string subject, CancellationToken cancel) =>
        db.InTransaction(
            async () =>
            {
                // One person of there for an account: the newest.
                await db
                    .OutsideLogins.Where(l => l.UserId == account.Id && l.LoginProvider == Authority)
                    .ExecuteDeleteAsync(cancel);
                db.OutsideLogins.Add(
                    new()
                    {
                        LoginProvider = Authority,
                        ProviderKey = subject,
                        ProviderDisplayName = Name,
                        UserId = account.Id,
                    }
                );
                db.Record("account.outside-linked", $"account:{account.UserName}");
                db.NotifyPerson(AccountNotices.SecondChanged, account.Id, AccountNotices.Page);
                await db.SaveChangesAsync(cancel);
            },
            cancel
        );

    private Task<Account> Mine(CancellationToken cancel) =>
        db.Accounts.SingleAsync(a => a.Id == db.Acting.AccountId, cancel);

    /// <summary>The person is told only that it failed; why stands in the log.</summary>
    [LoggerMessage(LogLevel.Warning, "The outside sign-in failed.")]
    private static partial void LogFailed(ILogger log, Exception? problem);

    private static string Of(ClaimsPrincipal who) =>
        who.FindFirstValue(Subject) ?? throw new RuleBroken("outside.failed");
}
