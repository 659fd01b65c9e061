using Modular.Kernel.Data;
using Modular.TestKit;

namespace Modular.Matrix.Tests;

/// <summary>One line of routes.tsv: who may use a door, whose things are behind it, and a valid address.</summary>
/// <param name="Who">A permission, several separated by "|", open, signed-in or key:scope.</param>
/// <param name="Whose">
/// all: no thing, or one that everybody may see who may come in; unit: the thing's unit must lie at or below the
/// caller's; chain: or above it; member: the caller's unit takes part in it; own: a person's own thing, which is
/// nobody's here. With "?" at the end a caller who may come in can still be told that there is no such thing. A mentor
/// reaches no unit, only what she is named for, which is nothing here.
/// </param>
/// <param name="Body">JSON to send instead of a form.</param>
internal sealed record Line(
    string Verb,
    string Route,
    string Handler,
    string Who,
    string Whose,
    string Address,
    string Body
)
{
    public string Key => $"{Verb}\t{Route}\t{Handler}";

    public bool IsSafe => Verb is "GET" or "ANY";

    /// <summary>The kind of thing in the address.</summary>
    public string? Thing =>
        Address.IndexOf('{', StringComparison.Ordinal) is >= 0 and int at
            ? Address[(at + 1)..Address.IndexOf('}', StringComparison.Ordinal)]
            : null;

    public bool LetsIn(Who who, PermissionTable table) =>
        Who switch
        {
            "open" => true,
            "signed-in" => who.Role is not null,
            _ when Who.StartsWith("key:", StringComparison.Ordinal) => who is { Role: null, Place: not null },
            _ => who is { Role: { } role, Place: { } place }
                && Who.Split('|').Any(table.Of([role], place == Place.District).Contains),
        };

    public bool Reaches(Who who, string path) =>
        Whose.TrimEnd('?') switch
        {
            "all" => true,
            _ when who.Role == Role.Mentor => false,
            "unit" => path.StartsWith(who.Path, StringComparison.Ordinal),
            "chain" => path.StartsWith(who.Path, StringComparison.Ordinal)
                || who.Path.StartsWith(path, StringComparison.Ordinal),
            "member" => who.Place is Place.Own or Place.Neighbour
                && who.Path.StartsWith(path, StringComparison.Ordinal),
            _ => false,
        };

    public static List<Line> All() =>
        [
            .. Read("routes.tsv")
                .Select(p => new Line(p[0], p[1], p[2], p[3], p[4], p[5], p.ElementAtOrDefault(6) ?? "")),
        ];

    public static IEnumerable<string[]> Read(string file) =>
        File.ReadLines(Path.Combine(Repository.Root, "tests", "Matrix", file))
            .Skip(1)
            .Where(l => l.Length > 0)
            .Select(l => l.Split('\t'));
}
