using Microsoft.AspNetCore.Localization;
using Modular.Kernel.Ui;

namespace Modular.Host;

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
