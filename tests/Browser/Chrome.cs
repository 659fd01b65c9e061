using Microsoft.Playwright;

namespace Modular.Browser.Tests;

/// <summary>
/// The real Chromium of all walks. In CI its absence is a failure; elsewhere a walk without it is skipped, aloud.
/// </summary>
internal static class Chrome
{
    /// <summary>Where pictures are laid.</summary>
    public static string Shots => Path.Combine(TestKit.Repository.Root, "artifacts", "screenshots");

    private static string? Program =>
        Environment.GetEnvironmentVariable("MODULAR_CHROMIUM") is { Length: > 0 } given ? given
        : File.Exists("/usr/bin/chromium") ? "/usr/bin/chromium"
        : null;

    /// <summary>It asks nobody on the way but the host.</summary>
    public static Task<IBrowser> Launch(IPlaywright playwright) =>
        playwright.Chromium.LaunchAsync(
            new()
            {
                ExecutablePath = Program,
                Args =
                [
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                ],
            }
        );

    /// <summary>To be asked before anything else is started.</summary>
    public static void Needed()
    {
        if (Program is not null)
            return;
        Assert.SkipUnless(
            Environment.GetEnvironmentVariable("CI") is not null,
            "no Chromium: MODULAR_CHROMIUM is not set and /usr/bin/chromium is not there"
        );
        Assert.Fail("CI has no Chromium.");
    }
}
