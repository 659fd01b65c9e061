using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Data;
using Modular.TestKit;

namespace Modular.Matrix.Tests;

/// <summary>
/// Every route of the running host, tried by every role at every place, by nobody and by keys. What is right stands in
/// routes.tsv; a route without a line there, or a line without a route, fails.
/// </summary>
public sealed partial class MatrixTests(ITestOutputHelper said)
{
    private static readonly string[] Headers =
    [
        "Content-Security-Policy",
        "X-Content-Type-Options",
        "X-Frame-Options",
        "Referrer-Policy",
        "Permissions-Policy",
    ];

    private readonly ConcurrentDictionary<string, ConcurrentQueue<string>> _faults = new(StringComparer.Ordinal);
    private int _cells;

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    [Trait("rule", "K2")]
    public async Task Every_role_at_every_place_gets_from_every_route_what_its_line_says(string database)
    {
        var watch = Stopwatch.StartNew();
        await using var host = await MatrixHost.Start(database);
        var doors = await RunningRoutes.Of(host.Host.Services);
        var lines = Line.All();
        AssertComplete(doors, lines);
        var things = await Things.Find(host);
        said.WriteLine(
            $"{database}: ready after {watch.Elapsed.TotalSeconds:0} s, {lines.Count} routes, "
                + $"{host.People.Count + host.Keys.Count + 1} callers"
        );
        var table = host.Host.Services.GetRequiredService<PermissionTable>();
        var shapes = doors.ToDictionary(d => d.Key, d => d.Shape, StringComparer.Ordinal);
        string before = await host.Store.Digest(host.Tables);
        await Phase("reads", watch, () => Reads(database, host, lines, things, table));
        await Phase("refused writes", watch, () => Refused(host, lines, things, table, shapes));
        await Phase("writes without a form token", watch, () => Unarmed(host, lines, things, table, shapes));
        string[] changed =
        [
            .. (await host.Store.Digest(host.Tables))
                .Split('\n')
                .Except(before.Split('\n'))
                .Where(t =>
                    !t.StartsWith("kernel.audit_", StringComparison.Ordinal)
                    && !t.StartsWith("kernel.authenticator", StringComparison.Ordinal)
                ),
        ];
        if (changed.Length > 0)
            _faults["rows have changed though nobody asked who may change them"] = new(changed);
        await Phase("steps out of turn", watch, () => OutOfTurn(host, things, doors));
        await Phase("fields that no form has", watch, () => OverPosted(host, lines, things, table, shapes));
        Assert.True(
            _faults.IsEmpty,
            $"{_faults.Values.Sum(f => f.Count)} of {_cells} cells are wrong:\n{string.Join('\n', Told())}"
        );
    }

    private static void AssertComplete(List<Door> doors, List<Line> lines)
    {
        var wanted = doors.Select(d => d.Key).ToHashSet(StringComparer.Ordinal);
        var written = lines.Select(l => l.Key).ToHashSet(StringComparer.Ordinal);
        Assert.True(written.Count == lines.Count, "tests/Matrix/routes.tsv has a route twice.");
        string[] missing =
        [
            .. doors.Where(d => !written.Contains(d.Key)).Select(d => $"{d.Key}\t{d.Stated}\tall\t{d.Route}"),
        ];
        Assert.True(
            missing.Length == 0,
            "These routes have no line in tests/Matrix/routes.tsv. Add one each, in its place by route: who "
                + "may come in (a permission, open, "
                + "signed-in, key:scope), whose things are behind it (all, unit, own) and an address with a "
                + "{kind} of objects.tsv:\n"
                + string.Join('\n', missing)
        );
        string[] gone = [.. written.Except(wanted)];
        Assert.True(
            gone.Length == 0,
            "These lines of tests/Matrix/routes.tsv have no route any more; take them out:\n" + string.Join('\n', gone)
        );
        string[] keys = [.. lines.Select(l => $"{l.Route}\t{l.Verb}\t{l.Handler}")];
        Assert.True(
            keys.SequenceEqual(keys.Order(StringComparer.Ordinal)),
            "tests/Matrix/routes.tsv is not sorted by route, verb and handler."
        );
    }

