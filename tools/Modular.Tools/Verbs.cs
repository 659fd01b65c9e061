using System.CommandLine;
using System.CommandLine.Help;

namespace Modular.Tools;

/// <summary>The verbs, what each takes, and an example of each.</summary>
internal static class Verbs
{
    public static RootCommand All()
    {
        var root = new RootCommand(Said.Of("tools.root"))
        {
            Verb("demo", Database.Demo, ["demo --data .data"]),
            Verb(
                "import",
                Database.Import,
                ["import needs.xlsx --unit YH --dry-run", "import needs.csv --unit YH --map columns.json"],
                Place("FILE"),
                Named("unit", "CODE"),
                Named("map", "FILE.json"),
                Flag("dry-run"),
                Named("errors", "FILE.csv")
            ),
            Verb(
                "cluster",
                Clustering.Run,
                ["cluster needs.csv topics.csv --topics 20 --seed 1"],
                Place("INPUT.csv"),
                Place("OUTPUT.csv"),
                Named("topics", "N|auto"),
                Number("seed"),
                Named("before", "OUTPUT.csv"),
                Named("pinned", "FILE.csv"),
                Named("known", "PLACES.txt"),
                Named("fields", "W"),
                Named("clusterer", "ID")
            ),
            Verb(
                "hot",
                HotIssuesCommand.Run,
                ["hot needs.csv issues.csv --known places.txt"],
                Place("INPUT.csv"),
                Place("OUTPUT.csv"),
                Named("known", "PLACES.txt"),
                Named("together", "FILE.csv"),
                Named("apart", "FILE.csv"),
                Named("finder", "ID")
            ),
            Verb(
                "alike",
                AlikeTexts.Run,
                ["alike needs.csv alike.csv --most 5"],
                Place("INPUT.csv"),
                Place("OUTPUT.csv"),
                Number("most"),
                Named("least", "SCORE")
            ),
            Group(
                "categorise",
                Verb(
                    "train",
                    Categorising.Train,
                    ["categorise train labelled.csv model.bin --folds 5"],
                    Place("INPUT.csv"),
                    Place("MODEL"),
                    Named("words", "FILE.tsv"),
                    Number("folds"),
                    Number("seed"),
                    Named("categoriser", "ID")
                ),
                Verb(
                    "apply",
                    Categorising.Apply,
                    ["categorise apply model.bin needs.csv labels.csv"],
                    Place("MODEL"),
                    Place("INPUT.csv"),
                    Place("OUTPUT.csv")
                )
            ),
            Verb(
                "score",
                Scoring.Run,
                ["score scores.csv result.csv --method weighted-mean"],
                Place("INPUT.csv"),
                Place("OUTPUT.csv"),
                Named("method", "ID"),
                Named("parameters", "FILE.json"),
                Flag("timing")
            ),
            Verb("agreement", Scoring.Agreement, ["agreement scores.csv"], Place("INPUT.csv")),
            Verb(
                "draw",
                Scoring.Draw,
                ["draw --key \"2026-03-10 lottery\" --pool 40 --take 3"],
                Named("key", "TEXT"),
                Number("pool"),
                Number("take"),
                Named("digest", "md5|sha256")
            ),
            Methods(),
            Verb("job", Database.RunJob, ["job needs.sweep"], Place("KIND")),
            Verb("verify", Database.Verify, ["verify --data .data"]),
            Verb("backup", Database.Backup, ["backup monday.sealed"], Place("FILE")),
            Verb(
                "restore",
                Database.Restore,
                ["restore monday.sealed --data restored --secret operator.secret"],
                Place("FILE")
            ),
            Group(
                "account",
                Verb("list", AccountVerbs.List, ["account list"]),
                Verb(
                    "open",
                    AccountVerbs.Open,
                    ["account open li.na --role Administrator --unit 510199"],
                    Place("NAME"),
                    Named("display", "TEXT"),
                    Named("role", "ROLE"),
                    Named("unit", "CODE")
                ),
                Verb("reset", AccountVerbs.Reset, ["account reset admin"], Place("NAME"))
            ),
            Verb(
                "load",
                Load.Run,
                ["load http://127.0.0.1:5080/track --seconds 8 --connections 16"],
                Place("URL"),
                Number("seconds"),
                Number("connections"),
                Named("name", "TEXT"),
                Named("cookie", "TEXT"),
                Named("form", "FILE")
            ),
            Verb("schedule", Scheduling.Run, ["schedule 5000"], Place("TASKS")),
            Verb(
                "make-needs",
                MakeNeeds.Run,
                ["make-needs 100000 needs.csv --seed 1"],
                Place("COUNT"),
                Place("OUTPUT.csv"),
                Number("seed")
            ),
        };
        Option[] common =
        [
            Named("data", "FOLDER"),
            Named("database-kind", "Sqlite|Postgres"),
            Named("connection", "TEXT"),
            Named("secret", "FILE"),
        ];
        foreach (var each in common)
        {
            each.Recursive = true;
            root.Add(each);
        }

        root.Directives.Clear();
        foreach (var usual in root.Options.Where(o => o is HelpOption or VersionOption).ToList())
            root.Options.Remove(usual);
        root.Add(new HelpOption("--help", "-h") { Action = new HelpPage(), Recursive = true });
        Describe(root, "tools");
        return root;
    }

