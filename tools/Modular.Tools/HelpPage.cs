using System.CommandLine;
using System.CommandLine.Invocation;
using Spectre.Console;

namespace Modular.Tools;

/// <summary>
/// What a verb does, takes and looks like when it is called. Colour and columns on a terminal, plain lines elsewhere.
/// </summary>
internal sealed class HelpPage : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        Write(parseResult.CommandResult.Command);
        return 0;
    }

    public static void Write(Command command)
    {
        var names = Path(command).ToList();
        AnsiConsole.WriteLine(command.Description ?? "");
        Title("tools.help.usage");
        string usage = string.Join(' ', names.Concat(command.Arguments.Select(a => a.Name)));
        string verb =
            command.Subcommands.Count == 0 ? ""
            : command.Action is null ? " VERB"
            : " [VERB]";
        AnsiConsole.WriteLine($"  {usage}{verb}{(command.Options.Count > 0 ? " [--...]" : "")}");
        Rows("tools.help.verbs", command.Subcommands.Select(c => (c.Name, c.Description)));
        Rows("tools.help.options", command.Options.Where(o => !o.Recursive).Select(Row));
        var common = Above(command).SelectMany(c => c.Options).Where(o => o.Recursive).Select(Row);
        Rows("tools.help.common", common);
        if (command is not ExampleCommand { Examples: { Length: > 0 } examples })
            return;
        Title("tools.help.examples");
        foreach (string example in examples)
            AnsiConsole.WriteLine($"  Modular.Tools {example}");
    }

    private static IEnumerable<Command> Above(Command command)
    {
        for (Command? at = command; at is not null; at = at.Parents.OfType<Command>().FirstOrDefault())
            yield return at;
    }

    private static IEnumerable<string> Path(Command command) =>
        Above(command).Reverse().Select(c => c is RootCommand ? "Modular.Tools" : c.Name);

    private static (string, string?) Row(Option option) =>
        ($"{option.Name}{(option.HelpName is { } value ? " " + value : "")}", option.Description);

    private static void Title(string key)
    {
        AnsiConsole.WriteLine();
        AnsiConsole.Write(new Text(Said.Of(key) + "\n", new Style(decoration: Decoration.Bold)));
    }

    private static void Rows(string title, IEnumerable<(string Name, string? For)> rows)
    {
        var all = rows.ToList();
        if (all.Count == 0)
            return;
        Title(title);
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().Padding(2, 0, 2, 0)).AddColumn();
        foreach (var (name, purpose) in all)
            grid.AddRow(new Text(name), new Text(purpose ?? ""));
        AnsiConsole.Write(grid);
    }
}
