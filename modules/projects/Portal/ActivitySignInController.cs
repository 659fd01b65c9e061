using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Secrets;
using Modular.Kernel.Texts;
using Modular.Kernel.Ui;
using Modular.Projects.Activities;

namespace Modular.Projects.Portal;

/// <summary>
/// The page behind the QR code at an activity: a name, and one is signed in. No account, works without script.
/// </summary>
[OpenToAll]
internal sealed class ActivitySignInController(TakeSignIn signing, EraseNames erase, Words words) : Controller
{
    private const string Mark = "here";

    [HttpGet("/a/{token}")]
    public async Task<IActionResult> Show(string token, CancellationToken cancel)
    {
        // By this mark one telephone counts once at one activity; it lives a day and says nothing of its owner.
        string device = KeptCookie.Get(HttpContext, Mark) ?? SecretCode.New();
        KeptCookie.Set(HttpContext, Mark, device, TimeSpan.FromDays(1));
        return await Page(token, device, new(), cancel);
    }

    [HttpPost("/a/{token}"), EnableRateLimiting("hall"), ValidateAntiForgeryToken]
    public async Task<IActionResult> Show(
        string token,
        [Bind(Prefix = "Form")] SignInForm form,
        CancellationToken cancel
    )
    {
        try
        {
            await signing.Sign(
                token,
                form.Pass,
                KeptCookie.Get(HttpContext, Mark),
                form.As,
                form.Name,
                form.Phone,
                form.Consent,
                cancel,
                HttpContext.Connection.RemoteIpAddress?.ToString(),
                form.Consent ? form.Notice : null
            );
            return Redirect($"/a/{token}");
        }
        catch (RuleBroken broken)
        {
            ModelState.AddModelError(
                broken.Field is { } field ? $"Form.{field}" : "",
                words[broken.Key, broken.Arguments]
            );
        }

        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return await Page(token, KeptCookie.Get(HttpContext, Mark), form, cancel);
    }

    private async Task<IActionResult> Page(string token, string? device, SignInForm form, CancellationToken cancel)
    {
        Response.Headers.CacheControl = "no-store";
        return View(
            "Show",
            new SignInPage(token, await signing.Show(token, device, form.Pass, cancel), await erase.Days(cancel), form)
        );
    }
}

internal sealed record SignInPage(string Token, SignInView View, int KeptDays, SignInForm Form);

internal sealed class SignInForm
{
    [StringLength(40)]
    public string? Name { get; set; }

    [StringLength(20)]
    public string? Phone { get; set; }
    public SignInAs As { get; set; }
    public bool Consent { get; set; }

    /// <summary>Version of the privacy notice that stood beside the box.</summary>
    public int? Notice { get; set; }
    public string? Pass { get; set; }
}