    /// <summary>Alone it lists the methods there are.</summary>
    private static ExampleCommand Methods()
    {
        var methods = Verb("methods", Scoring.List, ["methods", "methods new my-method", "methods watch my-method"]);
        methods.Add(
            Verb(
                "check",
                CheckMethod.Run,
                ["methods check my-method"],
                Place("FOLDER"),
                Named("parameters", "FILE.json"),
                Named("input", "FILE.csv")
            )
        );
        methods.Add(Verb("manifest", WriteManifest.Run, ["methods manifest my-method"], Place("FOLDER")));
        methods.Add(
            Verb(
                "watch",
                WatchMethod.Run,
                ["methods watch my-method"],
                Place("FOLDER"),
                Named("parameters", "FILE.json"),
                Named("input", "FILE.csv"),
                Number("seconds")
            )
        );
        methods.Add(
            Verb(
                "new",
                NewMethod.Run,
                ["methods new my-method", "methods new folder --id my-method"],
                Place("FOLDER"),
                Named("id", "ID")
            )
        );
        return methods;
    }

    private static ExampleCommand Verb(
        string name,
        Func<Call, CancellationToken, Task<int>> run,
        string[] examples,
        params Symbol[] takes
    )
    {
        var verb = new ExampleCommand(name, examples);
        foreach (var symbol in takes)
            if (symbol is Option option)
                verb.Add(option);
            else
                verb.Add((Argument)symbol);
        verb.SetAction((parsed, cancel) => run(new(parsed), cancel));
        return verb;
    }

    private static ExampleCommand Group(string name, params ExampleCommand[] verbs)
    {
        var group = new ExampleCommand(name, [.. verbs.SelectMany(v => v.Examples)]);
        foreach (var verb in verbs)
            group.Add(verb);
        return group;
    }

    private static Argument<string> Place(string name) => new(name);

    private static Option<string> Named(string name, string value) => new("--" + name) { HelpName = value };

    private static Option<int> Number(string name) => new("--" + name) { HelpName = "N" };

    private static Option<bool> Flag(string name) => new("--" + name) { Arity = ArgumentArity.Zero };

    /// <summary>What each is for stands in the texts, under the words that lead to it.</summary>
    private static void Describe(Command command, string path)
    {
        foreach (var option in command.Options)
            option.Description = Said.Of($"{path}.{option.Name.TrimStart('-')}");
        foreach (var verb in command.Subcommands)
        {
            verb.Description = Said.Of($"{path}.{verb.Name}");
            Describe(verb, $"{path}.{verb.Name}");
        }
    }
}

/// <summary>A verb that shows how it is called.</summary>
internal sealed class ExampleCommand(string name, string[] examples) : Command(name)
{
    public string[] Examples => examples;
}
