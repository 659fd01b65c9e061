using System.CommandLine;
using System.CommandLine.Parsing;

namespace Modular.Tools;

/// <summary>What is wrong with a call, in one sentence with the nearest thing that would be right.</summary>
internal static class Mistakes
{
    public static string? First(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        string path = PathOf(parsed.CommandResult);
        if (Misplaced(parsed) is { } option)
            return Unknown(command, path, option);
        if (parsed.UnmatchedTokens.Count > 0)
            return Unknown(command, path, parsed.UnmatchedTokens[0]);
        if (parsed.Errors.Count == 0)
            return null;
        var error = parsed.Errors[0];
        return error.SymbolResult switch
        {
            OptionResult { Tokens.Count: 0 } lacks => Said.Of("tools.wrong.value-missing", lacks.Option.Name, path),
            OptionResult { Tokens.Count: > 1 } twice => Said.Of("tools.wrong.twice", twice.Option.Name),
            OptionResult wrong => Said.Of("tools.wrong.number", wrong.Option.Name, wrong.Tokens[0].Value),
            ArgumentResult { Tokens.Count: 0 } place => Said.Of("tools.wrong.place-missing", place.Argument.Name, path),
            CommandResult when command.Subcommands.Count > 0 => Said.Of(
                "tools.wrong.verb-missing",
                string.Join(", ", command.Subcommands.Select(c => c.Name)),
                path
            ),
            _ => error.Message,
        };
    }

    /// <summary>
    /// The parser takes an option it does not know for a file; only behind a bare <c>--</c> is it meant so.
    /// </summary>
    private static string? Misplaced(ParseResult parsed) =>
        parsed.Tokens.Any(t => t.Type == TokenType.DoubleDash)
            ? null
            : parsed
                .CommandResult.Children.OfType<ArgumentResult>()
                .SelectMany(a => a.Tokens)
                .Select(t => t.Value)
                .Concat(parsed.UnmatchedTokens)
                .FirstOrDefault(t => t.StartsWith("--", StringComparison.Ordinal));

    private static string Unknown(Command command, string path, string word)
    {
        if (word.StartsWith('-'))
            return Nearest(word, OptionsOf(command)) is { } option
                ? Said.Of("tools.wrong.option-near", word, option, path)
                : Said.Of("tools.wrong.option", word, path);
        if (command.Arguments.Count > 0 || command.Subcommands.Count == 0)
            return Said.Of("tools.wrong.too-much", word, path);
        return Nearest(word, command.Subcommands.Select(c => c.Name)) is { } verb
            ? Said.Of("tools.wrong.verb-near", word, verb, path)
            : Said.Of("tools.wrong.verb", word, path);
    }

    private static IEnumerable<string> OptionsOf(Command command)
    {
        foreach (var option in command.Options)
            yield return option.Name;
        for (var at = Above(command); at is not null; at = Above(at))
            foreach (var option in at.Options.Where(o => o.Recursive))
                yield return option.Name;
    }

    private static Command? Above(Command command) => command.Parents.OfType<Command>().FirstOrDefault();

    /// <summary>The words that led here, as they would be written before <c>--help</c>.</summary>
    private static string PathOf(CommandResult result) =>
        result.Parent is CommandResult above ? PathOf(above) + result.Command.Name + " " : "";

    private static string? Nearest(string word, IEnumerable<string> known)
    {
        var (name, away) = known.Select(k => (k, Distance(word, k))).MinBy(k => k.Item2);
        return away <= Math.Max(2, word.Length / 3) ? name : null;
    }

    /// <summary>How many letters must be changed, added or taken away (Levenshtein).</summary>
    private static int Distance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int corner = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int changed = corner + (a[i - 1] == b[j - 1] ? 0 : 1);
                corner = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
