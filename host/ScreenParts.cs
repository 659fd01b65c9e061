using System.Reflection;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;
using Microsoft.Extensions.Primitives;
using Modular.Host.Entrance;
using Modular.Kernel.Access;
using Modular.Kernel.Data;
using Modular.Kernel.Modules;
using Modular.Kernel.Rules;
using Modular.Kernel.Ui;

namespace Modular.Host;

/// <summary>Modules keep their controllers internal; the framework by itself takes only public ones.</summary>
internal sealed class InternalControllers : ControllerFeatureProvider
{
    protected override bool IsController(TypeInfo typeInfo) =>
        base.IsController(typeInfo)
        || (
            typeInfo is { IsClass: true, IsAbstract: false, IsPublic: false }
            && typeof(Controller).IsAssignableFrom(typeInfo)
        );
}

/// <summary>Marks controllers as their module's.</summary>
internal sealed class ModuleConvention(ModuleSet modules) : IApplicationModelConvention
{
    public void Apply(ApplicationModel application)
    {
        foreach (var controller in application.Controllers)
            if (
                modules.All.FirstOrDefault(m => m.GetType().Assembly == controller.ControllerType.Assembly) is
                { } module
            )
                foreach (var selector in controller.Actions.SelectMany(a => a.Selectors))
                    selector.EndpointMetadata.Add(new OfModule(module.Id));
    }
}

/// <summary>A unit that has switched a module off gets 404 for its pages.</summary>
internal sealed class ModuleGate(RequestDelegate next, ModuleSwitches switches)
{
    public async Task InvokeAsync(HttpContext http, ActingScope me)
    {
        if (
            http.GetEndpoint()?.Metadata.GetMetadata<OfModule>() is { } mark
            && (await switches.OffAt(me.Current.ScopePath, http.RequestAborted)).Contains(mark.Module)
        )
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        await next(http);
    }
}

/// <summary>
/// What is not there, or not for this account, is 404; a busy database 503; a rule broken outside a form 409.
/// </summary>
internal sealed class ProblemFilter(Kernel.Texts.Words words) : IExceptionFilter
{
    public void OnException(ExceptionContext context)
    {
        if (context.HttpContext.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
        {
            // The JSON interface gets problem documents, with the sentence people would see.
            (int status, string? title) = context.Exception switch
            {
                NotFound => (404, "not found"),
                _ when IsBusy(context.Exception) => (503, words["error.503.what"]),
                _ when Problems.Sentence(words, context.Exception) is { } said => (422, said),
                _ => (0, null),
            };
            if (status == 0)
                return;
            if (status == 503)
                context.HttpContext.Response.Headers.RetryAfter = "5";
            context.Result = new ObjectResult(
                new ProblemDetails
                {
                    Status = status,
                    Title = title,
                    Type = (context.Exception as RuleBroken)?.Key,
                }
            )
            {
                StatusCode = status,
            };
            context.ExceptionHandled = true;
            return;
        }

        context.Result = context.Exception switch
        {
            NotFound => new StatusCodeResult(StatusCodes.Status404NotFound),
            _ when IsBusy(context.Exception) => Busy(context),
            _ when Problems.Sentence(words, context.Exception) is { } sentence => new ContentResult
            {
                StatusCode = StatusCodes.Status409Conflict,
                Content = sentence,
                ContentType = "text/plain; charset=utf-8",
            },
            _ => null,
        };
        context.ExceptionHandled = context.Result is not null;
    }

    /// <summary>The database is away, or as many plugins run as may.</summary>
    private static bool IsBusy(Exception problem) =>
        Outage.Is(problem) || problem is Kernel.Plugins.PluginFailed { Key: "plugin.busy" };

    private static StatusCodeResult Busy(ExceptionContext context)
    {
        context.HttpContext.Response.Headers.RetryAfter = "5";
        return new(StatusCodes.Status503ServiceUnavailable);
    }
}

/// <summary>
/// Headers of every answer, errors and downloads too: put in as the answer begins, since an error throws away what was
/// put in before it. What a page has set itself stays.
/// </summary>
internal sealed class SafetyHeaders(RequestDelegate next, IConfiguration configuration)
{
    private const string Policy =
        "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; object-src 'none'; "
        + "base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

