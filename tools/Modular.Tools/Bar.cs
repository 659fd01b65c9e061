using Spectre.Console;

namespace Modular.Tools;

/// <summary>
/// A progress bar on a terminal, and nothing at all where the output goes to a file or another program.
/// </summary>
internal static class Bar
{
    /// <param name="work">Gets what to call with how much is done of how much; zero of zero where the end is not
    /// known.</param>
    public static async Task<T> While<T>(string what, Func<Action<long, long>, Task<T>> work)
    {
        if (Console.IsErrorRedirected || Console.IsOutputRedirected)
            return await work((_, _) => { });
        var console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(Console.Error) });
        return await console
            .Progress()
            .AutoClear(true)
            .StartAsync(async context =>
            {
                var task = context.AddTask(Markup.Escape(what));
                return await work(
                    (done, total) =>
                    {
                        task.IsIndeterminate = total <= 0;
                        task.MaxValue = Math.Max(1, total);
                        task.Value = done;
                    }
                );
            });
    }
}
