using System.Globalization;
using System.Net.Sockets;
using Modular.Kernel.Data;
using Modular.Kernel.Texts;

namespace Modular.Host;

/// <summary>How the host is configured, and how it ends when it cannot start: one sentence, exit code 2, no stack trace.</summary>
internal static class Hosting
{
    public const int CannotStart = 2;

    public static void ConfigureHost(this WebApplicationBuilder builder)
    {
        // Loopback unless the operator says otherwise: a reverse proxy is the front.
        if (builder.Configuration["urls"] is null && builder.Configuration["ASPNETCORE_URLS"] is null && builder.Configuration["Kestrel:Endpoints"] is null)
            builder.WebHost.UseUrls("http://127.0.0.1:5080");
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 8 << 20;
        });
        builder.Logging.ClearProviders();
        if (builder.Environment.IsDevelopment()) builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        else builder.Logging.AddJsonConsole(console => console.UseUtcTimestamp = true);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("Quartz", LogLevel.Warning).AddFilter("System", LogLevel.Warning)
            .AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information).AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Error)
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
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
        catch (IOException problem) when (problem.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException || problem.GetBaseException() is SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse })
        {
            return Say("start.port-in-use", problem.Message.Split('\'', ':')[0].Trim(), problem.Message);
        }
        catch (SocketException problem) when (problem.SocketErrorCode is SocketError.AccessDenied or SocketError.AddressNotAvailable)
        {
            return Say("start.address", problem.Message);
        }
    }

    private static int Say(string key, params object[] arguments)
    {
        var words = new Words([new(typeof(Words).Assembly)]);
        Console.Error.WriteLine(words[key, arguments]);
        CultureInfo.CurrentUICulture = new("en");
        Console.Error.WriteLine(words[key, arguments]);
        return CannotStart;
    }
}
