using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Rules;
using Modular.Kernel.Store;
using Modular.Kernel.Units;
using Modular.TestKit;

namespace Modular.Kernel.Tests;

/// <summary>A slip of a letter in a unit's code once took every page down.</summary>
public sealed class UnitCodeTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "K1")]
    public async Task A_code_that_differs_in_case_or_width_is_the_same_code(string database)
    {
        await using var host = await RunningHost.Start(database);
        var admin = await host.As("admin");
        int town = (await Tree(host)).Find("A")!.Id;
        foreach (string code in new[] { "a1", " A1 ", "\uff21\uff11" })
        {
            await admin.Open("/admin/units");
            await admin.Press(
                "Add",
                ("Input.Code", code),
                ("Input.Name", "Twin"),
                ("Input.Kind", "Community"),
                ("Input.ParentId", $"{town}")
            );
            Assert.Equal(HttpStatusCode.UnprocessableEntity, admin.Status);
            Assert.Contains("Community A1", admin.Text, StringComparison.Ordinal);
        }

        await host.Visitor().Open("/ask");
        await admin.Open("/admin/units");
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "K1")]
    public async Task Rows_that_should_not_be_there_leave_the_pages_standing_and_can_be_mended(string database)
    {
        await using var host = await RunningHost.Start(database);
        await host.Do(async s =>
        {
            // As an older version would have left it: a twin whose key is told apart by hand.
            var db = s.GetRequiredService<KernelDb>();
            var a = await db.Units.SingleAsync(u => u.Code == "A");
            var twin = new Unit
            {
                Code = "a1",
                CodeKey = "A1#twin",
                Name = "Twin",
                Kind = UnitKind.Community,
                ParentId = a.Id,
            };
            db.Units.Add(twin);
            await db.SaveChangesAsync();
            twin.Path = $"{a.Path}{twin.Id}/";
            await db.SaveChangesAsync();
            s.GetRequiredService<UnitDirectory>().Forget();
        });
        foreach (string page in new[] { "/ask", "/answers", "/health/ready" })
            await host.Visitor().Open(page);
        var admin = await host.As("admin");
        int id = (await Tree(host)).All.Single(u => u.Name == "Twin").Id;
        await admin.Open($"/admin/units/{id}");
        await admin.Press("Code", ("Code", "A9"));
        Assert.Equal("Twin", (await Tree(host)).Find("a9")!.Name);
        await admin.Open($"/admin/units/{id}");
        await admin.Press("Remove");
        Assert.Equal("/admin/units", admin.At);
        Assert.Null((await Tree(host)).Find("A9"));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "K1")]
    public async Task A_unit_in_use_is_not_removed_and_closing_names_who_still_works_there(string database)
    {
        await using var host = await RunningHost.Start(database);
        var tree = await Tree(host);
        var resident = host.Visitor();
        await resident.Open("/ask");
        await resident.Send("form.form", ("Text", "the lamp at the gate is out"), ("UnitId", $"{tree.Find("A2")!.Id}"));
        await host.Do(async s =>
        {
            var manage = s.GetRequiredService<KeepUnits>();
            var waiting = await Assert.ThrowsAsync<RuleBroken>(() => manage.Close(tree.Find("A2")!.Id, default));
            Assert.Equal("needs.unit-has-open", waiting.Key);
            int a1 = tree.Find("A1")!.Id,
                grid = tree.Find("A1-1")!.Id,
                a2 = tree.Find("A2")!.Id;
            Assert.Equal(
                "unit.remove-in-use",
                (await Assert.ThrowsAsync<RuleBroken>(() => manage.Remove(a1, default))).Key
            );
            await manage.Close(grid, default);
            var working = await Assert.ThrowsAsync<RuleBroken>(() => manage.Close(a1, default));
            Assert.Equal("unit.close-has-accounts", working.Key);
            await manage.Merge(a2, a1, default);
            Assert.Equal(
                "unit.not-active",
                (await Assert.ThrowsAsync<RuleBroken>(() => manage.Merge(a2, tree.Find("B1")!.Id, default))).Key
            );
            Assert.Equal(
                "unit.not-active",
                (await Assert.ThrowsAsync<RuleBroken>(() => manage.Close(a2, default))).Key
            );
        });
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "K1")]
    public async Task The_exported_sheet_with_parents_changed_comes_back_in(string database)
    {
        await using var host = await RunningHost.Start(database);
        var admin = await host.As("admin");
        string folder = Directory.CreateTempSubdirectory("modular-test-").FullName;
        // The whole tree by code, a town and its children under other parents at once.
        string file = Path.Combine(folder, "units.csv");
        await File.WriteAllTextAsync(
            file,
            """
            编码,名称,类型,上级编码
            Q,Test District,区,
            A,Town A,镇街,Q
            B,Town B,镇街,Q
            A1,Community A1,社区,B
            A2,Community A2 anew,社区,B
            B1,Community B1,社区,A
            A1-1,Grid A1-1,网格,B1
            """
        );
        await admin.Open("/admin/units");
        await admin.Press("Import", ("Upload", "file:" + file));
        Assert.Equal("/admin/units", admin.At);
        Assert.Contains("更新 4 个", admin.Text, StringComparison.Ordinal);
        var tree = await Tree(host);
        Assert.StartsWith(tree.Find("B")!.Path, tree.Find("A1")!.Path, StringComparison.Ordinal);
        Assert.StartsWith(tree.Find("B1")!.Path, tree.Find("A1-1")!.Path, StringComparison.Ordinal);
        Assert.Equal("Community A2 anew", tree.Find("A2")!.Name);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "K1")]
    public async Task A_sheet_with_the_district_under_its_official_code_asks_whether_it_is_the_same(string database)
    {
        await using var host = await RunningHost.Start(database);
        var admin = await host.As("admin");
        string file = Path.Combine(Directory.CreateTempSubdirectory("modular-test-").FullName, "units.csv");
        await File.WriteAllTextAsync(file, "编码,名称,类型,上级编码\n510199,Test District,区,\nC,Town C,镇街,510199\n");
        await admin.Open("/admin/units");
        await admin.Press("Import", ("Upload", "file:" + file));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, admin.Status);
        Assert.Single((await Tree(host)).All, u => u.ParentId is null);
        await admin.Press("Import", ("Upload", "file:" + file), ("TakeCode", "true"));
        var tree = await Tree(host);
        Assert.Equal("510199", tree.All.Single(u => u.ParentId is null).Code);
        Assert.StartsWith(tree.Find("510199")!.Path, tree.Find("C")!.Path, StringComparison.Ordinal);
        Assert.StartsWith(tree.Find("510199")!.Path, tree.Find("A")!.Path, StringComparison.Ordinal);
    }

    private static Task<UnitTree> Tree(RunningHost host) =>
        host.Ask(s => s.GetRequiredService<UnitDirectory>().Tree(default).AsTask());
}
