using System.Security.Claims;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Modular.Kernel.Tests;

/// <summary>A provider of OpenID Connect on loopback at which everybody is who the test says.</summary>
internal sealed class OutsideProvider : IAsyncDisposable
{
    private readonly WebApplication _app;

    private OutsideProvider(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();

    /// <summary>Who signs in there next: subject and name.</summary>
    public (string Subject, string Name) Person { get; set; } = ("4711", "nobody");

    public static async Task<OutsideProvider> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder
            .Services.AddOpenIddict()
            .AddServer(server =>
            {
                server.SetAuthorizationEndpointUris("authorize").SetTokenEndpointUris("token");
                server.AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange();
                server.AddEphemeralEncryptionKey().AddEphemeralSigningKey().DisableAccessTokenEncryption();
                server.RegisterScopes(Scopes.Profile);
                server.EnableDegradedMode();
                server.UseAspNetCore().EnableAuthorizationEndpointPassthrough().DisableTransportSecurityRequirement();
                server.AddEventHandler<ValidateAuthorizationRequestContext>(h => h.UseInlineHandler(_ => default));
                server.AddEventHandler<ValidateTokenRequestContext>(h =>
                    h.UseInlineHandler(context =>
                    {
                        if (context.ClientSecret != "a secret between the two")
                            context.Reject(Errors.InvalidClient);
                        return default;
                    })
                );
            });
        var app = builder.Build();
        var provider = new OutsideProvider(app);
        app.MapGet("/authorize", http => provider.Answer(http));
        await app.StartAsync();
        return provider;
    }

    private async Task Answer(HttpContext http)
    {
        var request = http.GetOpenIddictServerRequest()!;
        if (Person.Subject.Length == 0)
        {
            await http.ForbidAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
            return;
        }

        var identity = new ClaimsIdentity("test", Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, Person.Subject).SetClaim(Claims.PreferredUsername, Person.Name);
        identity.SetDestinations(_ => [Destinations.IdentityToken]);
        var principal = new ClaimsPrincipal(identity);
        principal.SetScopes(request.GetScopes());
        await http.SignInAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme, principal);
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
