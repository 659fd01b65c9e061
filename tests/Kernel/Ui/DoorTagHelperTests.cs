using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Data;
using Modular.Kernel.Modules;
using Modular.Kernel.Store;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;
using Modular.TestKit;

namespace Modular.Kernel.Tests;

/// <summary>A link into another module, for who works with it and for who does not.</summary>
[Trait("rule", "K3")]
public sealed class DoorTagHelperTests
{
    [Fact]
    public async Task Words_stay_without_a_link_and_a_button_goes_where_the_module_is_switched_off()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite, "--Jobs:Enabled=false");
        Assert.Equal(("a", "/rounds/5"), await Drawn(host, "A", null));
        Assert.Equal(("a", "/rounds/5"), await Drawn(host, "A", "btn btn-primary"));
        await host.Do(async s =>
        {
            int town = (await s.GetRequiredService<UnitDirectory>().Tree(default)).Find("A")!.Id;
            var switches = s.GetRequiredService<ModuleSwitches>();
            await switches.Set(s.GetRequiredService<KernelDb>(), town, "appraisal", on: false, default);
        });
        Assert.Equal(("span", null), await Drawn(host, "A", null));
        Assert.Equal((null, null), await Drawn(host, "A", "btn btn-primary"));
        // Its communities are under it, another town is not.
        Assert.Equal(("span", null), await Drawn(host, "A1", null));
        Assert.Equal(("a", "/rounds/5"), await Drawn(host, "B", null));
    }

    /// <returns>Which element comes of it, and where it leads.</returns>
    private static async Task<(string? Tag, string? Href)> Drawn(RunningHost host, string unit, string? look)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var there = (await scope.ServiceProvider.GetRequiredService<UnitDirectory>().Tree(default)).Find(unit)!;
        scope.ServiceProvider.GetRequiredService<ActingScope>().Current = new(
            1,
            "somebody",
            there.Id,
            there.Path,
            "",
            FrozenSet<string>.Empty
        );
        var helper = new DoorTagHelper(scope.ServiceProvider.GetRequiredService<Doors>())
        {
            Door = "appraisal.round",
            About = 5,
            View = new ViewContext { HttpContext = new DefaultHttpContext() },
        };
        TagHelperAttributeList given = look is null ? [] : [new("class", look)];
        var output = new TagHelperOutput(
            "a",
            given,
            (_, _) => Task.FromResult<TagHelperContent>(new DefaultTagHelperContent())
        );
        await helper.ProcessAsync(new([], new Dictionary<object, object>(), "one"), output);
        return (output.TagName, output.Attributes["href"]?.Value.ToString());
    }
}
