using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Units;

namespace Modular.Tools.Tests;

/// <summary>The command line as a process of its own, as scripts see it.</summary>
internal sealed class Tool : IDisposable
{
    private readonly Process _process;

    private Tool(string[] words, string language)
    {
        string dll = Path.Combine(AppContext.BaseDirectory, "Modular.Tools.dll");
        // What runs the tests may have been started in the background, where Ctrl+C is ignored, and so all below it.
        string[] call = OperatingSystem.IsLinux() ? ["env", "--default-signal=INT", "dotnet"] : ["dotnet"];
        var start = new ProcessStartInfo(call[0], [.. call[1..], dll, .. words])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["LANG"] = language;
        _process = Process.Start(start)!;
    }

    /// <summary>A data folder with a district and nothing else, as after the first start.</summary>
    public static async Task<string> Data()
    {
        string folder = Directory.CreateTempSubdirectory("modular-test-").FullName;
        var call = new Call(Verbs.All().Parse(["verify", "--data", folder]));
        await using var services = await Services.Open(call, prepare: true, CancellationToken.None);
        await using var scope = services.AsSystem();
        await scope
            .ServiceProvider.GetRequiredService<KeepUnits>()
            .Add("Q", "Test District", UnitKind.District, null, null, null, null, CancellationToken.None);
        return folder;
    }

    public static Tool Start(params string[] words) => new(words, "en");

    public static async Task<(int Code, string Out, string Error)> Run(string[] words, string language = "en")
    {
        using var tool = new Tool(words, language);
        var said = tool._process.StandardOutput.ReadToEndAsync();
        string wrong = await tool._process.StandardError.ReadToEndAsync();
        await tool._process.WaitForExitAsync();
        return (tool._process.ExitCode, await said, wrong);
    }

    public async Task<string> Line()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        return await _process.StandardOutput.ReadLineAsync(limit.Token) ?? throw new EndOfStreamException();
    }

    /// <summary>What Ctrl+C sends.</summary>
    public async Task<int> Interrupt()
    {
        using (var kill = Process.Start("kill", ["-INT", $"{_process.Id}"]))
            await kill.WaitForExitAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }
}
