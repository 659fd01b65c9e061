using System.Security.Cryptography;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Modular.Kernel.Texts;
using Scalar.AspNetCore;

namespace Modular.Host;

/// <summary>The JSON interface described: for programs at /api/v1.json, for people at /api/docs, open to all.</summary>
internal static class ApiPage
{
    private const string Document = "v1",
        Key = "key";

    /// <summary>Letters of the reader's own machine; none are fetched.</summary>
    private const string Look =
        ":root { --scalar-font: system-ui, sans-serif; --scalar-font-code: ui-monospace, monospace; }";

    public static void AddApiPage(this IServiceCollection services) =>
        services.AddOpenApi(
            Document,
            api =>
            {
                api.ShouldInclude = call => call.RelativePath?.StartsWith("api/v1/", StringComparison.Ordinal) == true;
                api.AddDocumentTransformer(Introduce);
            }
        );

    public static void MapApiPage(this WebApplication app)
    {
        app.MapOpenApi("/api/{documentName}.json").AllowAnonymous();
        app.MapScalarApiReference("/api/docs", Set).AllowAnonymous();
    }

    private static void Set(ScalarOptions page, HttpContext http)
    {
        var words = http.RequestServices.GetRequiredService<Words>();
        string nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        SafetyHeaders.AllowApiPage(http, nonce);
        page.WithNonce(nonce).AddDocument(Document).WithOpenApiRoutePattern("/api/{documentName}.json");
        page.Title = words["api.description"];
        page.Localization = new() { Locale = Words.IsEnglish ? "en" : "zh" };
        page.CustomCss = Look;
        page.Favicon = "/icons.svg";
        // What would fetch from or tell its makers, or lead to their services.
        page.DisableDefaultFonts().DisableTelemetry().DisableAgent().DisableMcp();
        page.HideClientButton().HideDeveloperTools();
    }

    /// <summary>Says how to sign in, so that calls can be tried on the page with a key that is typed in.</summary>
    private static Task Introduce(
        OpenApiDocument document,
        OpenApiDocumentTransformerContext at,
        CancellationToken cancel
    )
    {
        var words = at.ApplicationServices.GetRequiredService<Words>();
        (document.Info.Title, document.Info.Description) = (words["app.name"], words["api.about"]);
        var scheme = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = words["api.key"],
        };
        document.AddComponent<IOpenApiSecurityScheme>(Key, scheme);
        var key = new OpenApiSecuritySchemeReference(Key, document);
        document.Security = [new OpenApiSecurityRequirement { [key] = [] }];
        return Task.CompletedTask;
    }
}
