using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Modular.Host.Figures;
using Modular.Kernel.Access;
using Modular.Kernel.Jobs;
using Modular.Kernel.Modules;
using Modular.Kernel.Texts;
using Modular.Kernel.Ui;

namespace Modular.Host;

/// <summary>Everything about pages: parts of enabled modules only, languages, sign-in, safety headers, limits.</summary>
internal static class Screens
{
    public static void AddScreens(this IServiceCollection services, ModuleSet modules, IConfiguration configuration)
    {
        services.AddSingleton(new TextSource(typeof(Screens).Assembly));
        var mvc = services.AddRazorPages(pages =>
        {
            foreach (var module in modules.All)
                pages.Conventions.AddFolderApplicationModelConvention("/", model =>
                {
                    if (model.ModelType?.Assembly == module.GetType().Assembly) model.EndpointMetadata.Add(new OfModule(module.Id));
                });
        });
        services.Configure<MvcOptions>(options =>
        {
            options.Conventions.Add(new ModuleConvention(modules));
            options.Filters.Add<ProblemFilter>();
            options.Filters.Add<OnceFilter>();
            options.ModelMetadataDetailsProviders.Add(new PlainMessages());
            PlainMessages.Set(options.ModelBindingMessageProvider);
        });
        mvc.AddMvcOptions(_ => { }).ConfigureApplicationPartManager(parts =>
        {
            parts.ApplicationParts.Clear();
            parts.FeatureProviders.Add(new InternalControllers());
            foreach (var assembly in modules.All.Select(m => m.GetType().Assembly).Prepend(typeof(Screens).Assembly))
            {
                parts.ApplicationParts.Add(new AssemblyPart(assembly));
                parts.ApplicationParts.Add(new CompiledRazorAssemblyPart(assembly));
            }
        });
        services.AddControllersWithViews().AddViewOptions(views => views.HtmlHelperOptions.ClientValidationEnabled = false);
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddCookie(IdentityConstants.ApplicationScheme, cookie =>
        {
            cookie.Cookie.Name = "session";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            cookie.LoginPath = "/sign-in";
            cookie.AccessDeniedPath = "/denied";
            cookie.ReturnUrlParameter = "back";
            cookie.ExpireTimeSpan = TimeSpan.FromHours(10);
            cookie.SlidingExpiration = true;
        });
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddAntiforgery(forgery =>
        {
            forgery.Cookie.Name = "form";
            forgery.HeaderName = "X-Form-Token";
            forgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.Configure<CookieTempDataProviderOptions>(cookie => cookie.Cookie.Name = "said");
        services.Configure<FormOptions>(form => form.ValueLengthLimit = 1 << 20);
        services.AddWebEncoders(encoder => encoder.TextEncoderSettings = new(System.Text.Unicode.UnicodeRanges.All));
        services.AddSingleton(System.Text.Encodings.Web.HtmlEncoder.Create(System.Text.Unicode.UnicodeRanges.All));
        services.AddResponseCompression(compression => compression.EnableForHttps = false);
        services.AddHealthChecks().AddCheck<DatabaseHealth>("database").AddCheck<CalendarHealth>("calendar")
            .AddCheck<PluginHealth>("plugins");
        services.AddRateLimiter(limits =>
        {
            limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limits.OnRejected = async (context, cancel) =>
            {
                context.HttpContext.Response.Headers.RetryAfter = "60";
                await context.HttpContext.Response.WriteAsync(context.HttpContext.RequestServices.GetRequiredService<Words>()["error.too-many"], cancel);
            };
            // Per client and not per address: a partner's server may stand behind many.
            limits.AddPolicy("api", http => RateLimitPartition.GetFixedWindowLimiter(Kernel.Api.ApiClients.Partition(http), _ => new() { PermitLimit = configuration.GetValue("Limits:ApiPerMinute", 600), Window = TimeSpan.FromMinutes(1) }));
            Limit(limits, "public", configuration.GetValue("Limits:PublicPerMinute", 30));
            // A hall full of people behind one address signs in within minutes.
            Limit(limits, "hall", configuration.GetValue("Limits:HallPerMinute", 300));
            Limit(limits, "code", configuration.GetValue("Limits:CodesPerMinute", 20));
            Limit(limits, "sign-in", configuration.GetValue("Limits:SignInsPerMinute", 20));
        });
        services.AddApiPage();
        services.AddSingleton<OnceMemory>();
        services.AddScoped<Chrome>();
        services.AddScoped<Pages.NoticeKinds>();
        services.AddScoped<Pages.Admin.LookAround>();
        services.AddScoped<Pages.Admin.ShowUnit>();
        services.AddScoped<Pages.Admin.ListAccounts>();
        services.AddScoped<Pages.Jobs.ShowJobs>();
        services.AddScoped<ITodoSource, Pages.Jobs.JobTodos>();
        services.AddSingleton<DemonstrationMark>();
        services.AddSingleton<SetupCode>();
        services.AddTelemetry(configuration);
        services.AddScoped<Pages.FirstSteps>();
    }

    public static void UseScreens(this WebApplication app)
    {
        // Behind a proxy on this machine the visitor's address is in its header; limits and the audit log count by it.
        app.UseForwardedHeaders(new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto });
        app.UseMiddleware<SafetyHeaders>();
        app.UseExceptionHandler("/error");
        app.UseStatusCodePagesWithReExecute("/error", "?status={0}");
        app.UseResponseCompression();
        app.UseStaticFiles(new StaticFileOptions { OnPrepareResponse = file => file.Context.Response.Headers.CacheControl = "public, max-age=86400" });
        var languages = new[] { new CultureInfo("zh-CN"), new CultureInfo("en") };
        app.UseRequestLocalization(options =>
        {
            options.DefaultRequestCulture = new RequestCulture(CultureInfo.InvariantCulture, languages[0]);
            options.SupportedCultures = [CultureInfo.InvariantCulture];
            options.SupportedUICultures = languages;
            options.RequestCultureProviders = [new LanguageChoice()];
        });
        app.UseRouting();
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseMiddleware<ActingMiddleware>();
        app.UseMiddleware<ModuleGate>();
        app.UseAuthorization();
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/health/ready", new() { Predicate = check => check.Name is "database" or "plugins" })
            .AllowAnonymous();
        app.MapTelemetry();
        app.MapApiPage();
        HangfireEngine.MapPages(app);
        app.MapRazorPages();
        app.MapControllers();
    }

    private static void Limit(Microsoft.AspNetCore.RateLimiting.RateLimiterOptions limits, string name, int perMinute) =>
        limits.AddPolicy(name, http => HttpMethods.IsGet(http.Request.Method) && name != "public"
            ? RateLimitPartition.GetNoLimiter("get")
            : RateLimitPartition.GetFixedWindowLimiter(http.Connection.RemoteIpAddress?.ToString() ?? "-", _ => new() { PermitLimit = perMinute, Window = TimeSpan.FromMinutes(1) }));
}
