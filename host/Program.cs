using Modular.Host;
using Modular.Kernel;
using Modular.Kernel.Data;
using Modular.Kernel.Modules;
using Modular.Kernel.Operations;

return await Hosting.Guarded(async () =>
{
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args.Where(a => a != "--demo").ToArray() });
    bool demo = args.Contains("--demo") || builder.Configuration.GetValue("Demo", false);
    builder.ConfigureHost();
    var database = DatabaseOptions.From(builder.Configuration);
    var modules = ModuleSet.Choose(ModuleCatalogue.All, builder.Configuration.GetSection("Modules").Get<string[]>());
    builder.Services.AddKernel(builder.Configuration, database, modules);
    builder.Services.AddScreens(modules, builder.Configuration);

    var app = builder.Build();
    await Start.Prepare(app.Services, CancellationToken.None);
    if (demo) await Demonstration.Fill(app.Services, CancellationToken.None);
    await FirstStart.Announce(app.Services, CancellationToken.None);
    app.UseScreens();
    await app.RunAsync();
});

/// <summary>Named so that tests can start the whole host.</summary>
public partial class Program;
