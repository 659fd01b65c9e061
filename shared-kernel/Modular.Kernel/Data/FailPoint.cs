namespace Modular.Kernel.Data;

/// <summary>
/// Named places where a test may end the process. Lives only under the switch <c>MODULAR_FAIL_AT=name[:count]</c>: at
/// the count-th passage the process ends at once, as if the machine had lost power.
/// </summary>
public static class FailPoint
{
    private static readonly string? Wanted = Environment.GetEnvironmentVariable("MODULAR_FAIL_AT");
    private static int _left =
        Wanted?.Split(':') is [_, var count]
        && int.TryParse(count, System.Globalization.CultureInfo.InvariantCulture, out int times)
            ? times
            : 1;

    public static void Reach(string name)
    {
        if (Wanted is null || !Wanted.Split(':')[0].Equals(name, StringComparison.Ordinal))
            return;
        if (Interlocked.Decrement(ref _left) == 0)
            System.Diagnostics.Process.GetCurrentProcess().Kill();
    }
}
