using System.Diagnostics;
using System.Reflection;
using Modular.Kernel.Plugins;
using Modular.Plugins.Contract;

namespace Modular.Plugins.Runner;

/// <summary>One request, one answer, whatever the plugin does short of ending the process.</summary>
internal static class Answers
{
    public static RunnerAnswer To(RunnerRequest request, Func<object> load)
    {
        long began = Stopwatch.GetTimestamp();
        RunnerAnswer answer;
        try
        {
            answer = Answer(request, load());
        }
        catch (NotComputableException refused)
        {
            answer = new(NotComputable: refused.Reason);
        }
        catch (TargetInvocationException wrapped) when (wrapped.InnerException is NotComputableException refused)
        {
            answer = new(NotComputable: refused.Reason);
        }
        catch (Exception fault)
        {
            answer = Fault(fault);
        }

        using var self = Process.GetCurrentProcess();
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        return answer with { Seconds = seconds, PeakBytes = self.PeakWorkingSet64 };
    }

    public static RunnerAnswer Fault(Exception fault)
    {
        var root = fault.GetBaseException();
        return new(Fault: $"{root.GetType().Name}: {root.Message}");
    }

    private static RunnerAnswer Answer(RunnerRequest request, object plugin)
    {
        var parameters = ParameterValues.Parse(request.Parameters);
        var answer = (request.Verb, plugin) switch
        {
            ("describe", _) => new RunnerAnswer(),
            ("topics", ITopicFinder finder) => new() { Topics = finder.Find(request.Topics!, parameters) },
            ("issues", IIssueFinder finder) => new() { Issues = finder.Find(request.Issues!, parameters) },
            ("train", ICategoriser categoriser) => new() { Model = categoriser.Train(request.Past!, parameters) },
            ("compute", IAppraisalMethod method) => new(Method: method.Compute(request.Method!, parameters)),
            ("resample", IAppraisalMethod method) => new()
            {
                Panels = Resample.Run(method, request.Method!, parameters, request.Panels!),
            },
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
}