    /// <summary>A form of ours may lead on to where the outside sign-in is, and nowhere else.</summary>
    private readonly StringValues _policy = OutsideSignIn.Origins(configuration) is { Length: > 0 } more
        ? $"{Policy} {more}"
        : Policy;

    /// <summary>
    /// The page of the interface is a script of others: it begins from lines in the page, known by the nonce, and puts
    /// in its own styles. It speaks to this host and to nobody else.
    /// </summary>
    public static void AllowApiPage(HttpContext http, string nonce) =>
        http.Response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; "
            + "img-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

    public Task InvokeAsync(HttpContext http)
    {
        http.Response.OnStarting(() =>
        {
            PutIn(http);
            return Task.CompletedTask;
        });
        // No address of ours holds a NUL, and databases refuse it.
        if (
            http.Request.Path.Value?.Contains('\0') == true
            || http.Request.QueryString.Value?.Contains("%00", StringComparison.Ordinal) == true
        )
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return Task.CompletedTask;
        }

        return next(http);
    }

    private void PutIn(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.TryAdd("Content-Security-Policy", _policy);
        headers.TryAdd("X-Content-Type-Options", "nosniff");
        headers.TryAdd("X-Frame-Options", "DENY");
        headers.TryAdd("Referrer-Policy", "no-referrer");
        headers.TryAdd("Permissions-Policy", "camera=(), microphone=(), geolocation=(self)");
        headers.TryAdd("Cross-Origin-Opener-Policy", "same-origin");
        // What somebody signed in was shown, and what a key fetched, stays in no cache on the way or in the browser.
        if (
            http.User.Identity?.IsAuthenticated == true
            || http.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
        )
            headers.TryAdd("Cache-Control", "no-store");
        if (http.Request.IsHttps)
            headers.TryAdd("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
    }
}

/// <summary>?culture=en wins and is remembered; then the remembered choice; then Chinese.</summary>
internal sealed class LanguageChoice : RequestCultureProvider
{
    public override Task<ProviderCultureResult?> DetermineProviderCultureResult(HttpContext httpContext)
    {
        string? asked = httpContext.Request.Query["culture"];
        if (asked is "en" or "zh-CN")
            KeptCookie.Set(httpContext, "language", asked, TimeSpan.FromDays(365));
        else
            asked = KeptCookie.Get(httpContext, "language");
        return Task.FromResult(asked is "en" or "zh-CN" ? new ProviderCultureResult("", asked) : null);
    }
}

/// <summary>Messages of the framework become keys of ours, which the fields translate.</summary>
internal sealed class PlainMessages : IValidationMetadataProvider
{
    public void CreateValidationMetadata(ValidationMetadataProviderContext context)
    {
        foreach (
            var attribute in context.ValidationMetadata.ValidatorMetadata.OfType<System.ComponentModel.DataAnnotations.ValidationAttribute>()
        )
            if (attribute.ErrorMessage is null && attribute.ErrorMessageResourceName is null)
                attribute.ErrorMessage =
                    attribute is System.ComponentModel.DataAnnotations.RequiredAttribute ? "form.required"
                    : attribute is System.ComponentModel.DataAnnotations.StringLengthAttribute ? "form.too-long"
                    : "form.invalid";
    }

    public static void Set(DefaultModelBindingMessageProvider messages)
    {
        messages.SetAttemptedValueIsInvalidAccessor((_, _) => "form.invalid");
        messages.SetMissingBindRequiredValueAccessor(_ => "form.required");
        messages.SetMissingKeyOrValueAccessor(() => "form.required");
        messages.SetNonPropertyAttemptedValueIsInvalidAccessor(_ => "form.invalid");
        messages.SetNonPropertyUnknownValueIsInvalidAccessor(() => "form.invalid");
        messages.SetNonPropertyValueMustBeANumberAccessor(() => "form.number");
        messages.SetUnknownValueIsInvalidAccessor(_ => "form.invalid");
        messages.SetValueIsInvalidAccessor(_ => "form.invalid");
        messages.SetValueMustBeANumberAccessor(_ => "form.number");
        messages.SetValueMustNotBeNullAccessor(_ => "form.required");
    }
}
