using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Modular.Tools;

/// <summary>Words of a call: what stands in places, and what is named.</summary>
internal sealed class Call(ParseResult parsed)
{
    public string Place(int at) =>
        parsed.GetRequiredValue((Argument<string>)parsed.CommandResult.Command.Arguments[at]);

    public string? Named(string name) => Given(name)?.Tokens[0].Value;

    /// <exception cref="WrongCall">It is not there.</exception>
    public string Needed(string name) => Named(name) ?? throw WrongCall.Of("tools.wrong.needed", "--" + name);

    public bool Flag(string name) => Given(name) is not null;

    public int Number(string name, int otherwise) =>
        Named(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    private OptionResult? Given(string name) =>
        parsed.GetResult("--" + name) is OptionResult { Implicit: false } given ? given : null;
}

/// <summary>The call is off in a way only the verb can see; the message says how it should be.</summary>
internal sealed class WrongCall(string message) : Exception(message)
{
    public static WrongCall Of(string key, params object?[] arguments) => new(Said.Of(key, arguments));

    public static WrongCall NoFile(string file) => Of("tools.wrong.no-file", file);
}
