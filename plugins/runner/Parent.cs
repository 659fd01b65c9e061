using System.Diagnostics;
using System.Globalization;
using Modular.Kernel.Plugins;
using Modular.Plugins.Runner.Walls;

namespace Modular.Plugins.Runner;

/// <summary>Ends this process with the one that started it: a killed host cannot end its runner itself.</summary>
internal static class Parent
{
    /// <summary>Called before calls are refused: after that nobody may look at another process.</summary>
    public static void EndWithIt()
    {
        string? given = Environment.GetEnvironmentVariable(RunnerJson.Parent);
        if (!int.TryParse(given, CultureInfo.InvariantCulture, out int parent))
            return;
        int handle = Linux.IsKnown ? Linux.HandleOf(parent) : -1;
        new Thread(() => Wait(parent, handle)) { IsBackground = true }.Start();
    }

    private static void Wait(int parent, int handle)
    {
        try
        {
            if (handle >= 0)
            {
                Linux.WaitFor(handle);
            }
            else
            {
                using var process = Process.GetProcessById(parent);
                process.WaitForExit();
            }
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            // It has ended already.
        }

        Process.GetCurrentProcess().Kill();
    }
}
