using System.Reflection;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;
using Modular.Host;
using Modular.Kernel.Access;
using Modular.Kernel.Data;
using Modular.TestKit;
using static Modular.Architecture.Tests.House;

namespace Modular.Architecture.Tests;

/// <summary>Who may post where stands on the handler or its page, where a reader and a test see it.</summary>
[Trait("rule", "K2")]
public sealed class RightsTests
{
    /// <summary>
    /// The auditor stands for all who only look. What is left are pages about one's own things, and doors before the
    /// sign-in.
    /// </summary>
    [Fact]
    public async Task Each_handler_that_posts_states_a_right_that_who_only_looks_does_not_hold()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite, "--Jobs:Enabled=false");
        var rights = host.Services.GetRequiredService<PermissionTable>();
        var left = Handlers()
            .Where(h => h.Handler.GetCustomAttribute<PostNeedsAttribute>() is null)
            .Select(h =>
                (
                    h.Page,
                    h.Handler,
                    Right: PostingRights.Of(h.Page, h.Handler)
                        ?? h.Page.GetCustomAttribute<NeedsPermissionAttribute>()?.Permission
                )
            )
            .Where(h => h.Right is null || rights.RolesWith(h.Right).Contains(Role.Auditor))
            .Select(h => $"{h.Page.FullName}.{h.Handler.Name}: {h.Right ?? "anybody"}");
        Approve("approved-open-handlers.txt", left);
    }

    private static IEnumerable<(Type Page, MethodInfo Handler)> Handlers() =>
        ModuleCatalogue
            .All.Select(m => m.GetType().Assembly)
            .Append(typeof(ModuleCatalogue).Assembly)
            .SelectMany(a => a.GetTypes())
            .Where(t => typeof(PageModel).IsAssignableFrom(t) && !t.IsAbstract)
            .SelectMany(t =>
                t.GetMethods(BindingFlags.Public | BindingFlags.Instance)
                    .Where(m => m.Name.StartsWith("OnPost", StringComparison.Ordinal))
                    .Select(m => (t, m))
            );
}
