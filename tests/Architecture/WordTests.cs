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

    /// <summary>Comments and guides are written in the English people speak.</summary>
    [Fact]
    public void Comments_and_guides_avoid_words_nobody_says()
    {
        var avoided = new Regex(
            @"\b(nought|whence|reckon\w*|lest|parted by|for form's sake)\b",
            RegexOptions.IgnoreCase
        );
        var comment = new Regex("^\\s*//");
        var found = House
            .Source(".cs", ".md")
            .Where(f => !f.EndsWith("WordTests.cs", StringComparison.Ordinal))
            .SelectMany(f =>
                File.ReadLines(f)
                    .Where(l => f.EndsWith(".md", StringComparison.Ordinal) || comment.IsMatch(l))
                    .Where(l => avoided.IsMatch(l))
                    .Select(l => $"{House.Short(f)}: {l.Trim()}")
            );
        Assert.Empty(found);
    }

    [Fact]
    public void What_people_read_in_English_avoids_them_too()
    {
        var avoided = new Regex(
            @"\b(anew|parted|nought|whence|reckon\w*|lest|hitherto|thereof)\b",
            RegexOptions.IgnoreCase
        );
        Assert.Empty(Rows().Where(row => row.Length > 2 && avoided.IsMatch(row[2])).Select(row => row[0]));
    }

    private static HashSet<string> Keys() => Rows().Select(row => row[0]).ToHashSet(StringComparer.Ordinal);

    private static IEnumerable<string[]> Rows() =>
        Directory
            .EnumerateFiles(Repository.Root, "*.tsv", SearchOption.AllDirectories)
            .Where(f => !Regex.IsMatch(f[Repository.Root.Length..], "/(bin|obj|node_modules)/"))
            .SelectMany(File.ReadLines)
            .Select(line => line.Split('\t'));
}
