using System.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Modular.Kernel.Data;

namespace Modular.Host.Pages;

[OpenToAll]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
[IgnoreAntiforgeryToken]
internal sealed class ErrorModel : PageModel
{
    /// <summary>
    /// Read from the address and not bound: binding would read the form again that may have been the fault.
    /// </summary>
    public int Status { get; private set; } = 500;
    public string Number { get; private set; } = "";

    /// <summary>The words for it.</summary>
    public string Key =>
        Status switch
        {
            400 => "error.400",
            403 => "error.403",
            404 => "error.404",
            413 => "error.413",
            429 => "error.too-many",
            503 => "error.503",
            _ => "error.500",
        };

    public void OnGet() => Show();

    public void OnPost() => Show();

    private void Show()
    {
        if (int.TryParse(Request.Query["status"], System.Globalization.CultureInfo.InvariantCulture, out int status))
            Status = status;
        Number = Activity.Current?.TraceId.ToHexString()[..12] ?? HttpContext.TraceIdentifier;
        // What failed outside a page, on the way in: a database out of reach is no mistake of ours and passes.
        var error = HttpContext.Features.Get<Microsoft.AspNetCore.Diagnostics.IExceptionHandlerFeature>()?.Error;
        if (Outage.Is(error) || error is Kernel.Plugins.PluginFailed { Key: "plugin.busy" })
            Status = 503;
        if (Status is < 400 or > 599)
            Status = 500;
        if (Status == 503)
            Response.Headers.RetryAfter = "5";
        Response.StatusCode = Status;
    }
}
