using Modular.Kernel.Texts;

namespace Modular.Tools;

/// <summary>
/// The sentences of the whole product and of the command line, in the language the caller's machine speaks.
/// </summary>
internal static class Said
{
    private static readonly Lazy<Words> All = new(() =>
        new([
            new(typeof(Words).Assembly),
            new(typeof(Said).Assembly),
            .. Host.ModuleCatalogue.All.Select(m => new TextSource(m.GetType().Assembly)),
        ])
    );

    public static Words Words => All.Value;

    public static string Of(string key, params object?[] arguments) => Words[key, arguments];
}
