using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Access;
using Modular.Kernel.Data;
using Modular.Kernel.Units;
using Modular.Partners.Data;
using Modular.Partners.Domain;
using Modular.TestKit;

namespace Modular.Partners.Tests;

/// <summary>Partner units with liaisons and resources, and a need that is put before them.</summary>
internal static class Offering
{
    public static async Task<Dictionary<string, Unit>> Partners(RunningHost host)
    {
        await host.Do(async s =>
        {
            var manage = s.GetRequiredService<KeepUnits>();
            var accounts = s.GetRequiredService<KeepAccounts>();
            var tree = await s.GetRequiredService<UnitDirectory>().Tree(default);
            foreach (string code in new[] { "P1", "P2" })
            {
                var unit = await manage.Add(
                    code,
                    $"Partner {code}",
                    UnitKind.PartnerUnit,
                    tree.Find("Q")!.Id,
                    null,
                    null,
                    null,
                    default
                );
                await accounts.Open(
                    $"liaison-{code}",
                    $"Liaison {code}",
                    RunningHost.Password,
                    [(Role.UnitLiaison, unit.Id)],
                    false,
                    default
                );
            }
        });
        var all = await host.Ask(s => s.GetRequiredService<UnitDirectory>().Tree(default).AsTask());
        return all.All.ToDictionary(u => u.Code);
    }

    public static async Task<Visitor> WithResource(RunningHost host, string code, int capacity, string categories = "")
    {
        var liaison = await host.As($"liaison-{code}");
        await liaison.Open("/partners/resource");
        await liaison.Send(
            "form.form",
            ("Input.Title", "供暖维修师傅"),
            ("Input.Description", "上门检查暖气不热"),
            ("Input.Capacity", $"{capacity}"),
            ("Input.Categories", categories)
        );
        Assert.NotNull(liaison.Page.QuerySelector(".said"));
        return liaison;
    }

    public static async Task<string> Offered(RunningHost host, string text, params string[] codes)
    {
        var units = await host.Ask(s => s.GetRequiredService<UnitDirectory>().Tree(default).AsTask());
        var worker = await host.As("worker-a1");
        await worker.Open("/needs/new");
        await worker.Send("form.form", ("Input.Text", text));
        string number = worker.At.Split('/')[^1];
        await worker.Open($"/needs/{number}/offer");
        await worker.Send("form.form", [.. codes.Select(c => ("Input.Units", $"{units.Find(c)!.Id}"))]);
        await host.Settle();
        return number;
    }

    public static Task<Offer> Only(RunningHost host) =>
        host.Ask(s =>
            s.GetRequiredService<PartnersDb>().Offers.AsNoTracking().OrderByDescending(o => o.Id).FirstAsync()
        );
}
