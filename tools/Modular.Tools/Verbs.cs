namespace Modular.Tools;

/// <summary>The call's words are off; the message says how it should be.</summary>
internal sealed class WrongCall(string message) : Exception(message);

/// <summary>The verbs and their help.</summary>
internal static class Verbs
{
    private static readonly Dictionary<string, (string Help, Func<Call, CancellationToken, Task<int>> Run)> All = new(StringComparer.Ordinal)
    {
        ["demo"] = ("demo\n  Fills an empty database with the demonstration district and prints its passwords once.", Database.Demo),
        ["import"] = ("import FILE --unit CODE [--map FILE.json] [--dry-run] [--errors FILE.csv]\n  Takes requests from an xlsx or csv. --map: {\"text\": \"heading\", ...}. Wrong rows go to FILE.errors.csv. Exit 1 when rows were wrong.", Database.Import),
        ["cluster"] = ("cluster INPUT.csv OUTPUT.csv [--topics N|auto] [--seed S] [--before OUTPUT.csv] [--pinned FILE.csv] [--known PLACES.txt] [--fields W] [--clusterer ID]\n  INPUT: columns id,text, optional title (more are ignored). OUTPUT: id,topic,x,y (empty = none). Beside it OUTPUT.topics.json.\n  --before: an earlier OUTPUT; what it grouped stays. --pinned: id,topic,not: texts an officer put into a topic or took out of one. --known: names of places, a line each.\n  --fields: weight of the shipped fields of work, 0 without. --clusterer: topics, or spherical-kmeans for the plain recipe.", Clustering.Run),
        ["hot"] = ("hot INPUT.csv OUTPUT.csv [--known PLACES.txt] [--together FILE.csv] [--apart FILE.csv] [--finder ID]\n  INPUT: columns id,text, optional title,place,person,date. PLACES: one name a line. Together and apart: pairs of ids in two columns.\n  OUTPUT: id,issue (empty = alone). Beside it OUTPUT.issues.json: place, problem words, people, heat and its parts, representatives; hottest first.", HotIssuesCommand.Run),
        ["alike"] = ("alike INPUT.csv OUTPUT.csv [--most N] [--least SCORE]\n  INPUT as for cluster. OUTPUT: id,other,score: for each text those most like it, as suggested while somebody types.", AlikeTexts.Run),
        ["categorise"] = ("categorise train INPUT.csv MODEL [--words FILE.tsv] [--folds 5] [--seed S]\n  INPUT: columns id,label,text[,title]. --words: category, tab, key words parted by blanks; categories without rows are known by them. Held-out figures to stderr, JSON to stdout."
            + "\ncategorise apply MODEL INPUT.csv OUTPUT.csv\n  INPUT: id,text[,title]. OUTPUT: id,label,confidence,second,second_confidence,third,third_confidence,known_by: three category names, likeliest first (empty = none), each with its confidence from 0 to 1; known_by is past or words.", Categorising.Run),
        ["score"] = ("score INPUT.csv OUTPUT.csv --method ID [--parameters FILE.json] [--timing]\n  INPUT: rater,subject,criterion,value[,side]. OUTPUT: subject,score,rank,lower,upper,n. Beside it OUTPUT.report.json. A refusal exits 3.", Scoring.Run),
        ["agreement"] = ("agreement INPUT.csv\n  INPUT: rater,subject,value. Prints JSON: Krippendorff's alpha, ICC, Fleiss' kappa, Kendall's W; what cannot be computed stands under why.", Scoring.Agreement),
        ["draw"] = ("draw --key TEXT --pool N --take K [--digest md5|sha256]\n  Prints the drawn numbers in order (RFC 3797).", Scoring.Draw),
        ["methods"] = ("methods [check FOLDER [--parameters FILE.json] [--input FILE.csv]]\n  Lists plugins with their parameters; check runs the laws of appraisal methods against a built folder. Exit 1 when one is broken."
            + "\nmethods new FOLDER [--id ID]\n  Makes an empty folder a project of a method that builds and keeps the laws.\nmethods watch FOLDER [--parameters FILE.json] [--input FILE.csv] [--seconds N]\n  Builds a project at every save, loads what was built anew and runs the laws again, until Ctrl+C.", Methods),
        ["job"] = ("job KIND\n  Runs one recurring job now, such as needs.sweep.", Database.RunJob),
        ["verify"] = ("verify\n  Recomputes the audit chain. Exit 1 names the first broken entry.", Database.Verify),
        ["backup"] = ("backup FILE.zip\n  Database, keys and files in one zip.", Database.Backup),
        ["restore"] = ("restore FILE.zip\n  Into an empty place; nothing is overwritten.", Database.Restore),
        ["load"] = ("load URL [--seconds N] [--connections N] [--name TEXT] [--cookie TEXT] [--form FILE]\n  A repeatable load on one loopback address: requests/s, p50, p99, errors.", Load.Run),
        ["schedule"] = ("schedule TASKS\n  Times the scheduler of plans on an invented plan, beside a bare topological walk in the same run.", Scheduling.Run),
        ["make-needs"] = ("make-needs COUNT OUTPUT.csv [--seed S]\n  Invented requests to import when measuring.", MakeNeeds.Run),
    };

