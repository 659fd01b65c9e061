using System.Globalization;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Modular.Host.Entrance;
using Modular.Host.Figures;
using Modular.Host.Limits;
using Modular.Kernel.Access;
using Modular.Kernel.Jobs;
using Modular.Kernel.Modules;
using Modular.Kernel.Texts;
using Modular.Kernel.Ui;

namespace Modular.Host;

/// <summary>
/// Everything about pages: parts of enabled modules only, languages, sign-in, safety headers, limits.
/// </summary>
internal static class Screens
{
    public static void AddScreens(this IServiceCollection services, ModuleSet modules, IConfiguration configuration)
    {
        services.AddSingleton(new TextSource(typeof(Screens).Assembly));
        var mvc = services.AddRazorPages(pages =>
        {
            foreach (var module in modules.All)
                pages.Conventions.AddFolderApplicationModelConvention(
                    "/",
                    model =>
                    {
                        if (model.ModelType?.Assembly == module.GetType().Assembly)
                            model.EndpointMetadata.Add(new OfModule(module.Id));
                    }
                );
        });
        services.Configure<MvcOptions>(options =>
        {
            options.Conventions.Add(new ModuleConvention(modules));
            options.Filters.Add<ProblemFilter>();
            options.Filters.Add<PostingRights>();
            options.Filters.Add<OnceFilter>();
            options.Filters.Add<DownloadRecord>();
            options.ModelBinderProviders.Insert(0, new BoundedDays());
            options.ModelMetadataDetailsProviders.Add(new PlainMessages());
            PlainMessages.Set(options.ModelBindingMessageProvider);
        });
        mvc.AddMvcOptions(_ => { })
            .ConfigureApplicationPartManager(parts =>
            {
                parts.ApplicationParts.Clear();
                parts.FeatureProviders.Add(new InternalControllers());
                foreach (
                    var assembly in modules.All.Select(m => m.GetType().Assembly).Prepend(typeof(Screens).Assembly)
                )
                {
                    parts.ApplicationParts.Add(new AssemblyPart(assembly));
                    parts.ApplicationParts.Add(new CompiledRazorAssemblyPart(assembly));
                }
            });
        services
            .AddControllersWithViews()
            .AddViewOptions(views => views.HtmlHelperOptions.ClientValidationEnabled = false);
        services
            .AddAuthentication(IdentityConstants.ApplicationScheme)
            .AddCookie(
                IdentityConstants.ApplicationScheme,
                cookie =>
                {
                    KeptCookie.Bind(cookie.Cookie, configuration, "session");
                    cookie.Cookie.HttpOnly = true;
                    cookie.Cookie.SameSite = SameSiteMode.Lax;
                    cookie.LoginPath = "/sign-in";
                    cookie.AccessDeniedPath = "/denied";
                    cookie.ReturnUrlParameter = "back";
                    // The session's row says when it ends; the cookie itself goes with the browser.
                    cookie.SlidingExpiration = false;
                }
            );
        services
            .AddOptions<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme)
            .Configure<Sessions, SessionLimits>(
                (cookie, sessions, limits) =>
                {
                    cookie.SessionStore = sessions;
                    cookie.ExpireTimeSpan = limits.Longest;
                }
            );
        services
            .AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddAntiforgery(forgery =>
        {
            KeptCookie.Bind(forgery.Cookie, configuration, "form");
            forgery.HeaderName = "X-Form-Token";
        });
        // It may hold a password that is shown once.
        services.Configure<CookieTempDataProviderOptions>(cookie =>
            KeptCookie.Bind(cookie.Cookie, configuration, "said")
        );
        services.Configure<FormOptions>(form => form.ValueLengthLimit = 1 << 20);
        services.AddWebEncoders(encoder => encoder.TextEncoderSettings = new(System.Text.Unicode.UnicodeRanges.All));
        services.AddSingleton(System.Text.Encodings.Web.HtmlEncoder.Create(System.Text.Unicode.UnicodeRanges.All));
        services.AddResponseCompression(compression => compression.EnableForHttps = false);
        services
            .AddHealthChecks()
            .AddCheck<DatabaseHealth>("database")
            .AddCheck<CalendarHealth>("calendar")
            .AddCheck<PluginHealth>("plugins");
        services.AddLimits(configuration);
        services.AddApiPage();
        services.AddEntrance(configuration);
        services.AddSingleton<OnceMemory>();
        services.AddScoped<Chrome>();
        services.AddScoped<Pages.NoticeKinds>();
        services.AddScoped<Pages.Admin.LookAround>();
        services.AddScoped<Pages.Admin.ShowUnit>();
        services.AddScoped<Pages.Admin.ListAccounts>();
        services.AddScoped<Pages.Admin.Concerns>();
        services.AddScoped<Pages.Jobs.ShowJobs>();
        services.AddScoped<ITodoSource, Pages.Jobs.JobTodos>();
        services.AddSingleton<DemonstrationMark>();
        services.AddSingleton<SetupCode>();
        services.AddSingleton<ProxyWatch>();
        services.AddTelemetry(configuration);
        services.AddScoped<Pages.FirstSteps>();
    }

    public static void UseScreens(this WebApplication app)
    {
        app.UseKnownProxies();
        app.UseMiddleware<SiteScheme>();
        app.UseMiddleware<SafetyHeaders>();
        app.UseExceptionHandler("/error");
        app.UseStatusCodePagesWithReExecute("/error", "?status={0}");
        app.UseResponseCompression();
        app.UseStaticFiles(
            new StaticFileOptions
            {
                OnPrepareResponse = file => file.Context.Response.Headers.CacheControl = "public, max-age=86400",
            }
        );
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
}
