using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Modular.TestKit;

namespace Modular.Journeys.Tests;

/// <summary>The host as operators run it.</summary>
internal sealed class HostProcess : IDisposable
{
    private readonly Process _process;
    private readonly int _port = FreePort();

    /// <param name="level">From which level on it logs; null as it is shipped.</param>
    /// <param name="published">A published host, started as it is and from a folder that has nothing to do with
    /// it.</param>
    public HostProcess(string[] args, string? failAt, string? level = "Error", string? published = null)
    {
        args =
        [
            .. args,
            $"--urls=http://127.0.0.1:{_port}",
            "--Limits:SignInsPerMinute=1000",
            "--Files:FreeMegabytes=0",
            .. level is null ? Array.Empty<string>() : [$"--Logging:LogLevel:Default={level}"],
        ];
        _process = published is null ? Launch(args, failAt) : LaunchPublished(published, args);
        _process.OutputDataReceived += (_, line) => Lines.Enqueue(line.Data ?? "");
    }

    /// <summary>What it logged.</summary>
    public System.Collections.Concurrent.ConcurrentQueue<string> Lines { get; } = new();

    public static Process Launch(string[] args, string? failAt)
    {
        string built = AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug";
        var start = new ProcessStartInfo("dotnet") { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (
            string arg in new[]
            {
                Path.Combine(Repository.Root, "host", "bin", built, "net10.0", "Modular.Host.dll"),
                "--contentRoot",
                Path.Combine(Repository.Root, "host"),
            }.Concat(args)
        )
            start.ArgumentList.Add(arg);
        if (failAt is not null)
            start.Environment["MODULAR_FAIL_AT"] = failAt;
        return Launch(start);
    }

    public static Process LaunchPublished(string folder, string[] args) =>
        Launch(
            new("dotnet", [Path.Combine(folder, "Modular.Host.dll"), .. args])
            {
                RedirectStandardError = true,
                RedirectStandardOutput = true,
                WorkingDirectory = Directory.CreateTempSubdirectory("modular-test-").FullName,
            }
        );

    private static Process Launch(ProcessStartInfo start)
    {
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        return process;
    }

    public Uri Address => new($"http://127.0.0.1:{_port.ToString(CultureInfo.InvariantCulture)}");

    public async Task<Visitor> As(string name)
    {
        var visitor = new Visitor(Address);
        for (int i = 0; ; i++)
        {
            try
            {
                await visitor.SignIn(name, RunningHost.Password);
                return visitor;
            }
            catch (HttpRequestException) when (i < 150 && !_process.HasExited)
            {
                await Task.Delay(200);
            }
        }
    }

    /// <summary>Somebody without an account, once the host answers.</summary>
    public async Task<Visitor> Visitor()
    {
        var visitor = new Visitor(new($"http://127.0.0.1:{_port.ToString(CultureInfo.InvariantCulture)}"));
        for (int i = 0; ; i++)
        {
            try
            {
                await visitor.StatusOf("/health/live");
                return visitor;
            }
            catch (HttpRequestException) when (i < 150 && !_process.HasExited)
            {
                await Task.Delay(200);
            }
        }
    }

    /// <summary>Does what kills the host; it may die before, while or after it answers.</summary>
    public async Task DiesOf(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (HttpRequestException)
        {
            // It died before the page that follows.
        }

        await Died();
    }

    public async Task Died()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await _process.WaitForExitAsync(limit.Token);
        Assert.NotEqual(0, _process.ExitCode);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.WaitForExit(5000);
        _process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
