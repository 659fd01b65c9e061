using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Data;
using Modular.Kernel.Modules;

namespace Modular.Kernel.Tests;

public sealed class ModuleSetTests
{
    private sealed class Fake(string id, params string[] needs) : IModule
    {
        public string Id => id;
        public IReadOnlyList<string> DependsOn => needs;
        public IReadOnlyList<Permission> Permissions => [];
        public IReadOnlyList<MenuEntry> Menu => [];

        public void AddServices(IServiceCollection services, DatabaseOptions database) { }
    }

    [Fact, Trait("rule", "K3")]
    public void An_unknown_module_and_a_missing_dependency_are_refused_by_name()
    {
        IModule[] catalogue = [new Fake("one"), new Fake("two", "one")];
        Assert.Equal(
            "start.module-unknown",
            Assert.Throws<StartRefused>(() => ModuleSet.Choose(catalogue, ["three"])).Key
        );
        Assert.Equal(
            "start.module-missing-dependency",
            Assert.Throws<StartRefused>(() => ModuleSet.Choose(catalogue, ["two"])).Key
        );
        Assert.Equal(["one", "two"], ModuleSet.Choose(catalogue, null).All.Select(m => m.Id));
    }
}
