using Modular.Kernel.Data;
using Modular.Kernel.Modules;

namespace Modular.Host;

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
