namespace Modular.Tools.Tests;

/// <summary>
/// Writing a method: a new project, the watch that builds and checks it, and what it says when something is wrong.
/// </summary>
public sealed class MethodTests
{
    [Fact]
    public async Task A_new_method_keeps_the_laws_and_a_watch_goes_on_after_a_broken_build()
    {
        string folder = Path.Combine(Temporary(), "my-mean");
        Assert.Equal(0, (await Tool.Run(["methods", "new", folder])).Code);
        using var watch = Tool.Start("methods", "watch", folder);
        Assert.Contains(folder, await watch.Line(), StringComparison.Ordinal);
        Assert.Contains("ok      my-mean 0.1.0 keeps all 8 laws", await watch.Line(), StringComparison.Ordinal);

        string source = Path.Combine(folder, "MyMean.cs"),
            good = await File.ReadAllTextAsync(source);
        await File.WriteAllTextAsync(source, good.Replace("int fewest =", "int fewest ==", StringComparison.Ordinal));
        Assert.Contains("The build is broken", await watch.Line(), StringComparison.Ordinal);
        string error = await watch.Line();
        Assert.Matches(@"^ +MyMean\.cs\(\d+,\d+\): error CS\d+: ", error);
        string last = error;
        string unfair = good.Replace("input.Value[i])", "input.Value[i]) + s", StringComparison.Ordinal);
        await File.WriteAllTextAsync(source, unfair);
        while (last.StartsWith(' '))
            last = await watch.Line();
        Assert.Contains("FAILED  my-mean: ", last, StringComparison.Ordinal);
        await Until(watch, "  other names in another order change only the names: ");
        await File.WriteAllTextAsync(source, good.Replace("\"0.1.0\"", "\"0.2.0\"", StringComparison.Ordinal));
        Assert.Contains("keeps all 8 laws", await Until(watch, "my-mean 0.2.0"), StringComparison.Ordinal);
        Assert.Equal(0, await watch.Interrupt());
    }

    [Fact]
    public async Task A_watched_folder_is_loaded_anew_once_for_a_burst_and_a_broken_plugin_is_a_sentence()
    {
        string folder = Shipped("points"),
            dll = Path.Combine(folder, "points.dll");
        byte[] good = await File.ReadAllBytesAsync(dll);
        using var watch = Tool.Start("methods", "watch", folder);
        await watch.Line();
        Assert.Contains("ok      points", await watch.Line(), StringComparison.Ordinal);
        for (int i = 0; i < 50; i++)
            await File.WriteAllBytesAsync(dll, good);
        Assert.Contains("ok      points", await watch.Line(), StringComparison.Ordinal);
        await File.WriteAllTextAsync(dll, "no assembly");
        Assert.Contains("FAILED  points", await watch.Line(), StringComparison.Ordinal);
        Assert.Contains("points.dll is no .NET assembly.", await watch.Line(), StringComparison.Ordinal);
        await File.WriteAllBytesAsync(dll, good);
        Assert.Contains("ok      points", await watch.Line(), StringComparison.Ordinal);
        Assert.Equal(0, await watch.Interrupt());
    }

    [Fact]
    public async Task A_method_that_does_not_end_is_ended_and_the_watch_goes_on()
    {
        string folder = Shipped("points"),
            dll = Path.Combine(folder, "points.dll");
        byte[] good = await File.ReadAllBytesAsync(dll);
        string rows = Path.Combine(folder, "rows.csv");
        await File.WriteAllTextAsync(rows, "rater,subject,criterion,value\nr1,s1,c,1\n");
        using var watch = Tool.Start("methods", "watch", folder, "--seconds", "0", "--input", rows);
        await watch.Line();
        Assert.Contains("FAILED  points: 1 of 1 laws broken", await watch.Line(), StringComparison.Ordinal);
        Assert.Contains("plugin.too-long", await watch.Line(), StringComparison.Ordinal);
        await File.WriteAllBytesAsync(dll, good);
        Assert.Contains("FAILED  points", await watch.Line(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("methods", "new", "/proc", "--id", "a")]
    [InlineData("methods", "new", "", "--id", "Not An Id")]
    [InlineData("methods", "watch", "/nowhere-at-all")]
    public async Task What_cannot_be_is_refused_by_a_sentence(params string[] words)
    {
        string folder = Path.Combine(Temporary(), "x");
        var (code, _, error) = await Tool.Run([.. words.Select(w => w.Length == 0 ? folder : w)]);
        Assert.Equal(2, code);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.NotEmpty(error.Trim());
    }

    private static async Task<string> Until(Tool tool, string mark)
    {
        string line;
        do line = await tool.Line();
        while (!line.Contains(mark, StringComparison.Ordinal));
        return line;
    }

    private static string Temporary() => Directory.CreateTempSubdirectory("modular-test-").FullName;

    private static string Shipped(string id)
    {
        string to = Path.Combine(Temporary(), id);
        Directory.CreateDirectory(to);
        foreach (string file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "plugins", id)))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        return to;
    }
}