    private async Task Phase(string name, Stopwatch watch, Func<Task> work)
    {
        (int cells, var start) = (_cells, watch.Elapsed);
        await work();
        said.WriteLine($"{name}: {_cells - cells} cells in {(watch.Elapsed - start).TotalSeconds:0} s");
    }

    /// <summary>
    /// The places above and below are asked on one database only: who reaches what is the same code on both.
    /// </summary>
    private Task Reads(string database, MatrixHost host, List<Line> lines, Things things, PermissionTable table) =>
        Each(
            lines.Where(l => l.IsSafe),
            async line =>
            {
                foreach (var thing in things.Of(line).Distinct())
                foreach (
                    var who in Callers(host, line)
                        .Where(w => database == Databases.Sqlite || w.Place is null or Place.Own or Place.Neighbour)
                )
                {
                    var answer = await who.Caller.Send("GET", thing.In(line.Address));
                    Count();
                    string cell =
                        $"{who.Caller.Name} GET {thing.In(line.Address)} ({thing.Path}): {answer.Status} "
                        + $"{answer.Location}";
                    if (answer.Status >= 500)
                        Fault(line, cell, "breaks down");
                    if (Headers.FirstOrDefault(h => !answer.Headers.Contains(h)) is { } lacks)
                        Fault(line, cell, "lacks " + lacks);
                    // Taking a file is recorded; anything else only looks.
                    if (answer.Written.Any(t => !MayWrite(answer, t)))
                        Fault(line, cell, "GET writes to " + string.Join(", ", answer.Written));
                    if (answer is { Status: 200, IsPage: true })
                        Words(line, cell, answer.Body);
                    if (Misjudged(line, who, thing, table, answer) is { } wrong)
                        Fault(line, cell, wrong);
                }
            }
        );

    /// <summary>Whoever may not is refused, form token or not, and nothing changes.</summary>
    private Task Refused(
        MatrixHost host,
        List<Line> lines,
        Things things,
        PermissionTable table,
        Dictionary<string, IReadOnlyList<KeyValuePair<string, string>>> shapes
    ) =>
        Each(
            lines.Where(l => !l.IsSafe),
            async line =>
            {
                foreach (var thing in things.Of(line).Distinct())
                foreach (
                    var who in Callers(host, line).Where(w => !line.LetsIn(w, table) || !line.Reaches(w, thing.Path))
                )
                {
                    var answer = await who.Caller.Send(
                        line.Verb,
                        thing.In(line.Address),
                        Body(line, shapes),
                        json: line.Body
                    );
                    Count();
                    string cell =
                        $"{who.Caller.Name} {line.Verb} {thing.In(line.Address)} ({thing.Path}): "
                        + $"{answer.Status} {answer.Location}";
                    if (answer.Status >= 500)
                        Fault(line, cell, "breaks down");
                    if (answer.Written.Count > 0)
                        Fault(line, cell, "refused and yet writes to " + string.Join(", ", answer.Written));
                    if (Misjudged(line, who, thing, table, answer) is { } wrong)
                        Fault(line, cell, wrong);
                }
            }
        );

