using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Modular.Kernel.Texts;

namespace Modular.Kernel.Notices;

/// <summary>Something could not be sent. The key names a sentence that says why, for the operator.</summary>
public sealed class DeliveryFailed(string key, params string[] arguments) : Exception(key)
{
    /// <summary>As long as the column a delivery keeps it in.</summary>
    public const int Longest = 300;
    private static readonly JsonSerializerOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    public string Key { get; } = key;

    public string[] Arguments { get; } = arguments;

    /// <summary>What nobody foresaw; for the log, under the number that is the argument.</summary>
    public Exception? Cause { get; private init; }

    /// <summary>Sending it again would be refused again.</summary>
    public bool Final { get; init; }

    /// <summary>Known reasons as they are; the words of others stay in the log.</summary>
    public static DeliveryFailed Of(Exception problem) =>
        problem as DeliveryFailed ?? new("delivery.other", Rules.FaultNumber.New()) { Cause = problem };

    /// <summary>As <see cref="Problems.Kept"/> reads it: each reader gets it in their own language.</summary>
    public static string Kept(Exception problem)
    {
        var failed = Of(problem);
        string[] arguments = [.. failed.Arguments.Select(Plain.Clean)];
        while (true)
        {
            string kept = JsonSerializer.Serialize(new { failed.Key, Arguments = arguments }, Readable);
            int longest = arguments.Length == 0 ? 0 : arguments.Max(a => a.Length);
            if (kept.Length <= Longest || longest == 0)
                return kept;
            arguments = [.. arguments.Select(a => a.Length == longest ? Plain.Cut(a, longest * 3 / 4) : a)];
        }
    }
}
