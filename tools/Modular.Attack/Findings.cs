using System.Diagnostics;

namespace Modular.Attack;

/// <summary>What held, what did not and what was not tried, in the order of the attack.</summary>
internal sealed class Findings
{
    private readonly List<(string Name, string Verdict, string What)> _rows = [];

    public async Task Try(string name, string what, Func<Task<string?>> attack)
    {
        var watch = Stopwatch.StartNew();
        string? broken;
        try
        {
            broken = await attack();
        }
        catch (Exception problem)
            when (problem is HttpRequestException or InvalidOperationException or TaskCanceledException)
        {
            broken = "the attack could not be carried out: " + problem.Message;
        }

        _rows.Add(
            (
                name,
                broken is null ? "held" : "NOT HELD",
                broken is null ? $"{what} ({watch.Elapsed.TotalSeconds:0.0} s)" : $"{what}: {broken}"
            )
        );
    }

    public void NotTried(string name, string why) => _rows.Add((name, "not tried", why));

    /// <returns>The exit code.</returns>
    public int Print()
    {
        foreach (var (name, verdict, what) in _rows)
            Console.Out.WriteLine($"{name, -5} {verdict, -10} {what}");
        int broken = _rows.Count(r => r.Verdict == "NOT HELD");
        Console.Out.WriteLine(
            $"\n{_rows.Count(r => r.Verdict == "held")} held, {broken} not held, "
                + $"{_rows.Count(r => r.Verdict == "not tried")} not tried"
        );
        return broken == 0 ? 0 : 1;
    }
}