    /// <summary>Those who may are stopped too when the form is not of this site.</summary>
    private Task Unarmed(
        MatrixHost host,
        List<Line> lines,
        Things things,
        PermissionTable table,
        Dictionary<string, IReadOnlyList<KeyValuePair<string, string>>> shapes
    ) =>
        Each(
            lines.Where(l => !l.IsSafe && l.Route != "/error" && !l.Who.StartsWith("key:", StringComparison.Ordinal)),
            async line =>
            {
                foreach (var thing in things.Of(line).Distinct())
                foreach (
                    var who in host
                        .People.Append(host.Nobody)
                        .Where(w => line.LetsIn(w, table) && line.Reaches(w, thing.Path))
                )
                {
                    var answer = await who.Caller.Send(
                        line.Verb,
                        thing.In(line.Address),
                        Body(line, shapes),
                        armed: false,
                        json: line.Body
                    );
                    Count();
                    string cell =
                        $"{who.Caller.Name} {line.Verb} {thing.In(line.Address)} without form token: "
                        + $"{answer.Status} {answer.Location}";
                    if (answer.Written.Count > 0)
                        Fault(line, cell, "writes to " + string.Join(", ", answer.Written));
                    if (answer.Status != 400)
                        Fault(line, cell, "not 400");
                }
            }
        );

    /// <summary>
    /// A move made where the thing does not stand is refused, with the right version and by somebody who may.
    /// </summary>
    private async Task OutOfTurn(MatrixHost host, Things things, List<Door> doors)
    {
        var all = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var officer = host.People.Single(p => p is { Role: Role.DistrictOfficer, Place: Place.District });
        foreach (string[] move in Line.Read("moves.tsv"))
        {
            string[] states = move[4].Split(' ');
            if (move[3] == "*")
            {
                all[move[0]] = states;
                continue;
            }

            string thing = things.First(move[1]).Values[0];
            string where = $"{(move[1] == "panel" ? "id" : "number")} = '{thing}'".Replace(
                move[1] == "panel" ? "'" : "\0",
                "",
                StringComparison.Ordinal
            );
            var door = doors.Single(d =>
                d.Verb == "POST"
                && d.Handler == move[3]
                && d.Route.StartsWith(move[2] + "{", StringComparison.Ordinal)
                && d.Route.Count('/') == 2
            );
            foreach (string state in all[move[0]].Except(states))
            {
                await host.Store.Do($"UPDATE {{{move[0]}}} SET state = '{state}' WHERE {where}");
                string version = (await host.Store.Number($"SELECT version FROM {{{move[0]}}} WHERE {where}")).ToString(
                    System.Globalization.CultureInfo.InvariantCulture
                );
                var body = door
                    .Shape.Select(f => f.Key.EndsWith("Version", StringComparison.Ordinal) ? new(f.Key, version) : f)
                    .ToList();
                var answer = await officer.Caller.Send("POST", $"{move[2]}{thing}?handler={move[3]}", body);
                Count();
                var line = new Line("POST", door.Route, move[3], "", "", "", "");
                if (answer.Status is not (404 or 409 or 422))
                    Fault(
                        line,
                        $"in the state {state}: {answer.Status} {answer.Location}",
                        "a step out of turn is taken"
                    );
                if (answer.Written.Count > 0)
                    Fault(
                        line,
                        $"in the state {state}: {string.Join(", ", answer.Written)}",
                        "a step out of turn writes"
                    );
            }
        }
    }

    /// <summary>
    /// Somebody who may sends the page's own form with more in it. The form does what it does; the rest is nowhere.
    /// </summary>
    private Task OverPosted(
        MatrixHost host,
        List<Line> lines,
        Things things,
        PermissionTable table,
        Dictionary<string, IReadOnlyList<KeyValuePair<string, string>>> shapes
    ) =>
        Each(
            lines.Where(l =>
                !l.IsSafe
                && !l.Who.StartsWith("key:", StringComparison.Ordinal)
                && l.Route is not ("/sign-out" or "/account" or "/error")
            ),
            async line =>
            {
                var thing = things.Of(line)[0];
                foreach (
                    var who in host
                        .People.Append(host.Nobody)
                        .Where(w => line.LetsIn(w, table) && line.Reaches(w, thing.Path))
                        .GroupBy(w => w.Role)
                        .Select(g => g.First())
                        .Take(3)
                )
                {
                    string address = thing.In(line.Address);
                    string page = (await who.Caller.Send("GET", address.Split('?')[0])).Body;
                    var answer = await who.Caller.Send(
                        line.Verb,
                        address,
                        Planted.Form(page, line.Handler, line.Route, shapes[line.Key])
                    );
                    Count();
                    string cell =
                        $"{who.Caller.Name} {line.Verb} {address}: {answer.Status} {string.Join(", ", answer.Written)}";
                    if (answer.Status >= 500)
                        Fault(line, cell, "breaks down by fields that no form has");
                    // The record of an act may tell what was asked for.
                    if (
                        answer.Written.Any(t =>
                            t.StartsWith("planted in", StringComparison.Ordinal) && t != "planted in kernel.audit_entry"
                        )
                    )
                        Fault(line, cell, "believes fields that no form has");
                }
            }
        );

