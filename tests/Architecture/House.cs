using System.Text.RegularExpressions;
using Modular.TestKit;

namespace Modular.Architecture.Tests;

/// <summary>The files of the house, and texts of it that a person approved.</summary>
internal static class House
{
    /// <summary>What a file declares on its outermost level, by name.</summary>
    public static readonly Regex Types = new(
        @"^(?:(?:public|internal|file|static|sealed|abstract|partial|readonly) )*"
            + @"(?:class|record struct|record|struct|enum|interface|delegate \w+) (\w+)",
        RegexOptions.Multiline
    );

    public static IEnumerable<string> Source(params string[] endings) =>
        Directory
            .EnumerateFiles(Repository.Root, "*", SearchOption.AllDirectories)
            .Where(f =>
                endings.Any(e => f.EndsWith(e, StringComparison.Ordinal))
                && !Regex.IsMatch(f[Repository.Root.Length..], @"/(bin|obj|node_modules|\.data|\.git|lib)/")
            );

    public static string Short(string file) => Path.GetRelativePath(Repository.Root, file);

    public static void Approve(string file, IEnumerable<string> lines) =>
        Approve(file, string.Concat(lines.Order(StringComparer.Ordinal).Select(l => l + "\n")));

    /// <summary>MODULAR_APPROVE=1 writes the present text down; the change then shows in the review.</summary>
    public static void Approve(string file, string present)
    {
        string path = Path.Combine(Repository.Root, "tests", "Architecture", file);
        if (Environment.GetEnvironmentVariable("MODULAR_APPROVE") == "1")
            File.WriteAllText(path, present);
        Assert.Equal(File.ReadAllText(path), present);
    }
}
