using System.CommandLine;

namespace Modular.Tools.Tests;

/// <summary>What the command line says of itself and of a call that is off. Scripts rely on the exit codes.</summary>
public sealed class CallTests
{
    public static TheoryData<string> EveryVerb =>
        [.. Paths(Verbs.All(), "").Select(p => p.Path).Where(p => p.Length > 0)];

    [Theory, MemberData(nameof(EveryVerb))]
    public async Task Help_of_a_verb_says_how_it_is_called_with_an_example(string verb)
    {
        var (code, said, wrong) = await Tool.Run([.. verb.Split(' '), "--help"]);
        Assert.Equal((0, ""), (code, wrong));
        Assert.Contains("Modular.Tools " + verb, said, StringComparison.Ordinal);
        Assert.Contains("Examples", said, StringComparison.Ordinal);
        Assert.DoesNotContain("tools.", said, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', said);
    }

    [Theory, MemberData(nameof(EveryVerb))]
    public async Task An_unknown_option_of_any_verb_is_refused_with_the_nearest_name(string verb)
    {
        var (code, said, wrong) = await Tool.Run([.. verb.Split(' '), "--dat", "x"]);
        Assert.Equal((2, ""), (code, said));
        Assert.Equal($"There is no option --dat; did you mean --data? See {verb} --help.", wrong.Trim());
    }

    [Theory]
    [InlineData("imprt a.csv", "There is no verb imprt; did you mean import? See --help.")]
    [InlineData("frobnicate", "There is no verb frobnicate; see --help.")]
    [InlineData("methods chek x", "There is no verb chek; did you mean check? See methods --help.")]
    [InlineData("categorise", "A verb is missing: train, apply. See categorise --help.")]
    [InlineData("import", "FILE is missing; see import --help.")]
    [InlineData("import a.csv", "--unit is missing.")]
    [InlineData("import a.csv --unit", "--unit needs a value; see import --help.")]
    [InlineData("import a.csv b.csv --unit A", "b.csv is too much; see import --help.")]
    [InlineData("cluster a.csv b.csv --seed soon", "--seed should be a whole number, not soon.")]
    [InlineData("cluster a.csv b.csv --seed 1 --seed 2", "--seed may be given once only.")]
    [InlineData("cluster a.csv b.csv --topics 0", "--topics is a whole number from 1, or auto.")]
    [InlineData("cluster @a.csv b.csv", "There is no file @a.csv.")]
    public async Task A_call_that_is_off_is_refused_in_one_sentence(string call, string sentence)
    {
        var (code, said, wrong) = await Tool.Run(call.Split(' '));
        Assert.Equal((2, "", sentence), (code, said, wrong.Trim()));
    }

    [Fact]
    public async Task It_speaks_the_language_of_the_machine()
    {
        var off = await Tool.Run(["verify", "--dta", "x"], "zh_CN.UTF-8");
        Assert.Contains("没有选项 --dta，是不是 --data？", off.Error, StringComparison.Ordinal);
        var help = await Tool.Run(["verify", "--help"], "zh_CN.UTF-8");
        Assert.Contains("用法", help.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_verb_it_shows_all_and_fails_and_when_asked_for_help_it_does_not_fail()
    {
        var none = await Tool.Run([]);
        var asked = await Tool.Run(["help"]);
        Assert.Equal((2, 0), (none.Code, asked.Code));
        Assert.Equal(none.Out, asked.Out);
        foreach (var verb in Verbs.All().Subcommands)
            Assert.Contains("  " + verb.Name, none.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nobody_looks_no_progress_is_drawn()
    {
        string data = await Tool.Data();
        var (code, said, wrong) = await Tool.Run(["verify", "--data", data]);
        Assert.Equal((0, ""), (code, wrong));
        Assert.Matches(@"^\d+ entries hold\n$", said);
    }

    [Theory, Trait("rule", "K16")]
    [
        InlineData("verify"),
        InlineData("backup", "x.sealed"),
        InlineData("job", "needs.sweep"),
        InlineData("account", "list")
    ]
    public async Task What_works_on_data_makes_none_where_there_is_none(params string[] verb)
    {
        string folder = Directory.CreateTempSubdirectory("modular-test-").FullName;
        var (code, said, wrong) = await Tool.Run([.. verb, "--data", folder]);
        Assert.Equal((2, ""), (code, said));
        Assert.Contains(folder, wrong, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder, "*.db*"));
    }

    [Fact, Trait("rule", "K16")]
    public async Task Whoever_holds_the_server_gets_back_in_and_a_backup_says_what_it_holds()
    {
        string data = await Tool.Data();
        var none = await Tool.Run(["account", "reset", "admin", "--data", data]);
        Assert.Equal(2, none.Code);
        var opened = await Tool.Run(["account", "open", "admin", "--display", "First", "--data", data]);
        Assert.Equal(0, opened.Code);
        Assert.Matches("[a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{4}", opened.Out);
        var reset = await Tool.Run(["account", "reset", "ADMIN", "--data", data]);
        Assert.Equal(0, reset.Code);
        Assert.Matches("[a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{4}", reset.Out);
        var list = await Tool.Run(["account", "list", "--data", data]);
        Assert.Contains("Administrator Q", list.Out, StringComparison.Ordinal);
        string file = Path.Combine(data, "once.sealed");
        var backup = await Tool.Run(["backup", file, "--data", data]);
        Assert.Equal((0, ""), (backup.Code, backup.Error));
        Assert.Contains(file, backup.Out, StringComparison.Ordinal);
        Assert.Contains("operator.secret", backup.Out, StringComparison.Ordinal);
        string place = Directory.CreateTempSubdirectory("modular-test-").FullName;
        Assert.NotEqual(0, (await Tool.Run(["restore", file, "--data", place])).Code);
        var restored = await Tool.Run([
            "restore",
            file,
            "--data",
            place,
            "--secret",
            Path.Combine(data, "operator.secret"),
        ]);
        Assert.Equal((0, ""), (restored.Code, restored.Error));
        Assert.Contains(
            "Administrator Q",
            (await Tool.Run(["account", "list", "--data", place])).Out,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Everything_that_can_be_given_is_explained_in_both_languages()
    {
        foreach (var (path, command) in Paths(Verbs.All(), ""))
        foreach (string? text in command.Options.Select(o => o.Description).Append(command.Description))
            Assert.False(text is null || text.StartsWith("tools.", StringComparison.Ordinal), $"{path}: {text}");
    }

    private static IEnumerable<(string Path, Command Command)> Paths(Command command, string path) =>
        command.Subcommands.SelectMany(c => Paths(c, $"{path} {c.Name}".Trim())).Prepend((path, command));
}
