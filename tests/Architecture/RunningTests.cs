using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Host;
using Modular.Kernel.Data;
using Modular.Kernel.Store;
using Modular.Kernel.Texts;
using Modular.TestKit;

namespace Modular.Architecture.Tests;

/// <summary>The laws that show only in a running host.</summary>
public sealed class RunningTests
{
    public static TheoryData<string> Modules => [.. ModuleCatalogue.All.Select(m => m.Id)];

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Models_and_migrations_agree(string database)
    {
        await using var host = await RunningHost.Start(database);
        foreach (var context in host.Services.GetServices<ModuleContext>())
        {
            await using var db = context.Create(host.Services);
            Assert.False(db.Database.HasPendingModelChanges(), db.Module);
        }
    }

    [Fact, Trait("rule", "K7")]
    public async Task Every_kind_of_job_has_a_name_in_both_languages()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite, "--Jobs:Enabled=false");
        var words = host.Services.GetRequiredService<Words>();
        foreach (string key in host.Services.GetServices<Kernel.Jobs.JobKind>().Select(k => $"job.{k.Kind}"))
        foreach (string language in new[] { "zh-CN", "en" })
        {
            System.Globalization.CultureInfo.CurrentUICulture = new(language);
            Assert.NotEqual((language, key), (language, words[key]));
        }
    }

    [Theory, MemberData(nameof(Modules)), Trait("rule", "K3")]
    public async Task Left_out_of_the_configuration_a_modules_routes_and_tables_are_gone_and_the_rest_works(
        string module
    )
    {
        string[] others = [.. ModuleCatalogue.All.Select(m => m.Id).Where(m => m != module)];
        await using var host = await RunningHost.Start(
            Databases.Sqlite,
            [.. others.Select((m, i) => $"--Modules:{i}={m}")]
        );
        var district = await host.As("district");
        foreach (var each in ModuleCatalogue.All)
        foreach (
            string path in each
                .Menu.Where(e =>
                    each.Permissions.Any(p => p.Id == e.Permission && p.Roles.Contains(Role.DistrictOfficer))
                )
                .Select(e => e.Href)
                .Concat(each.PublicMenu.Select(e => e.Href))
        )
            Assert.Equal(
                (path, each.Id == module ? HttpStatusCode.NotFound : HttpStatusCode.OK),
                (path, await district.StatusOf(path))
            );
        await district.Open("/");
        await district.Open("/desk");
        await host.Do(async s =>
        {
            var tables = await s.GetRequiredService<KernelDb>()
                .Database.SqlQueryRaw<string>("SELECT name AS \"Value\" FROM sqlite_master WHERE type = 'table'")
                .ToListAsync();
            Assert.DoesNotContain(tables, t => t.StartsWith(module + "_", StringComparison.Ordinal));
        });
    }

    [Theory, MemberData(nameof(Modules)), Trait("rule", "K3")]
    public async Task Switched_off_for_a_unit_its_pages_answer_404_there_and_only_there_and_return_when_switched_on(
        string module
    )
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        string path = ModuleCatalogue.All.Single(m => m.Id == module).Menu[0].Href;
        var town = await host.As("town-a");
        await town.Open("/admin/modules");
        Assert.Equal(HttpStatusCode.OK, await town.Raw("/admin/modules", ("module", module), ("on", "false")));
        Assert.Equal(HttpStatusCode.NotFound, await town.StatusOf(path));
        await town.Open("/desk");
        Assert.Null(town.Page.QuerySelector($".rail a[href='{path}']"));
        Assert.Equal(HttpStatusCode.OK, await (await host.As("town-b")).StatusOf(path));
        await town.Open("/admin/modules");
        Assert.Equal(HttpStatusCode.OK, await town.Raw("/admin/modules", ("module", module), ("on", "true")));
        Assert.Equal(HttpStatusCode.OK, await town.StatusOf(path));
    }

    [Fact, Trait("rule", "K2")]
    public async Task Every_door_states_a_permission_or_says_that_it_is_open_and_the_right_people_come_in()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        var doors = host
            .Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(e =>
                e.Metadata.GetMetadata<PageActionDescriptor>() is not null
                || e.Metadata.GetMetadata<ControllerActionDescriptor>() is not null
            )
            .ToList();
        Assert.True(doors.Count > 30, $"{doors.Count} doors");
        var loader = host.Services.GetRequiredService<Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure.PageLoader>();
        foreach (var door in doors)
        {
            object[] marks = door.Metadata.GetMetadata<PageActionDescriptor>() is { } page
                ? [.. (await loader.LoadAsync(page, door.Metadata)).ModelTypeInfo!.GetCustomAttributes(inherit: true)]
                : [.. door.Metadata];
            Assert.True(marks.Any(m => m is IAllowAnonymous or AuthorizeAttribute), door.DisplayName);
        }

        var nobody = host.Visitor();
        foreach (
            var door in doors.Where(d =>
                d.Metadata.GetMetadata<IAllowAnonymous>() is null
                && !d.RoutePattern.RawText!.Contains('{', StringComparison.Ordinal)
            )
        )
        {
            if (door.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") == false)
                continue;
            string path = "/" + door.RoutePattern.RawText!.TrimStart('/');
            if (path is "/" or "/error" or "/denied" or "/sign-in" or "/setup")
                continue;
            await nobody.Open(path);
            Assert.StartsWith("/sign-in", nobody.At, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_key_has_both_languages_and_every_key_in_code_has_its_words()
    {
        var words = new Words([
            new(typeof(Words).Assembly),
            new(typeof(ModuleCatalogue).Assembly),
            .. ModuleCatalogue.All.Select(m => new TextSource(m.GetType().Assembly)),
        ]);
        foreach (var (key, (zh, en)) in words.All)
        {
            Assert.False(string.IsNullOrWhiteSpace(zh) || string.IsNullOrWhiteSpace(en), key);
            if (
                en.Contains("the Chinese)", StringComparison.Ordinal)
                || key.StartsWith("demo.", StringComparison.Ordinal)
                || key == "projects.demo"
            )
                continue;
            Assert.Equal((key, Places(zh)), (key, Places(en)));
        }

        foreach (
            string file in Directory
                .EnumerateFiles(Repository.Root, "*.cs*", SearchOption.AllDirectories)
                .Where(f =>
                    Regex.IsMatch(f, @"/(host|modules|shared-kernel)/")
                    && !Regex.IsMatch(f, "/(bin|obj)/")
                    && f.EndsWith("cs", StringComparison.Ordinal) | f.EndsWith("cshtml", StringComparison.Ordinal)
                )
        )
        foreach (
            Match match in Regex.Matches(
                File.ReadAllText(file),
                """(?:\bT|[wW]ords)\["([a-z][\w.-]*)"[\],]|RuleBroken\("([^"]+)"|Say\("([^"]+)"|(?:label|help|text)="([a-z]+\.[a-z.-]+)"|(?:SheetRefused|StartRefused|PluginFailed)\("([^"]+)" """.TrimEnd()
            )
        )
        {
            string key = match.Groups.Cast<Group>().Skip(1).First(g => g.Success).Value;
            if (
                !key.Contains('.', StringComparison.Ordinal)
                || key.EndsWith('.')
                || key.EndsWith("enum", StringComparison.Ordinal)
            )
                continue;
            Assert.True(words.Has(key), $"{Path.GetRelativePath(Repository.Root, file)}: {key}");
        }

        static string Places(string text) =>
            string.Join(' ', Regex.Matches(text, @"\{\d\}").Select(m => m.Value).Distinct().Order());
    }
}
