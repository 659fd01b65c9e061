using System.Globalization;
using System.Net.Sockets;
using Modular.Kernel;
using Modular.Kernel.Data;
using Modular.Kernel.Modules;
using Modular.Kernel.Operations;
using Modular.Kernel.Plugins;
using Modular.Kernel.Rules;
using Modular.Kernel.Texts;

namespace Modular.Host;

/// <summary>
/// How the host is configured, and how it ends when it cannot start: one sentence, exit code 2, no stack trace.
/// </summary>
internal static class Hosting
{
    public const int CannotStart = 2;

    /// <summary>The whole host, its database brought up to date, ready to run.</summary>
    /// <param name="more">What tests exchange: the clock.</param>
    public static async Task<WebApplication> Build(
        string[] args,
        Action<IServiceCollection>? more = null,
        string? contentRoot = null
    )
    {
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions
            {
                Args = [.. args.Where(a => a != "--demo")],
                ContentRootPath = contentRoot ?? (NamesContentRoot(args) ? null : AppContext.BaseDirectory),
            }
        );
        // A build that was not published finds its pages' files where the source lies; a published one has no such
        // list.
        builder.WebHost.UseStaticWebAssets();
        AllowOwnHostOnly(builder.Configuration);
        bool demo = args.Contains("--demo") || builder.Configuration.GetValue("Demo", false);
        // Somebody trying the product out need not leave as much of the disk free as a district that lives on it.
        if (demo)
            builder.Configuration["Files:FreeMegabytes"] ??= "32";
        builder.ConfigureHost();
        var database = DatabaseOptions.From(builder.Configuration);
        var modules = ModuleSet.Choose(
            ModuleCatalogue.All,
            builder.Configuration.GetSection("Modules").Get<string[]>()
        );
        builder.Services.AddKernel(builder.Configuration, database, modules);
        builder.Services.AddScreens(modules, builder.Configuration);
        more?.Invoke(builder.Services);

        var app = builder.Build();
        await Start.Prepare(app.Services, CancellationToken.None);
        if (app.Services.GetRequiredService<Installation>().Lacks() is { } lack)
        {
            if (demo)
                throw new StartRefused(lack.Key, lack.Arguments);
            Say(lack.Key, lack.Arguments);
        }

        if (demo)
            await Demonstration.Fill(app.Services, CancellationToken.None);
        await FirstStart.Announce(app.Services, CancellationToken.None);
        app.UseScreens();
        return app;
    }

    /// <summary>
    /// Once the site's address is known, no other host name is believed: it would stand in redirects and printed codes.
    /// The machine itself stays able to ask, for health checks.
    /// </summary>
    private static void AllowOwnHostOnly(ConfigurationManager configuration)
    {
        if (
            configuration["AllowedHosts"] is { Length: > 0 }
            || Kernel.Ui.Site.Configured(configuration) is not { } site
        )
            return;
        configuration["AllowedHosts"] = $"{new Uri(site).Host};localhost;127.0.0.1;[::1]";
    }

    private static bool NamesContentRoot(string[] args) =>
        args.Any(a => a.StartsWith("--contentRoot", StringComparison.OrdinalIgnoreCase))
        || Environment.GetEnvironmentVariable("ASPNETCORE_CONTENTROOT") is not null
        || Environment.GetEnvironmentVariable("DOTNET_CONTENTROOT") is not null;

    private static void ConfigureHost(this WebApplicationBuilder builder)
    {
        // Loopback unless the operator says otherwise: a reverse proxy is the front.
        if (
            builder.Configuration["urls"] is null
            && builder.Configuration["ASPNETCORE_URLS"] is null
            && builder.Configuration["Kestrel:Endpoints"] is null
        )
            builder.WebHost.UseUrls("http://127.0.0.1:5080");
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 8 << 20;
        });
        builder.Logging.ClearProviders();
        if (builder.Environment.IsDevelopment())
            builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        else
            builder.Logging.AddJsonConsole(console =>
            {
                console.UseUtcTimestamp = true;
                // Each line carries the number that the error page shows.
                console.IncludeScopes = true;
            });
        builder.Logging.Configure(log => log.ActivityTrackingOptions = ActivityTrackingOptions.TraceId);
        builder
            .Logging.AddFilter("Microsoft", LogLevel.Warning)
            .AddFilter("Hangfire", LogLevel.Warning)
            .AddFilter("System", LogLevel.Warning)
            .AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information)
            .AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Critical)
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        // At Trace these write the arguments of an action: voting codes and passphrases. However talkative somebody
        // makes the log, not that.
        foreach (
            string category in new[]
            {
                "Microsoft.AspNetCore.Mvc.Infrastructure",
                "Microsoft.AspNetCore.Mvc.RazorPages",
            }
        )
            builder.Logging.AddFilter<Microsoft.Extensions.Logging.Console.ConsoleLoggerProvider>(
                category,
                LogLevel.Warning
            );
    }

    public static async Task<int> Guarded(Func<Task> run)
    {
        try
        {
            await run();
            return 0;
        }
        catch (StartRefused refused)
        {
            return Say(refused.Key, refused.Arguments);
        }
        catch (PluginFailed failed)
        {
            return Say(failed.Key, failed.Arguments);
        }
        catch (RuleBroken broken)
        {
            return Say(broken.Key, broken.Arguments);
        }
        catch (IOException problem)
            when (problem.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException
                || problem.GetBaseException() is SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse }
            )
        {
            return Say("start.port-in-use", problem.Message.Split('\'', ':')[0].Trim(), problem.Message);
        }
        catch (SocketException problem)
            when (problem.SocketErrorCode is SocketError.AccessDenied or SocketError.AddressNotAvailable)
        {
            return Say("start.address", problem.Message);
        }
    }

    private static int Say(string key, params object?[] arguments)
    {
        var words = new Words([new(typeof(Words).Assembly)]);
        var before = CultureInfo.CurrentUICulture;
        foreach (string language in new[] { "zh-CN", "en" })
        {
            CultureInfo.CurrentUICulture = new(language);
            Console.Error.WriteLine(words[key, arguments]);
        }

        CultureInfo.CurrentUICulture = before;
        return CannotStart;
    }
}
