using System.Text.Json;
using Modular.Kernel.Plugins;
using Modular.Plugins.Runner;
using Modular.Plugins.Runner.Walls;

// For who builds a plugin: what it declares is written down beside it. His own code, on his own machine.
if (args is [RunnerJson.Manifest, var built, var named])
    return WriteDown.Manifest(built, named);
if (args is [RunnerJson.List, var shipped])
    return WriteDown.List(shipped);

// One request in, one answer out, then the end. Whatever a plugin does to this process it does to nobody else.
var (mode, walls) = Confinement.Enter(args);
using var input = Console.OpenStandardInput();
using var output = Console.OpenStandardOutput();
Console.SetOut(TextWriter.Null);
Console.SetIn(TextReader.Null);
if (mode is [.., RunnerJson.Require] && !walls.IsWhole)
    return RunnerJson.NoWalls;
switch (mode)
{
    case [RunnerJson.Walls, ..]:
        await JsonSerializer.SerializeAsync(output, new RunnerAnswer { Walls = walls }, RunnerJson.Options);
        return 0;
    case [RunnerJson.Watch, var folder, var assembly, ..]:
        await new Watching(input, output).Run(folder, assembly);
        return 0;
    case [RunnerJson.Once, var folder, var assembly, ..]:
        var request = (await JsonSerializer.DeserializeAsync<RunnerRequest>(input, RunnerJson.Options))!;
        var answer = Answers.To(request, () => PluginLoader.Load(folder, assembly));
        await JsonSerializer.SerializeAsync(output, answer, RunnerJson.Options);
        await output.FlushAsync();
        return 0;
    default:
        return 2;
}
