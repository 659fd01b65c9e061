using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Host;
using Modular.Kernel.Store;
using Modular.TestKit;

namespace Modular.Kernel.Tests;

/// <summary>The first start: a slip is put right on the same page.</summary>
public sealed class SetupTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task After_a_weak_password_the_same_form_goes_through(string database)
    {
        string folder = Directory.CreateTempSubdirectory("modular-test-").FullName;
        await using var host = await RunningHost.Start(await Databases.Empty(database, folder), folder, seed: false);
        string code = host.Services.GetRequiredService<SetupCode>().Value;
        var visitor = host.Visitor();
        await visitor.Open("/");
        Assert.Equal("/setup", visitor.At);
        await Send(visitor, code, "12345678");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        Assert.Equal(0, await host.Ask(s => s.GetRequiredService<KernelDb>().Units.CountAsync()));
        await Send(visitor, "wrong-code", "lantern-river-7");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        await Send(visitor, code, "lantern-river-7");
        Assert.Equal("/sign-in", visitor.At);
        var admin = host.Visitor();
        await admin.SignIn("admin", "lantern-river-7");
        await admin.Open("/admin/units");
        Assert.Contains("510199", admin.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await admin.Raw("/setup", ("Input.Code", code)));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_district_left_by_an_earlier_try_is_taken_up(string database)
    {
        string folder = Directory.CreateTempSubdirectory("modular-test-").FullName;
        await using var host = await RunningHost.Start(await Databases.Empty(database, folder), folder, seed: false);
        await host.Do(s =>
            s.GetRequiredService<Units.KeepUnits>()
                .Add("Q", "Old name", Units.UnitKind.District, null, null, null, null, default)
        );
        var visitor = host.Visitor();
        await visitor.Open("/setup");
        await Send(visitor, host.Services.GetRequiredService<SetupCode>().Value, "lantern-river-7");
        Assert.Equal("/sign-in", visitor.At);
        var unit = await host.Ask(s => s.GetRequiredService<KernelDb>().Units.SingleAsync());
        Assert.Equal(("510199", "New District"), (unit.Code, unit.Name));
    }

    private static Task Send(Visitor visitor, string code, string password) =>
        visitor.Send(
            "form.form",
            ("Input.Code", code),
            ("Input.District", "New District"),
            ("Input.DistrictCode", "510199"),
            ("Input.DisplayName", "First"),
            ("Input.UserName", "admin"),
            ("Input.Password", password)
        );
}
