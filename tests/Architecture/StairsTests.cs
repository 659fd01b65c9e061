using System.Text.RegularExpressions;
using Modular.TestKit;
using static Modular.Architecture.Tests.House;

namespace Modular.Architecture.Tests;

/// <summary>
/// Floors of a house: the ground floor uses no feature, features use each other without circles, doors stand on top.
/// A room uses another where one of its files names a type of it and has its namespace in reach.
/// </summary>
public sealed class StairsTests
{
    /// <summary>Doors, and what knows every room because it lists them.</summary>
    private static readonly string[] Doors = ["Pages", "Portal", "Views", "Api", "Data", "Demo", "Facts", "Texts"];

    public static TheoryData<string> Houses =>
        [
            .. Directory
                .EnumerateDirectories(Path.Combine(Repository.Root, "modules"))
                .Select(f => $"modules/{Path.GetFileName(f)}")
                .Order(),
            "shared-kernel/Modular.Kernel",
            "shared-kernel/Modular.Language",
        ];

    [Theory, MemberData(nameof(Houses))]
    public void Rooms_form_no_circle(string house)
    {
        var arrows = Arrows(house);
        var left = arrows.Select(a => a.From).Concat(arrows.Select(a => a.To)).ToHashSet();
        // Who uses nobody that is left goes; those who stay use each other in a circle.
        while (left.RemoveWhere(room => !arrows.Any(a => a.From == room && left.Contains(a.To))) > 0) { }
        var circle = arrows.Where(a => left.Contains(a.From) && left.Contains(a.To)).Select(a => $"{a}");
        Assert.True(left.Count == 0, $"{house}:\n{string.Join('\n', circle)}");
    }

    /// <summary>The mathematics of language has rooms, and no ground floor of its own nor a README.</summary>
    public static TheoryData<string> WithGround => [.. Houses.Select(h => h.Data).Where(h => !h.EndsWith("Language"))];

    [Theory, MemberData(nameof(WithGround))]
    public void The_ground_floor_uses_no_room(string house)
    {
        string ground = house.EndsWith("Kernel", StringComparison.Ordinal) ? "Data" : "Domain";
        Assert.Empty(
            Arrows(house)
                .Where(a => a.From == ground)
                // Words, rules and days stand below everything.
                .Where(a => a.To is not ("Rules" or "Texts" or "Calendar" or "Secrets"))
                .Select(a => $"{a}")
        );
    }

    /// <summary>Who knows a room finds its tests. Rooms without tests of their own stand in a list that only grows
    /// shorter.</summary>
    [Fact]
    public void Tests_lie_in_rooms_of_the_same_name()
    {
        var untested = new List<string>();
        foreach (string house in WithGround.Select(h => h.Data))
        {
            string name = house.Split('/')[^1].Split('.')[^1];
            string tests = Path.Combine(Repository.Root, "tests", char.ToUpperInvariant(name[0]) + name[1..]);
            var rooms = Files(house).Select(f => f.Room).ToHashSet();
            var tested = Directory
                .EnumerateFiles(tests, "*.cs", SearchOption.AllDirectories)
                .Select(f => Path.GetRelativePath(tests, f).Split('/'))
                .Where(parts => parts.Length > 1 && parts[0] is not ("bin" or "obj"))
                .Select(parts => parts[0])
                .ToHashSet();
            Assert.Empty(tested.Except(rooms));
            untested.AddRange(
                rooms.Except(tested).Except(["Pages", "Views", "Data", "Demo"]).Select(r => $"{house}/{r}")
            );
        }

        Approve("approved-untested-rooms.txt", untested);
    }

    /// <summary>What a room says stands in a file of its name; what several say in one of the module's.</summary>
    [Theory, MemberData(nameof(WithGround))]
    public void Texts_bear_the_name_of_a_room_or_of_the_module(string house)
    {
        string name = house.Split('/')[^1].Split('.')[^1].ToLowerInvariant();
        var rooms = Files(house).Select(f => f.Room.ToLowerInvariant()).Append(name);
        var texts = Directory
            .EnumerateFiles(Path.Combine(Repository.Root, house, "Texts"), "*.tsv")
            .Select(f => Path.GetFileNameWithoutExtension(f));
        Assert.Empty(texts.Except(rooms));
    }

