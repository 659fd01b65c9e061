using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Modules;
using Modular.TestKit;

namespace Modular.Architecture.Tests;

/// <summary>
/// Addresses written in pages and in code lead somewhere, and into another module only by its door: a page that was
/// renamed leaves no dead link behind, and nobody is sent where their unit does not work.
/// </summary>
public sealed class LinkTests
{
    /// <summary>Addresses of files that the host serves as they are.</summary>
    private static readonly Regex File = new(@"\.(css|js|svg|png|ico|webmanifest|woff2)$");

    /// <summary>Where another provider sends people back to: its library answers there before any route does.</summary>
    private const string AnsweredBefore = "/sign-in/outside/back";

    private sealed record Link(string From, string Address)
    {
        public bool InMarkup => From.EndsWith(".cshtml", StringComparison.Ordinal);

        /// <summary>In code, what many addresses begin with is asked for too: whether a request goes to /api.</summary>
        public bool Begins(RoutePattern pattern) =>
            !InMarkup && ("/" + pattern.RawText!.TrimStart('/')).StartsWith(Address + "/", StringComparison.Ordinal);

        /// <summary>The module whose folder it stands in.</summary>
        public string? Module => From.Split('/') is ["modules", var module, ..] ? module : null;
    }

    private sealed record Route(RoutePattern Pattern, string? Module);

    [Fact]
    public async Task Every_written_address_leads_to_a_route()
    {
        var routes = await Routes();
        var known = routes.Select(r => First(r.Pattern.RawText!)).ToHashSet(StringComparer.Ordinal);
        var dead = Written()
            .Where(link => link.InMarkup || known.Contains(First(link.Address)))
            .Where(link => !routes.Any(r => Leads(link.Address, r.Pattern) || link.Begins(r.Pattern)))
            .Where(link => link.Address != AnsweredBefore);
        string said = string.Join('\n', dead.Select(l => $"{l.From}: {l.Address}"));
        Assert.True(said.Length == 0, said);
    }

    [Fact, Trait("rule", "K3")]
    public async Task Into_another_module_leads_only_its_door()
    {
        var routes = await Routes();
        var across = Written()
            .Where(link => link.Module is not null)
            .Where(link =>
                routes.Where(r => Leads(link.Address, r.Pattern)).ToList() is { Count: > 0 } there
                && there.TrueForAll(r => r.Module is not null && r.Module != link.Module)
            );
        Assert.Empty(across.Select(l => $"{l.From}: {l.Address}"));
    }

    [Fact, Trait("rule", "K3")]
    public async Task Every_door_leads_into_the_module_it_names()
    {
        var routes = await Routes();
        foreach (var (name, door) in Doors.All)
        {
            string address = Plain(door.Address.Replace("{0}", "1", StringComparison.Ordinal));
            var there = routes.Where(r => Leads(address, r.Pattern)).Select(r => r.Module);
            Assert.True(there.Contains(door.Module), name);
        }
    }

    [Fact]
    public void Every_door_is_used_and_no_other_is_named()
    {
        var named = House
            .Source(".cshtml", ".cs")
            .Where(f => !f.EndsWith("LinkTests.cs", StringComparison.Ordinal))
            .SelectMany(f =>
                Regex.Matches(System.IO.File.ReadAllText(f), "(?:\\bdoor=|To\\(|new\\()\"([a-z]+\\.[a-z-]+)\"")
            )
            .Select(m => m.Groups[1].Value)
            .Where(n => Doors.All.ContainsKey(n))
            .ToHashSet();
        Assert.Empty(Doors.All.Keys.Except(named));
        var markup = House
            .Source(".cshtml")
            .SelectMany(f => Regex.Matches(System.IO.File.ReadAllText(f), "\\bdoor=\"([^\"@]+)\""))
            .Select(m => m.Groups[1].Value);
        Assert.Empty(markup.Except(Doors.All.Keys));
    }

    private static async Task<List<Route>> Routes()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite, "--Jobs:Enabled=false");
        return
        [
            .. host
                .Services.GetServices<EndpointDataSource>()
                .SelectMany(s => s.Endpoints)
                .OfType<RouteEndpoint>()
                .Select(e => new Route(e.RoutePattern, e.Metadata.GetMetadata<OfModule>()?.Module)),
        ];
    }

    private static List<Link> Written()
    {
        var attribute = new Regex(
            "\\b(?:href|action|formaction|data-href)=\"(/(?!/)[^\"]*(?:@T?\\w*\\[\"[^\"]*\"\\][^\"]*)?)\""
        );
        var literal = new Regex("\\$?\"(/[a-z][a-z-]*(?:/[^\"\\s]*|\\?[^\"\\s]*)?)\"");
        var links = new List<Link>();
        foreach (string file in House.Source(".cshtml", ".cs"))
        {
            string name = House.Short(file);
            if (
                !Regex.IsMatch(name, "^(host|modules|shared-kernel)/")
                || name.Contains("/Migrations/", StringComparison.Ordinal)
            )
                continue;
            var pattern = file.EndsWith(".cshtml", StringComparison.Ordinal) ? attribute : literal;
            links.AddRange(
                pattern
                    .Matches(Code(System.IO.File.ReadAllText(file)))
                    .Select(m => new Link(name, Plain(m.Groups[1].Value)))
                    .Where(l => !File.IsMatch(l.Address))
            );
        }

        Assert.True(links.Count > 400, $"{links.Count} links");
        return links;
    }

    /// <summary>Without comments, and without the lines that say where a page or handler lies.</summary>
    private static string Code(string text) =>
        Regex.Replace(text, @"^\s*(//.*|\[(Route|Http\w+)\(.*|@page .*)$", "", RegexOptions.Multiline);

    /// <summary>Values as the number 1, and nothing behind the path.</summary>
    private static string Plain(string address)
    {
        // What is put behind a word without a stroke between them is a query or nothing.
        string known = Regex.Replace(Regex.Replace(address, @"(?<=\w)\{[^{}]*\}$", ""), @"\{[^{}]*\}", "1");
        known = Regex.Replace(
            known,
            @"@(?:\((?>[^()]+|\((?<d>)|\)(?<-d>))*(?(d)(?!))\)|[\w.]+(?:\[[^\]]*\]|\([^)]*\)|!?\.\w+)*)",
            "1"
        );
        return Regex.Replace(known, "[?#].*$", "").TrimEnd('/');
    }

    private static string First(string path) => path.TrimStart('/').Split('/')[0];

    private static bool Leads(string address, RoutePattern pattern)
    {
        string[] parts = address.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var segments = pattern.PathSegments;
        for (int i = 0; i < segments.Count; i++)
        {
            if (segments[i].Parts is [RoutePatternParameterPart { IsCatchAll: true }])
                return true;
            bool optional = segments[i].Parts is [RoutePatternParameterPart { IsOptional: true }];
            if (i >= parts.Length)
                return optional;
            if (!Fits(parts[i], segments[i]))
                return false;
        }

        return parts.Length <= segments.Count;
    }

    private static bool Fits(string part, RoutePatternPathSegment segment)
    {
        string regex = string.Concat(
            segment.Parts.Select(p =>
                p switch
                {
                    RoutePatternLiteralPart literal => Regex.Escape(literal.Content),
                    RoutePatternSeparatorPart separator => Regex.Escape(separator.Content),
                    _ => ".+",
                }
            )
        );
        return Regex.IsMatch(part, $"^{regex}$", RegexOptions.IgnoreCase);
    }
}
