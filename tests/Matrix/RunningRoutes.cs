using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Api;
using Modular.Kernel.Data;

namespace Modular.Matrix.Tests;

/// <summary>Asks the host itself what it answers to, so that no door is forgotten.</summary>
internal static class RunningRoutes
{
    public static async Task<List<Door>> Of(IServiceProvider services)
    {
        var doors = new List<Door>();
        var loader = services.GetRequiredService<PageLoader>();
        var endpoints = services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();
        foreach (var endpoint in endpoints)
        {
            string route = "/" + endpoint.RoutePattern.RawText!.TrimStart('/');
            if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } page)
            {
                var compiled = await loader.LoadAsync(page, endpoint.Metadata);
                string stated = Stated([
                    .. compiled.ModelTypeInfo!.GetCustomAttributes(inherit: true),
                    .. endpoint.Metadata,
                ]);
                // A page without a handler for GET is shown all the same.
                if (compiled.HandlerMethods.All(h => h.HttpMethod != "Get"))
                    doors.Add(new("GET", route, "-", stated, []));
                foreach (var handler in compiled.HandlerMethods)
                    doors.Add(
                        new(
                            handler.HttpMethod.ToUpperInvariant(),
                            route,
                            handler.Name ?? "-",
                            stated,
                            Shapes.Of(compiled, handler)
                        )
                    );
                continue;
            }

            var verbs = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods;
            var action = endpoint.Metadata.GetMetadata<ControllerActionDescriptor>();
            foreach (string verb in verbs ?? (action is null ? ["ANY"] : ["GET"]))
                doors.Add(new(verb, route, "-", Stated(endpoint.Metadata), action is null ? [] : Shapes.Of(action)));
        }

        return
        [
            .. doors
                .DistinctBy(d => d.Key)
                .OrderBy(d => d.Route, StringComparer.Ordinal)
                .ThenBy(d => d.Verb, StringComparer.Ordinal)
                .ThenBy(d => d.Handler, StringComparer.Ordinal),
        ];
    }

    private static string Stated(IEnumerable<object> marks)
    {
        object[] all = [.. marks];
        if (all.OfType<ApiScopeAttribute>().LastOrDefault() is { } key)
            return "key:" + key.Scope;
        if (all.OfType<NeedsPermissionAttribute>().LastOrDefault() is { } needs)
            return needs.Permission;
        if (all.Any(m => m is IAllowAnonymous))
            return "open";
        return "signed-in";
    }
}

/// <summary>One door of the running host.</summary>
/// <param name="Handler">Of a page that has several; "-" for the only or unnamed one.</param>
/// <param name="Stated">Who may come in by the door's own mark: a permission, open, signed-in or key:scope.</param>
/// <param name="Shape">A body in which every field the door reads has a value that looks right.</param>
internal sealed record Door(
    string Verb,
    string Route,
    string Handler,
    string Stated,
    IReadOnlyList<KeyValuePair<string, string>> Shape
)
{
    public string Key => $"{Verb}\t{Route}\t{Handler}";
}