    [Theory, MemberData(nameof(Houses))]
    public void A_file_has_the_namespace_of_its_room(string house)
    {
        foreach (var (file, room) in Files(house).Where(f => !Doors.Contains(f.Room) || f.Room == "Data"))
        {
            var found = Regex.Match(File.ReadAllText(file), @"^namespace ([\w.]+)", RegexOptions.Multiline);
            string name = found.Groups[1].Value + ".";
            Assert.True(
                name.StartsWith($"{Namespace(house)}.{room}.", StringComparison.Ordinal),
                $"{Short(file)} has the namespace {name}"
            );
        }
    }

    [Theory, MemberData(nameof(WithGround))]
    public void The_readme_names_each_room_once_and_no_other(string house)
    {
        string readme = Path.Combine(Repository.Root, house, "README.md");
        var named = Regex.Matches(File.ReadAllText(readme), @"^\| `(\w+)/` \|", RegexOptions.Multiline);
        // Texts are words and no room, unless code lies among them.
        Assert.Equal(
            Files(house).Select(f => f.Room).Distinct().Order(StringComparer.Ordinal),
            named.Select(m => m.Groups[1].Value).Order(StringComparer.Ordinal)
        );
    }

    /// <summary>What differs between kinds is said by the kind, or as a property of the round.</summary>
    [Fact]
    public void Only_the_ground_floor_and_the_kinds_ask_what_kind_a_round_is()
    {
        const string house = "modules/appraisal";
        var rooms = Files(house)
            .Where(f => File.ReadAllText(f.File).Contains(": IRoundKind", StringComparison.Ordinal))
            .Select(f => f.Room)
            .ToHashSet();
        Assert.True(rooms.Count > 3);
        var asking = Source(".cs", ".cshtml")
            .Where(f => Short(f).StartsWith(house + "/", StringComparison.Ordinal))
            .Where(f => !f.Contains("/Migrations/", StringComparison.Ordinal))
            .Where(f => Regex.IsMatch(File.ReadAllText(f), @"\bRoundKind\.[A-Z]"))
            .Where(f => !Short(f)[(house.Length + 1)..].Split('/').Any(part => rooms.Contains(part)))
            .Select(Short)
            .Where(f => !f.Contains("/Domain/", StringComparison.Ordinal))
            .Where(f => !f.Contains("/Demo/", StringComparison.Ordinal));
        Assert.Empty(asking);
    }

    private static List<Arrow> Arrows(string house)
    {
        bool kernel = house.EndsWith("Kernel", StringComparison.Ordinal);
        var files = Files(house)
            .Where(f => !(kernel ? ["Store"] : Doors).Contains(f.Room))
            .Select(f => (f.File, f.Room, Code: Regex.Replace(File.ReadAllText(f.File), "//.*", "")))
            .ToList();
        var homes = files
            .SelectMany(f => Types.Matches(f.Code).Select(m => (Type: m.Groups[1].Value, f.Room)))
            .ToLookup(t => t.Type, t => t.Room);
        string name = Regex.Escape(Namespace(house));
        return
        [
            .. files.SelectMany(f =>
            {
                var near = Regex.Matches(f.Code, $@"using {name}\.(\w+)").Select(m => m.Groups[1].Value).ToHashSet();
                return Regex
                    .Matches(f.Code, @"(?:\b(\w+)\.)?\b([A-Z]\w*)\b")
                    .SelectMany(m =>
                        homes[m.Groups[2].Value]
                            .Where(room => room != f.Room && (near.Contains(room) || m.Groups[1].Value == room))
                            .Select(room => new Arrow(f.Room, room, Short(f.File), m.Groups[2].Value))
                    )
                    .Distinct();
            }),
        ];
    }

    /// <summary>A room is the folder in which a file lies, or the one of which that is a corner.</summary>
    private static IEnumerable<(string File, string Room)> Files(string house)
    {
        string root = Path.Combine(Repository.Root, house);
        return Source(".cs")
            .Where(f =>
                f.StartsWith(root + "/", StringComparison.Ordinal)
                && !f.Contains("/Migrations/", StringComparison.Ordinal)
            )
            .Select(f => (File: f, Path: Path.GetRelativePath(root, f).Split('/')))
            .Where(f => f.Path.Length > 1)
            .Select(f => (f.File, f.Path[0]));
    }

    private static string Namespace(string house) =>
        house.StartsWith("modules/", StringComparison.Ordinal)
            ? $"Modular.{char.ToUpperInvariant(house[8])}{house[9..]}"
            : Path.GetFileName(house);

    private sealed record Arrow(string From, string To, string File, string Type);
}
