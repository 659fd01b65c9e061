using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Data;
using Modular.Kernel.Store;
using Modular.TestKit;

namespace Modular.Kernel.Tests;

/// <summary>Many accounts from one sheet: all or none, only below oneself, none that sees everything.</summary>
[Trait("rule", "S6")]
public sealed class ImportAccountsTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_sheet_opens_people_with_passwords_to_be_changed_and_adds_roles_to_those_there(string database)
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        var admin = await host.As("admin");
        await Send(
            admin,
            "姓名,登录名,角色,单位编码\n王芳,wang.fang,社区工作者,A1\n王芳,wang.fang,网格员,A1-1\nclerk,clerk,GridWorker,A1-1\n"
        );
        Assert.Equal(HttpStatusCode.OK, admin.Status);
        string[] cells = [.. admin.Page.QuerySelectorAll("#opened code").Select(c => c.TextContent)];
        Assert.Equal(2, cells.Length);
        await admin.Open("/admin/accounts");
        Assert.DoesNotContain(cells[0], admin.Text, StringComparison.Ordinal);
        var new1 = host.Visitor();
        await new1.Open("/sign-in");
        await new1.Send("form.form", ("Input.Name", "wang.fang"), ("Input.Password", cells[0]));
        Assert.Equal("/account", new1.At);
        Assert.Equal(2, await Roles(host, "wang.fang"));
        // Who was there keeps the password.
        await host.As("clerk");
        Assert.Equal(2, await Roles(host, "clerk"));
        Assert.Equal(HttpStatusCode.OK, await admin.StatusOf("/admin/accounts?handler=template"));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task One_wrong_row_and_nobody_is_opened(string database)
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        int before = await Count(host);
        var admin = await host.As("admin");
        foreach (
            string wrong in new[]
            {
                "李四,li.si,系统管理员,A1",
                "李四,li.si,审计员,Q",
                "李四,li.si,国王,A1",
                "李四,li.si,社区工作者,Z9",
                "李四,adm1n,社区工作者,A1",
                "李四,clerk,社区工作者,A1",
                ",li.si,社区工作者,A1",
            }
        )
        {
            await Send(
                admin,
                $"姓名,登录名,角色,单位编码\n王芳,wang.fang,社区工作者,A1\n{wrong}\n赵六,zhao.liu,网格员,A1-1\n"
            );
            Assert.Equal((wrong, HttpStatusCode.UnprocessableEntity), (wrong, admin.Status));
            Assert.Empty(admin.Page.QuerySelectorAll("#opened"));
            Assert.Contains("第 3 行", admin.Text, StringComparison.Ordinal);
            Assert.Equal(before, await Count(host));
        }
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_towns_administrator_opens_none_beyond_the_town(string database)
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        await host.Do(async s =>
        {
            var a = (await s.GetRequiredService<Units.UnitDirectory>().Tree(default)).Find("A")!;
            await s.GetRequiredService<Access.KeepAccounts>()
                .Open("town-admin", "t", RunningHost.Password, [(Role.Administrator, a.Id)], false, default);
        });
        var town = await host.As("town-admin");
        await Send(town, "姓名,登录名,角色,单位编码\n王芳,wang.fang,社区工作者,B1\n");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, town.Status);
        // Nor does a role for somebody whose other roles lie beyond.
        await Send(town, "姓名,登录名,角色,单位编码\nworker-b1,worker-b1,社区工作者,A1\n");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, town.Status);
        await Send(town, "姓名,登录名,角色,单位编码\n王芳,wang.fang,社区工作者,A1\n");
        Assert.Equal(HttpStatusCode.OK, town.Status);
    }

    private static async Task Send(Visitor visitor, string csv)
    {
        string file = Path.Combine(Directory.CreateTempSubdirectory("modular-test-").FullName, "accounts.csv");
        await File.WriteAllTextAsync(file, csv);
        await visitor.Open("/admin/accounts");
        await visitor.Press("Import", ("Upload", "file:" + file));
    }

    private static Task<int> Count(RunningHost host) =>
        host.Ask(s => s.GetRequiredService<KernelDb>().Accounts.CountAsync());

    private static Task<int> Roles(RunningHost host, string name) =>
        host.Ask(s =>
        {
            var db = s.GetRequiredService<KernelDb>();
            return db.AccountRoles.CountAsync(r => db.Accounts.Any(a => a.Id == r.AccountId && a.UserName == name));
        });
}
