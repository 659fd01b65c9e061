using System.Text.Json;
using Modular.Kernel.Plugins;
using Modular.Plugins.Runner;

// One request in, one answer out, then the end. Whatever a plugin does to this process it does to nobody else.
EndWithParent();
using var input = Console.OpenStandardInput();
using var output = Console.OpenStandardOutput();
Console.SetOut(TextWriter.Null);
Console.SetIn(TextReader.Null);
if (args is [RunnerJson.Watch, var folder, var assembly])
{
    await new Watching(input, output).Run(folder, assembly);
    return 0;
}

var request = (await JsonSerializer.DeserializeAsync<RunnerRequest>(input, RunnerJson.Options))!;
var answer = Answers.To(request, () => PluginLoader.Load(request.Folder, request.Assembly));
await JsonSerializer.SerializeAsync(output, answer, RunnerJson.Options);
await output.FlushAsync();
return 0;

static void EndWithParent()
{
    if (!int.TryParse(Environment.GetEnvironmentVariable(RunnerJson.Parent), System.Globalization.CultureInfo.InvariantCulture, out int parent)) return;
    new Thread(() =>
    {
        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(parent);
            process.WaitForExit();
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            // It has ended already.
        }

        System.Diagnostics.Process.GetCurrentProcess().Kill();
    })
    { IsBackground = true }.Start();
}
