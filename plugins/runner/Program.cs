using System.Reflection;
using System.Text.Json;
using Modular.Kernel.Plugins;
using Modular.Plugins.Contract;
using Modular.Plugins.Runner;

// One request in, one answer out, then the end. Whatever a plugin does to this process it does to nobody else.
EndWithParent();
using var input = Console.OpenStandardInput();
using var output = Console.OpenStandardOutput();
Console.SetOut(TextWriter.Null);
Console.SetIn(TextReader.Null);
var request = await JsonSerializer.DeserializeAsync<RunnerRequest>(input, RunnerJson.Options);
long began = System.Diagnostics.Stopwatch.GetTimestamp();
var answer = Answer(request!);
answer = answer with { Seconds = System.Diagnostics.Stopwatch.GetElapsedTime(began).TotalSeconds, PeakBytes = System.Diagnostics.Process.GetCurrentProcess().PeakWorkingSet64 };
await JsonSerializer.SerializeAsync(output, answer, RunnerJson.Options);
await output.FlushAsync();
return 0;

static RunnerAnswer Answer(RunnerRequest request)
{
    try
    {
        object plugin = PluginLoader.Load(request.Folder, request.Assembly);
        var parameters = ParameterValues.Parse(request.Parameters);
        var answer = (request.Verb, plugin) switch
        {
            ("describe", _) => new RunnerAnswer(),
            ("topics", ITopicFinder finder) => new() { Topics = finder.Find(request.Topics!, parameters) },
            ("issues", IIssueFinder finder) => new() { Issues = finder.Find(request.Issues!, parameters) },
            ("train", ICategoriser categoriser) => new() { Model = categoriser.Train(request.Past!, parameters) },
            ("compute", IAppraisalMethod method) => new(Method: method.Compute(request.Method!, parameters)),
            ("resample", IAppraisalMethod method) => new() { Panels = Resample.Run(method, request.Method!, parameters, request.Panels!) },
            ("cluster", IClusterer clusterer) => new(Cluster: clusterer.Cluster(request.Cluster!, parameters)),
            _ => new(Fault: $"It cannot {request.Verb}."),
        };
        // What it is stands beside what it did: who asked once need not ask again.
        var (kind, description) = plugin switch
        {
            IAppraisalMethod method => ("Method", method.Describe()),
            IClusterer clusterer => ("Clusterer", clusterer.Describe()),
            IIssueFinder finder => ("IssueFinder", finder.Describe()),
            ICategoriser categoriser => ("Categoriser", categoriser.Describe()),
            _ => throw new InvalidOperationException("It is of no known kind."),
        };
        return answer with { Kind = kind, Description = description };
    }
    catch (NotComputableException refused)
    {
        return new(NotComputable: refused.Reason);
    }
    catch (TargetInvocationException wrapped) when (wrapped.InnerException is NotComputableException refused)
    {
        return new(NotComputable: refused.Reason);
    }
    catch (Exception fault)
    {
        var root = fault.GetBaseException();
        return new(Fault: $"{root.GetType().Name}: {root.Message}");
    }
}

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
