using Modular.Plugins.Contract;

namespace Modular.BadPlugin;

/// <summary>Misbehaves in the way its parameter says.</summary>
public sealed class BadPlugin : IAppraisalMethod
{
    public PluginDescription Describe() =>
        new("bad-plugin", "1.0.0", "Tests", new("坏插件", "Bad plugin"), new("", ""), []);

    public MethodResult Compute(MethodInput input, ParameterValues parameters)
    {
        var good = input.Subjects.Select(s => new SubjectResult(s, 1, null, null, 1, [])).ToList();
        switch (parameters.Text("does", ""))
        {
            case "throws":
                throw new InvalidOperationException("on purpose");
            case "loops":
                while (true) { }
            case "overflows":
                return Deeper(0);
            case "fails-fast":
                Environment.FailFast("on purpose");
                break;
            case "exits":
                Environment.Exit(0);
                break;
            case "eats-memory":
                var eaten = new List<byte[]>();
                while (true)
                    eaten.Add(GC.AllocateUninitializedArray<byte>(1 << 24, pinned: true));
            case "prints":
                using (var raw = Console.OpenStandardOutput())
                    for (byte[] much = new byte[1 << 20]; ; )
                        raw.Write(much);
            case "not-a-number":
                good[0] = good[0] with { Score = double.NaN };
                break;
            case "forgets":
                good.RemoveAt(0);
                break;
            case "child":
                System.Diagnostics.Process.Start("/bin/sleep", "300");
                while (true) { }
            case "breaks-out":
                return new(good, [], [], Attempts.All(parameters));
        }

        return new(good, [], [], new Dictionary<string, object?>(StringComparer.Ordinal));
    }

    private static MethodResult Deeper(int depth) => depth < 0 ? null! : Deeper(depth + 1) ?? Deeper(depth + 2);
}
