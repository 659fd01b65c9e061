using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Access;
using Modular.Kernel.Data;
using Modular.Kernel.Store;
using Modular.Kernel.Units;
using Modular.TestKit;

namespace Modular.Kernel.Tests;

/// <summary>
/// Whoever administers one town has no hold on the district, on other towns, or on what all of them share.
/// </summary>
public sealed class TownAdministratorTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "K2")]
    public async Task Accounts_beyond_the_town_are_neither_seen_nor_touched(string database)
    {
        await using var host = await RunningHost.Start(database);
        await Appoint(host);
        var town = await host.As("town-admin");
        await town.Open("/admin/accounts");
        Assert.Contains("worker-a1", town.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("worker-b1", town.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("judge1", town.Text, StringComparison.Ordinal);
        foreach (string name in new[] { "admin", "district", "town-b", "judge1" })
        {
            long id = await Id(host, name);
            string before = await Stamp(host, id);
            Assert.Equal(HttpStatusCode.NotFound, await town.StatusOf($"/admin/accounts/{id}"));
            foreach (string handler in new[] { "Reset", "Disable", "Remove", "Add" })
                Assert.Equal(
                    HttpStatusCode.NotFound,
                    await town.Raw(
                        $"/admin/accounts/{id}?handler={handler}",
                        ("disabled", "true"),
                        ("Role", "TownOfficer"),
                        ("UnitId", $"{await Unit(host, "A")}")
                    )
                );
            Assert.Equal(before, await Stamp(host, id));
        }

        await host.As("admin");
        await host.As("district");
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "K2")]
    public async Task An_account_with_a_role_above_is_seen_by_the_town_and_left_alone(string database)
    {
        await using var host = await RunningHost.Start(database);
        await Appoint(host);
        long id = await Id(host, "worker-a1");
        await host.Do(async s =>
            await s.GetRequiredService<KeepAccounts>()
                .AddRole(id, Role.Evaluator, await Unit(host, "Q"), false, default)
        );
        var town = await host.As("town-admin");
        await town.Open($"/admin/accounts/{id}");
        Assert.Null(town.Page.QuerySelector("form[action*='handler=Reset']"));
        Assert.Equal(HttpStatusCode.NotFound, await town.Raw($"/admin/accounts/{id}?handler=Reset"));
        long clerk = await Id(host, "clerk");
        await town.Open($"/admin/accounts/{clerk}");
        await town.Press("Reset");
        Assert.Equal(HttpStatusCode.OK, town.Status);
        await town.Open("/admin/accounts");
        int other = await Unit(host, "B1");
        Assert.Equal(
            HttpStatusCode.NotFound,
            await town.Raw(
                "/admin/accounts",
                ("Input.UserName", "spy"),
                ("Input.DisplayName", "spy"),
                ("Input.Role", "CommunityWorker"),
                ("Input.UnitId", $"{other}")
            )
        );
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "K2")]
    public async Task Units_beyond_the_town_are_not_there_and_the_own_one_is_moved_from_above(string database)
    {
        await using var host = await RunningHost.Start(database);
        await Appoint(host);
        var town = await host.As("town-admin");
        await town.Open("/admin/units");
        Assert.DoesNotContain("Community B1", town.Text, StringComparison.Ordinal);
        int a = await Unit(host, "A"),
            b = await Unit(host, "B"),
            b1 = await Unit(host, "B1"),
            a1 = await Unit(host, "A1");
        foreach (int id in new[] { b, b1, await Unit(host, "Q") })
        {
            Assert.Equal(HttpStatusCode.NotFound, await town.StatusOf($"/admin/units/{id}"));
            foreach (string handler in new[] { "Save", "Hours", "Code", "Move", "Merge", "Close", "Remove" })
                Assert.Equal(
                    HttpStatusCode.NotFound,
                    await town.Raw(
                        $"/admin/units/{id}?handler={handler}",
                        ("Input.Name", "Taken"),
                        ("Target", $"{a}"),
                        ("Code", "X"),
                        ("Input.Version", "0")
                    )
                );
        }

        // Its own communities it may not carry out of the town, nor the town itself.
        Assert.Equal(HttpStatusCode.NotFound, await town.Raw($"/admin/units/{a1}?handler=Move", ("Target", $"{b}")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await town.Raw($"/admin/units/{a}?handler=Close"));
        Assert.Equal(
            HttpStatusCode.NotFound,
            await town.Raw(
                "/admin/units?handler=Add",
                ("Input.Code", "N"),
                ("Input.Name", "N"),
                ("Input.Kind", "Community"),
                ("Input.ParentId", $"{b}")
            )
        );
        await host.Do(async s =>
        {
            var tree = await s.GetRequiredService<UnitDirectory>().Tree(default);
            Assert.Equal(("Town B", "Community B1"), (tree.Find("B")!.Name, tree.Find("B1")!.Name));
        });
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "K2")]
    public async Task What_all_share_needs_a_role_at_the_district(string database)
    {
        await using var host = await RunningHost.Start(database);
        await Appoint(host);
        var town = await host.As("town-admin");
        foreach (
            string page in new[]
            {
                "/admin",
                "/admin/calendar",
                "/admin/plugins",
                "/admin/api",
                "/admin/webhooks",
                "/jobs/recurring",
                "/jobs/engine",
                "/needs/rules",
                "/needs/categories",
                "/needs/routing",
            }
        )
            Assert.False(await Enters(town, page), page);
        foreach (
            string page in new[]
            {
                "/admin/api?handler=Add",
                "/admin/plugins",
                "/admin/calendar?handler=Save",
                "/admin/webhooks?handler=Add",
            }
        )
        {
            await town.Open("/admin/accounts");
            await town.Raw(
                page,
                ("Input.UnitId", $"{await Unit(host, "Q")}"),
                ("Input.Name", "key"),
                ("Input.Scopes", "needs.read"),
                ("allow", "true"),
                ("hash", "x")
            );
        }

        Assert.Equal(0, await host.Ask(s => s.GetRequiredService<KernelDb>().ApiClients.CountAsync()));
        await town.Open("/desk");
        Assert.NotNull(town.Page.QuerySelector("a[href='/admin/accounts']"));
        Assert.Null(town.Page.QuerySelector("a[href='/admin']"));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "K5")]
    public async Task The_town_reads_its_own_part_of_the_audit_and_every_export_leaves_an_entry(string database)
    {
        await using var host = await RunningHost.Start(database);
        await Appoint(host);
        var other = await host.As("worker-b1");
        await other.Open("/needs/new");
        await other.Send("form.form", ("Input.Text", "the lamp of town b is out"));
        var town = await host.As("town-admin");
        await town.Open("/admin/audit");
        Assert.DoesNotContain("worker-b1", town.Text, StringComparison.Ordinal);
        Assert.Null(town.Page.QuerySelector("form[action*='handler=Verify']"));
        Assert.Equal(HttpStatusCode.NotFound, await town.Raw("/admin/audit?handler=Verify"));
        string csv = System.Text.Encoding.UTF8.GetString(await town.Bytes("/admin/audit?handler=export"));
        Assert.DoesNotContain("worker-b1", csv, StringComparison.Ordinal);
        var admin = await host.As("admin");
        await admin.Bytes("/admin/units?handler=export");
        await admin.Open("/admin/audit?subject=file.taken");
        Assert.Contains("/admin/units", admin.Text, StringComparison.Ordinal);
        Assert.Contains("/admin/audit", admin.Text, StringComparison.Ordinal);
        string data = await host.Ask(s =>
            s.GetRequiredService<KernelDb>()
                .AuditEntries.Where(e => e.Action == "file.taken" && e.Subject == "/admin/units")
                .Select(e => e.Data)
                .SingleAsync()
        );
        Assert.Contains("\"rows\":7", data, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "K2")]
    public async Task No_role_is_chosen_beforehand_and_a_powerful_one_is_said_twice(string database)
    {
        await using var host = await RunningHost.Start(database);
        var admin = await host.As("admin");
        long id = await Id(host, "volunteer");
        await admin.Open($"/admin/accounts/{id}");
        await admin.Press("Add");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, admin.Status);
        int q = await Unit(host, "Q");
        await admin.Open($"/admin/accounts/{id}");
        await admin.Press("Add", ("Role", "Administrator"), ("UnitId", $"{q}"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, admin.Status);
        Assert.NotNull(admin.Page.QuerySelector("input[name=Sure]"));
        Assert.Equal(1, await Roles(host, id));
        await admin.Press("Add", ("Role", "Administrator"), ("UnitId", $"{q}"), ("Sure", "true"));
        Assert.Equal(2, await Roles(host, id));
    }

    private static async Task<bool> Enters(Visitor visitor, string page)
    {
        var status = await visitor.StatusOf(page);
        return status == HttpStatusCode.OK;
    }

    private static Task Appoint(RunningHost host) =>
        host.Do(async s =>
            await s.GetRequiredService<KeepAccounts>()
                .Open(
                    "town-admin",
                    "town-admin",
                    RunningHost.Password,
                    [(Role.Administrator, await Unit(host, "A"))],
                    false,
                    default
                )
        );

    private static Task<int> Unit(RunningHost host, string code) =>
        host.Ask(async s => (await s.GetRequiredService<UnitDirectory>().Tree(default)).Find(code)!.Id);

    private static Task<long> Id(RunningHost host, string name) =>
        host.Ask(s =>
            s.GetRequiredService<KernelDb>().Accounts.Where(a => a.UserName == name).Select(a => a.Id).SingleAsync()
        );

    private static Task<int> Roles(RunningHost host, long id) =>
        host.Ask(s => s.GetRequiredService<KernelDb>().AccountRoles.CountAsync(r => r.AccountId == id));

    private static Task<string> Stamp(RunningHost host, long id) =>
        host.Ask(s =>
            s.GetRequiredService<KernelDb>()
                .Accounts.Where(a => a.Id == id)
                .Select(a => a.SecurityStamp + a.PasswordHash + a.Disabled)
                .SingleAsync()
        );
}
