using Modular.Host;

return await Hosting.Guarded(async () =>
{
    await using var app = await Hosting.Build(args);
    await app.RunAsync();
});
