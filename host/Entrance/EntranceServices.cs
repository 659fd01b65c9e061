using Microsoft.AspNetCore.Identity;
using Modular.Kernel.Ui;

namespace Modular.Host.Entrance;

/// <summary>Everything about signing in besides the page of name and password.</summary>
internal static class EntranceServices
{
    public static void AddEntrance(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddHttpContextAccessor();
        services.AddSingleton<StepCookie>();
        services.AddScoped<EnterAccount>();
        services.AddScoped<OwnPassword>();
        services.AddScoped<Passkeys>();
        services.AddScoped<OutsideSignIn>();
        OutsideSignIn.Add(services.AddAuthentication(), configuration);
        services.Configure<IdentityPasskeyOptions>(passkeys =>
        {
            // The device asks for finger, face or its code, so that a passkey is both what one has and what one knows;
            // and it keeps the name, so that none has to be typed.
            passkeys.UserVerificationRequirement = "required";
            passkeys.ResidentKeyRequirement = "required";
            passkeys.AuthenticatorTimeout = TimeSpan.FromMinutes(3);
            // The framework compares with the Origin header, which our referrer policy keeps from forms.
            passkeys.ValidateOrigin = context =>
                ValueTask.FromResult(
                    !context.CrossOrigin
                        && string.Equals(
                            context.Origin,
                            Origin(context.HttpContext),
                            StringComparison.OrdinalIgnoreCase
                        )
                );
            if (Site.Configured(configuration) is { } site)
                passkeys.ServerDomain = new Uri(site).Host;
        });
    }

    private static string Origin(HttpContext http) => new Uri(Site.Address(http)).GetLeftPart(UriPartial.Authority);
}
