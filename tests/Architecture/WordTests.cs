using System.Text.RegularExpressions;
using Modular.Host;
using Modular.Kernel.Texts;
using Modular.TestKit;

namespace Modular.Architecture.Tests;

/// <summary>What people read is words, never the name of something in the code.</summary>
public sealed class WordTests
{
    [Fact, Trait("rule", "X1")]
    public void An_enum_that_has_words_has_them_for_every_value()
    {
        var keys = Keys();
        var named = keys.Where(k => k.StartsWith("enum.", StringComparison.Ordinal))
            .Select(k => k.Split('.')[1])
            .ToHashSet();
        var enums = ModuleCatalogue
            .All.Select(m => m.GetType().Assembly)
            .Append(typeof(Words).Assembly)
            .Append(typeof(Hosting).Assembly)
            .SelectMany(a => a.GetTypes())
            .Where(t => t.IsEnum && named.Contains(t.Name));
        var missing = enums
            .SelectMany(t => Enum.GetNames(t).Select(value => $"enum.{t.Name}.{value}"))
            .Where(k => !keys.Contains(k));
        Assert.Empty(missing.Distinct());
    }

    private static HashSet<string> Keys() =>
        Directory
            .EnumerateFiles(Repository.Root, "*.tsv", SearchOption.AllDirectories)
            .Where(f => !Regex.IsMatch(f[Repository.Root.Length..], "/(bin|obj|node_modules)/"))
            .SelectMany(File.ReadLines)
            .Select(line => line.Split('\t')[0])
            .ToHashSet(StringComparer.Ordinal);
}
