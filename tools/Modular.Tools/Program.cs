using System.CommandLine;
using System.Globalization;
using Modular.Kernel.Data;
using Modular.Kernel.Texts;
using Modular.Plugins.Contract;
using Modular.Tools;

// Exit codes: 0 done, 1 found something wrong (rows refused, chain broken), 2 called wrongly or cannot start, 3 refused
// with a reason.
if (Environment.GetEnvironmentVariable("LANG")?.StartsWith("zh", StringComparison.Ordinal) != true)
    CultureInfo.CurrentUICulture = new("en");
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, key) =>
{
    key.Cancel = true;
    stop.Cancel();
};
try
{
    var all = Verbs.All();
    if (args.Length == 0)
    {
        HelpPage.Write(all);
        return 2;
    }

    // "help VERB" is asked as "VERB --help" is.
    string[] words = args[0] == "help" ? [.. args[1..], "--help"] : args;
    var parsed = all.Parse(words, new() { ResponseFileTokenReplacer = null, EnablePosixBundling = false });
    if (parsed.Action is not HelpPage && Mistakes.First(parsed) is { } mistake)
        throw new WrongCall(mistake);
    var plain = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
    return await parsed.InvokeAsync(plain, stop.Token);
}
catch (WrongCall wrong)
{
    await Console.Error.WriteLineAsync(wrong.Message);
    return 2;
}
catch (StartRefused refused)
{
    await Console.Error.WriteLineAsync(Said.Words[refused.Key, refused.Arguments]);
    return 2;
}
catch (NotComputableException refused)
{
    await Console.Error.WriteLineAsync(Said.Words.Pick(refused.Reason));
    return 3;
}
catch (OperationCanceledException)
{
    await Console.Error.WriteLineAsync(Said.Of("tools.stopped"));
    return 130;
}
catch (Exception problem) when (Problems.Sentence(Said.Words, problem) is { } sentence)
{
    await Console.Error.WriteLineAsync(sentence);
    return 3;
}
catch (IOException problem)
{
    await Console.Error.WriteLineAsync(problem.Message);
    return 2;
}
