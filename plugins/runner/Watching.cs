using System.Text.Json;
using Modular.Kernel.Plugins;

namespace Modular.Plugins.Runner;

/// <summary>
/// For who writes a plugin: the process stays, a request a line, an answer a line, and a word whenever the plugin was
/// loaded again because its files changed. It ends with its input.
/// </summary>
internal sealed class Watching(Stream input, Stream output)
{
    private readonly Lock _one = new();

    public async Task Run(string folder, string assembly)
    {
        PluginLoader loader;
        try
        {
            loader = PluginLoader.Watch(folder, assembly, () => Say(new(Kind: RunnerJson.Reloaded)));
        }
        catch (Exception fault)
        {
            Say(Answers.Fault(fault));
            return;
        }

        using (loader)
        using (var lines = new StreamReader(input))
            while (await lines.ReadLineAsync() is { } line)
                Say(Answers.To(JsonSerializer.Deserialize<RunnerRequest>(line, RunnerJson.Options)!, loader.Make));
    }

    private void Say(RunnerAnswer answer)
    {
        lock (_one)
        {
            JsonSerializer.Serialize(output, answer, RunnerJson.Options);
            output.WriteByte((byte)'\n');
            output.Flush();
        }
    }
}
