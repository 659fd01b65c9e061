using System.Text.Json;
using Modular.Kernel.Plugins;
using Modular.Plugins.Contract;

namespace Modular.Plugins.Tests;

/// <summary>Reads what a method answered: its details, or why it refused.</summary>
internal static class MethodAnswers
{
    public const double Close = 5e-7;

    public static JsonElement Detail(Computation result, params string[] path)
    {
        var at = JsonSerializer.SerializeToElement(result.Details[path[0]], RunnerJson.Options);
        foreach (string key in path.Skip(1))
            at = at.GetProperty(key);
        return at;
    }

    public static async Task<string> Refused(string method, IReadOnlyList<ScoreRow> rows, string? parameters) =>
        (await Assert.ThrowsAsync<NotComputableException>(() => Bench.Compute(method, rows, parameters))).Reason.En;
}
