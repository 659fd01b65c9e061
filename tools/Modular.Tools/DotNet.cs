using System.ComponentModel;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Modular.Tools;

/// <summary>The SDK's own command, for who writes a method.</summary>
internal static partial class DotNet
{
    private const int ShownErrors = 5;

    /// <summary>The assembly a project builds.</summary>
    public static async Task<string> TargetOf(string project, CancellationToken cancel)
    {
        string[] words = ["msbuild", project, "-nologo", "-getProperty:TargetPath"];
        var (code, said) = await Run(Path.GetDirectoryName(project)!, words, cancel);
        return code == 0 ? said.Trim() : throw WrongCall.Of("tools.wrong.project", project, said.Trim());
    }

    /// <summary>Empty when it built; else the first errors, a line each.</summary>
    public static async Task<IReadOnlyList<string>> Build(string project, CancellationToken cancel)
    {
        string folder = Path.GetDirectoryName(project)!;
        string[] words = ["build", project, "-nologo", "-v", "q", "-clp:NoSummary", "-tl:off"];
        var (code, said) = await Run(folder, words, cancel);
        if (code == 0)
            return [];
        string[] errors =
        [
            .. said.Split('\n')
                .Where(l => l.Contains("error", StringComparison.Ordinal))
                .Select(l => ProjectName().Replace(l, "").Replace(folder + "/", "", StringComparison.Ordinal).Trim())
                .Distinct(StringComparer.Ordinal),
        ];
        return errors.Length == 0 ? [said.Trim()] : [.. errors.Take(ShownErrors)];
    }

    private static async Task<(int Code, string Said)> Run(string folder, string[] words, CancellationToken cancel)
    {
        var start = new ProcessStartInfo("dotnet", words)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Its errors are picked out by their English mark.
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            throw WrongCall.Of("tools.wrong.no-sdk");
        }

        using (process)
        {
            process.StandardInput.Close();
            var said = process.StandardOutput.ReadToEndAsync(cancel);
            var wrong = process.StandardError.ReadToEndAsync(cancel);
            try
            {
                string all = await said + await wrong;
                await process.WaitForExitAsync(cancel);
                return (process.ExitCode, all);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                throw;
            }
        }
    }

    [GeneratedRegex(@" \[[^\]]*\.csproj\]", RegexOptions.None, 1000)]
    private static partial Regex ProjectName();
}