    /// <summary>What stands in the address is not said again otherwise in the form.</summary>
    private static List<KeyValuePair<string, string>> Body(
        Line line,
        Dictionary<string, IReadOnlyList<KeyValuePair<string, string>>> shapes
    ) => [.. shapes[line.Key].Where(f => !line.Address.Contains($"&{f.Key}=", StringComparison.Ordinal))];

    private static IEnumerable<Who> Callers(MatrixHost host, Line line) =>
        line.Route.StartsWith("/api/v1", StringComparison.Ordinal)
            ? host.Keys.Append(host.Nobody).Concat(host.People.Where(p => p.Place == Place.District))
            : host.People.Append(host.Nobody);

    /// <returns>What is wrong with the answer, or null.</returns>
    private static string? Misjudged(Line line, Who who, Thing thing, PermissionTable table, Answer answer)
    {
        if (!line.LetsIn(who, table))
        {
            if (line.Who.StartsWith("key:", StringComparison.Ordinal))
                return answer.Status is 401 or 403 ? null : "should be asked for a key";
            if (who.Role is null)
                return answer.IsSignIn ? null : "should be led to sign in";
            // It may also be said first that there is no such thing here.
            return answer.IsRefused ? null : "should be denied: needs " + line.Who;
        }

        if (!line.Reaches(who, thing.Path))
            return answer.Status == 404 || (!line.IsSafe && answer.IsRefused)
                ? null
                : "should not find what is not its own";
        if (line.Route == "/denied" || (line.Who == "open" && answer.Status == 302))
            return null;
        // Where a way in is not set up, its page leads back to the usual one.
        if (answer.IsSignIn && line.Whose.EndsWith('?'))
            return null;
        if (answer.Status == 404 && line.Whose.EndsWith('?'))
            return null;
        return answer.Status is 200 or 204 || (answer.Status == 302 && !answer.IsDenied && !answer.IsSignIn)
            ? null
            : "should be let in";
    }

    private static bool MayWrite(Answer answer, string table) =>
        answer.IsDownload && table.StartsWith("kernel.audit_", StringComparison.Ordinal);

    private static Task Each(IEnumerable<Line> lines, Func<Line, Task> work) =>
        Parallel.ForEachAsync(
            lines,
            new ParallelOptions { MaxDegreeOfParallelism = 4 },
            async (line, _) => await work(line)
        );

    private void Count() => Interlocked.Increment(ref _cells);

    private void Fault(Line line, string cell, string wrong) =>
        _faults.GetOrAdd($"{line.Verb} {line.Route} {line.Handler}: {wrong}", _ => []).Enqueue(cell);

    /// <summary>By route and kind of fault, each with the first callers it struck.</summary>
    private IEnumerable<string> Told() =>
        _faults
            .OrderBy(f => f.Key, StringComparer.Ordinal)
            .Select(f =>
                $"{f.Key}: {f.Value.Count} cells\n    "
                + $"{string.Join("\n    ", f.Value.Order(StringComparer.Ordinal).Take(6))}"
            );
}
