using System.Text.RegularExpressions;
using static Modular.Architecture.Tests.House;

namespace Modular.Architecture.Tests;

/// <summary>One thing a line, one type a name, one model a page: how the code lies on the page.</summary>
public sealed class LayoutTests
{
    private const string Blocks =
        "div|section|header|footer|main|nav|aside|article|form|ul|ol|li|table|thead|tbody|tr|td|th|caption|dl|dt|dd|"
        + "h1|h2|h3|h4|p|fieldset|legend|details|summary|figure";

    [Fact]
    public void Files_stay_under_four_hundred_lines()
    {
        foreach (
            string file in Source(".cs", ".cshtml", ".js")
                .Where(f => !f.Contains("/Migrations/", StringComparison.Ordinal))
        )
            Assert.True(File.ReadLines(file).Count() <= 400, Short(file));
    }

    /// <summary>A part of a partial class adds what it holds: <c>Type.Part.cs</c>.</summary>
    [Fact]
    public void A_file_bears_the_name_of_its_first_type()
    {
        foreach (string file in Source(".cs").Where(f => !f.Contains("/Migrations/", StringComparison.Ordinal)))
        {
            if (file.EndsWith(".cshtml.cs", StringComparison.Ordinal) || Path.GetFileName(file) == "Program.cs")
                continue;
            var first = Types.Match(File.ReadAllText(file));
            if (first.Success)
                Assert.True(
                    first.Groups[1].Value == Path.GetFileName(file).Split('.')[0],
                    $"{Short(file)} begins with {first.Groups[1].Value}"
                );
        }
    }

    /// <summary>Raw strings are as wide as what they hold. The list of what is left only grows shorter.</summary>
    [Fact]
    public void Code_ends_by_column_120()
    {
        var left = new List<string>();
        foreach (string file in Source(".cs").Where(f => !f.Contains("/Migrations/", StringComparison.Ordinal)))
        {
            string code = Regex.Replace(File.ReadAllText(file), "\"\"\"[\\s\\S]*?\"\"\"", "\"\"");
            string[] wide = [.. code.Split('\n').Where(l => l.Length > 120)];
            string? bare = wide.FirstOrDefault(l => !l.Contains('"', StringComparison.Ordinal));
            Assert.True(bare is null, $"{Short(file)}: {bare}");
            if (wide.Length > 0)
                left.Add($"{Short(file)}: {wide.Length}");
        }

        Approve("approved-wide-code.txt", left);
    }

    [Fact]
    public void Styles_and_scripts_have_one_thing_a_line()
    {
        // What the build joins from the parts is left out.
        string[] joined = ["css/base.css", "css/staff.css"];
        foreach (string file in Source(".css", ".js").Where(f => !joined.Any(f.EndsWith)))
        {
            string[] lines = File.ReadAllLines(file);
            Assert.True(lines.Length <= 400, Short(file));
            foreach (string line in lines)
            {
                Assert.True(line.Length <= 120, $"{Short(file)}: {line}");
                if (file.EndsWith(".css", StringComparison.Ordinal))
                    Assert.DoesNotMatch(@";\s*[a-z-]+\s*:|\{[^}]*:[^}]*\}", line);
            }
        }
    }

    [Fact]
    public void Each_page_has_its_model_beside_it()
    {
        foreach (string page in Source(".cshtml"))
        {
            string markup = File.ReadAllText(page);
            if (!Regex.IsMatch(markup, @"^@page\b", RegexOptions.Multiline))
                continue;
            string model = Regex.Match(markup, @"^@model\s+(?:\w+\.)*(\w+)", RegexOptions.Multiline).Groups[1].Value;
            Assert.True(File.Exists(page + ".cs"), $"{Short(page)} has no model beside it");
            Assert.Contains($"class {model}", File.ReadAllText(page + ".cs"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Markup_has_one_block_and_one_control_a_line()
    {
        var left = new List<string>();
        foreach (string file in Source(".cshtml"))
        {
            foreach (string line in File.ReadLines(file))
            {
                int blocks = Regex.Count(line, $@"<({Blocks})\b(?!-)");
                int controls = Regex.Count(line, @"@(if|foreach|for|while|switch)\s*\(");
                if (blocks > 1 || controls > 1 || (controls == 1 && !line.TrimStart().StartsWith('@')))
                    left.Add($"{Short(file)}: {line.Trim()}");
            }
        }

        Approve("approved-dense-markup.txt", left);
    }

    /// <summary>The lists of what is left only grow shorter.</summary>
    [Fact]
    public void Markup_ends_by_column_140()
    {
        var left = Source(".cshtml")
            .Select(f => (File: Short(f), Wide: File.ReadLines(f).Count(l => l.Length > 140)))
            .Where(f => f.Wide > 0)
            .Select(f => $"{f.File}: {f.Wide}");
        Approve("approved-wide-markup.txt", left);
    }
}
