using Microsoft.AspNetCore.Identity;
using Modular.Kernel.Access;
using Modular.Kernel.Rules;

namespace Modular.Host.Entrance;

/// <summary>
/// Passkeys by the framework (WebAuthn level 3): the challenge travels in a sealed cookie of the browser that asked.
/// </summary>
internal sealed partial class Passkeys(
    IPasskeyHandler<Account> handler,
    StepCookie steps,
    IHttpContextAccessor there,
    ILogger<Passkeys> log
)
{
    private HttpContext Http => there.HttpContext!;

    /// <returns>What <c>navigator.credentials.create</c> takes, as JSON.</returns>
    public async Task<string> AskForNew(Account account)
    {
        var options = await handler.MakeCreationOptionsAsync(
            new()
            {
                Id = $"{account.Id}",
                Name = account.UserName!,
                DisplayName = account.DisplayName,
            },
            Http
        );
        steps.Keep(Http, StepCookie.Challenge, options.AttestationState ?? "");
        return options.CreationOptionsJson;
    }

    /// <exception cref="RuleBroken">The answer is not this browser's, or not of this account.</exception>
    public async Task<UserPasskeyInfo> TakeNew(Account account, string credential)
    {
        var result = await handler.PerformAttestationAsync(
            new()
            {
                HttpContext = Http,
                CredentialJson = credential,
                AttestationState = Challenge(),
            }
        );
        if (result.Succeeded && result.UserEntity.Id == $"{account.Id}")
            return result.Passkey;
        LogRefused(result.Failure);
        throw new RuleBroken("second.passkey-refused");
    }

    /// <param name="account">Whose passkey; null lets the browser offer all it has for this site.</param>
    /// <returns>What <c>navigator.credentials.get</c> takes, as JSON.</returns>
    public async Task<string> AskForKnown(Account? account)
    {
        var options = await handler.MakeRequestOptionsAsync(account, Http);
        steps.Keep(Http, StepCookie.Challenge, options.AssertionState ?? "");
        return options.RequestOptionsJson;
    }

    /// <returns>Null when the answer is not right.</returns>
    public async Task<(Account Account, UserPasskeyInfo Passkey)?> Take(string credential)
    {
        if (Challenge() is not { } state)
            return null;
        var result = await handler.PerformAssertionAsync(
            new()
            {
                HttpContext = Http,
                CredentialJson = credential,
                AssertionState = state,
            }
        );
        if (result.Succeeded)
            return (result.User, result.Passkey);
        LogRefused(result.Failure);
        return null;
    }

    /// <summary>The person is told only that it was refused; why stands in the log.</summary>
    [LoggerMessage(LogLevel.Warning, "A passkey was refused.")]
    private partial void LogRefused(Exception? problem);

    private string? Challenge()
    {
        string? kept = steps.Read(Http, StepCookie.Challenge);
        steps.Drop(Http, StepCookie.Challenge);
        return kept;
    }
}