    private static Task<int> Methods(Call call, CancellationToken cancel) => call switch
    {
        _ when call.Has(0, "check") => CheckMethod.Run(call, cancel),
        _ when call.Has(0, "watch") => WatchMethod.Run(call, cancel),
        _ when call.Has(0, "new") => NewMethod.Run(call, cancel),
        _ => Scoring.List(call, cancel),
    };

    private const string Common = "\nEvery verb: --data FOLDER (default .data), --database-kind Sqlite|Postgres, --connection TEXT. The configuration of the host counts too (environment).";

    public static async Task<int> Run(string[] args, CancellationToken cancel)
    {
        if (args.Length == 0 || args[0] is "--help" or "-h" or "help")
        {
            await Console.Out.WriteLineAsync("dotnet run --project tools/Modular.Tools -- VERB ...\n\n" + string.Join("\n\n", All.Values.Select(v => v.Help)) + "\n" + Common);
            return args.Length == 0 ? 2 : 0;
        }

        if (!All.TryGetValue(args[0], out var verb)) throw new WrongCall($"There is no verb {args[0]}; see --help.");
        if (args.Contains("--help") || args.Contains("-h"))
        {
            await Console.Out.WriteLineAsync(verb.Help + "\n" + Common);
            return 0;
        }

        return await verb.Run(new Call(args[1..], verb.Help), cancel);
    }
}

/// <summary>Words of a call: what stands in places, and what is named.</summary>
internal sealed class Call
{
    private static readonly string[] Flags = ["dry-run", "timing"];
    private readonly List<string> _places = [];
    private readonly Dictionary<string, string> _named = new(StringComparer.Ordinal);
    private readonly string _help;

    public Call(string[] args, string help)
    {
        _help = help;
        for (int i = 0; i < args.Length; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal)) _places.Add(args[i]);
            else if (Flags.Contains(args[i][2..])) _named[args[i][2..]] = "true";
            else if (i + 1 < args.Length) _named[args[i][2..]] = args[++i];
            else throw new WrongCall($"{args[i]} needs a value.\n{help}");
        }
    }

    public string Place(int at, string name) => at < _places.Count ? _places[at] : throw new WrongCall($"{name} is missing.\n{_help}");

    public bool Has(int at, string word) => at < _places.Count && _places[at] == word;

    public string? Named(string name) => _named.GetValueOrDefault(name);

    public bool Flag(string name) => _named.ContainsKey(name);

    public int Number(string name, int otherwise) => Named(name) is not { } text ? otherwise
        : int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out int number) ? number : throw new WrongCall($"--{name} should be a whole number, not {text}.");
}
