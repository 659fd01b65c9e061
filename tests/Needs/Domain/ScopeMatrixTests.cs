using System.Net;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Access;
using Modular.Kernel.Data;
using Modular.Kernel.Units;
using Modular.Needs.Domain;
using Modular.TestKit;

namespace Modular.Needs.Tests;

public sealed class ScopeMatrixTests
{
    /// <summary>Taken from the running host, so that a new handler is tried without anybody thinking of it.</summary>
    [Fact, Trait("rule", "K2")]
    public async Task A_clerk_of_another_community_gets_404_for_every_page_and_handler_of_a_need()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        var own = await host.As("worker-a1");
        await own.Open("/needs/new");
        await own.Send("form.form", ("Input.Text", "The lamp is out."));
        string number = own.At.Split('/')[^1];
        var stranger = await host.As("worker-b1");
        int tried = 0;
        foreach (
            var endpoint in host
                .Services.GetServices<EndpointDataSource>()
                .SelectMany(s => s.Endpoints)
                .OfType<RouteEndpoint>()
                .Where(e => e.RoutePattern.RawText?.StartsWith("needs/{number}", StringComparison.Ordinal) == true)
        )
        {
            string path = "/" + endpoint.RoutePattern.RawText!.Replace("{number}", number, StringComparison.Ordinal);
            if (endpoint.Metadata.GetMetadata<CompiledPageActionDescriptor>() is not { } page)
                page = await host
                    .Services.GetRequiredService<Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure.PageLoader>()
                    .LoadAsync(endpoint.Metadata.GetMetadata<PageActionDescriptor>()!, endpoint.Metadata);
            foreach (var handler in page.HandlerMethods)
            {
                string address = handler.Name is null ? path : $"{path}?handler={handler.Name}&id=1";
                await stranger.Open("/needs/new");
                var status =
                    handler.HttpMethod == "Get"
                        ? await stranger.StatusOf(address)
                        : await stranger.Raw(
                            address,
                            ("Input.Version", "0"),
                            ("Input.Reason", "a reason that is long"),
                            ("Input.Outcome", "outcome"),
                            ("Input.Question", "q"),
                            ("Input.Reply", "r"),
                            ("Input.Into", "x"),
                            ("Input.HandlerUnitId", "1"),
                            ("Input.NamedUnitId", "1"),
                            ("Input.Days", "1"),
                            ("Input.Matters", "m"),
                            ("Input.Told", "true"),
                            ("Input.Kind", "Immediate"),
                            ("Input.PublicTitle", "t")
                        );
                // Ruling and deciding are a higher office's: the permission is asked first and says so of any need,
                // existing or not.
                var expected = handler.Name is "Rule" or "Instruct" or "Decide"
                    ? HttpStatusCode.Forbidden
                    : HttpStatusCode.NotFound;
                Assert.True(expected == status, $"{handler.HttpMethod} {address}: {(int)status}");
                tried++;
            }
        }

        Assert.True(tried > 25, $"{tried} tried");
        var town = await host.As("town-b");
        foreach (string handler in new[] { "Rule", "Instruct", "Decide" })
        {
            await town.Open("/needs/new");
            Assert.Equal(
                HttpStatusCode.NotFound,
                await town.Raw(
                    $"/needs/{number}?handler={handler}",
                    ("Input.Version", "0"),
                    ("Input.Reason", "a reason"),
                    ("Input.HandlerUnitId", "1"),
                    ("Input.Grant", "true")
                )
            );
        }
    }

    /// <summary>Every role there is, held elsewhere, at every page and handler of a need.</summary>
    [Fact, Trait("rule", "K2")]
    public async Task No_role_held_elsewhere_opens_a_need_or_moves_it()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        var own = await host.As("worker-a1");
        await own.Open("/needs/new");
        await own.Send("form.form", ("Input.Text", "The lamp is out."));
        string number = own.At.Split('/')[^1];
        await host.Do(async s =>
        {
            int elsewhere = (await s.GetRequiredService<UnitDirectory>().Tree(default)).Find("B")!.Id;
            foreach (var role in Enum.GetValues<Role>())
                await s.GetRequiredService<KeepAccounts>()
                    .Open(
                        $"b-{role}".ToLowerInvariant(),
                        $"{role} of B",
                        RunningHost.Password,
                        [(role, elsewhere)],
                        false,
                        default
                    );
        });
        var handlers = new List<(string Method, string Path)>();
        foreach (
            var endpoint in host
                .Services.GetServices<EndpointDataSource>()
                .SelectMany(s => s.Endpoints)
                .OfType<RouteEndpoint>()
                .Where(e => e.RoutePattern.RawText?.StartsWith("needs/{number}", StringComparison.Ordinal) == true)
        )
        {
            var page = await host
                .Services.GetRequiredService<Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure.PageLoader>()
                .LoadAsync(endpoint.Metadata.GetMetadata<PageActionDescriptor>()!, endpoint.Metadata);
            handlers.AddRange(
                page.HandlerMethods.Select(h =>
                    (
                        h.HttpMethod,
                        "/"
                            + endpoint.RoutePattern.RawText!.Replace("{number}", number, StringComparison.Ordinal)
                            + (h.Name is null ? "" : $"?handler={h.Name}&id=1")
                    )
                )
            );
        }

        foreach (var role in Enum.GetValues<Role>())
        {
            var stranger = await host.As($"b-{role}".ToLowerInvariant());
            await stranger.Open("/inbox/choices");
            foreach (var (method, path) in handlers.Distinct())
            {
                var status =
                    method == "Get"
                        ? await stranger.StatusOf(path)
                        : await stranger.Raw(
                            path,
                            ("Input.Version", "0"),
                            ("Input.Reason", "a reason that is long"),
                            ("Input.Outcome", "outcome"),
                            ("Input.Other", number),
                            ("Input.Told", "true")
                        );
                Assert.True(
                    status is HttpStatusCode.NotFound or HttpStatusCode.Forbidden,
                    $"{role} {method} {path}: {(int)status}"
                );
            }
        }

        Assert.Equal(
            NeedState.Registered,
            await host.Ask(s => s.GetRequiredService<Data.NeedsDb>().Needs.Select(n => n.State).SingleAsync())
        );
    }
}
