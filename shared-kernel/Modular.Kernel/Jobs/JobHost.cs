using System.Diagnostics;
using System.Globalization;

namespace Modular.Kernel.Jobs;

/// <summary>
/// The name of this process among all that share a database: machine, process, and when it began, since numbers of
/// processes come again.
/// </summary>
internal static class JobHost
{
    public static string Name { get; } = Of(Process.GetCurrentProcess());

    /// <summary>
    /// Whether the host of this name, or of a holder that begins with it, is known to have ended: it was on this
    /// machine and no such process is there. Of other machines nothing is known.
    /// </summary>
    public static bool HasEnded(string holder)
    {
        string[] parts = holder.Split(':');
        if (parts.Length < 3 || parts[0] != Environment.MachineName)
            return false;
        if (!int.TryParse(parts[1], CultureInfo.InvariantCulture, out int number))
            return false;
        try
        {
            using var process = Process.GetProcessById(number);
            return Of(process) != string.Join(':', parts[..3]);
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            return true;
        }
    }

    private static string Of(Process process) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Environment.MachineName}:{process.Id}:{process.StartTime.ToUniversalTime().Ticks / TimeSpan.TicksPerSecond}"
        );
}
