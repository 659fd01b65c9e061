using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Units;
using Modular.Needs.Data;
using Modular.Needs.Domain;
using Modular.TestKit;

namespace Modular.Needs.Tests;

/// <summary>A need as a resident sends it in and tracks it.</summary>
internal static class Asking
{
    public static async Task<(string Number, string Code)> Ask(
        RunningHost host,
        string text,
        string unit = "A1",
        bool open = true
    )
    {
        var resident = host.Visitor();
        await resident.Open("/ask");
        await resident.Send(
            "form.form",
            ("Text", text),
            ("UnitId", (await Unit(host, unit)).Id.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            ("Public", open ? "true" : "false")
        );
        return (
            resident.Page.QuerySelector(".receipt .num")!.TextContent,
            resident.Page.QuerySelector(".receipt .code")!.TextContent
        );
    }

    public static async Task<Unit> Unit(RunningHost host, string code) =>
        (await host.Ask(s => s.GetRequiredService<UnitDirectory>().Tree(default).AsTask())).Find(code)!;

    public static Task<Need> Row(RunningHost host, string number) =>
        host.Ask(s => s.GetRequiredService<NeedsDb>().Needs.AsNoTracking().SingleAsync(n => n.Number == number));

    public static async Task<Visitor> Track(RunningHost host, (string Number, string Code) need)
    {
        var resident = host.Visitor();
        await resident.Open("/track");
        await resident.Send("form.form", ("Number", need.Number), ("Code", need.Code));
        return resident;
    }

    /// <summary>As a resident asks; the number of the receipt.</summary>
    public static async Task<string> ByForm(RunningHost host, string text, bool open)
    {
        var resident = host.Visitor();
        await resident.Open("/ask");
        int unit = (await host.Ask(s => s.GetRequiredService<UnitDirectory>().Tree(default).AsTask())).Find("A1")!.Id;
        await resident.Send(
            "form.form",
            ("Text", text),
            ("UnitId", $"{unit}"),
            ("Phone", "13900000001"),
            ("Public", open ? "true" : "false"),
            ("Name", "王小明")
        );
        return resident.Page.QuerySelector(".receipt .num")!.TextContent;
    }
}
