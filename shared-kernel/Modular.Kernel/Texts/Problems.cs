using Modular.Kernel.Rules;
using Modular.Plugins.Contract;

namespace Modular.Kernel.Texts;

/// <summary>The one place where refusals become sentences.</summary>
public static class Problems
{
    /// <summary>Null for anything that is not meant for people.</summary>
    public static string? Sentence(Words words, Exception problem) =>
        problem switch
        {
            IRefusal refusal => words[refusal.Key, [.. refusal.Arguments]],
            NotComputableException refused => words.Pick(refused.Reason),
            _ => null,
        };

    /// <summary>
    /// How a job keeps why it failed, at most 1000 long: what is meant for people as a key with arguments, of anything
    /// else the number alone under which the log has it. An exception's own words may hold paths and data.
    /// </summary>
    public static string Keep(Exception problem, string number)
    {
        string kept = problem switch
        {
            IRefusal refusal => Json(refusal.Key, refusal.Arguments),
            NotComputableException refused => Json(Both, [refused.Reason.Zh, refused.Reason.En]),
            _ => Json("job.failed-inside", [number]),
        };
        // A key with its arguments cut in the middle could not be read back.
        return kept.Length <= 1000 ? kept : Json("job.failed-inside", [number]);
    }

    /// <summary>A sentence that came in both languages and has no key.</summary>
    private const string Both = "said.in-both";

    private static string Json(string key, IReadOnlyList<object?> arguments) =>
        System.Text.Json.JsonSerializer.Serialize(new { Key = key, Arguments = arguments });

    /// <summary>A reason kept as JSON by a job or the plugin list.</summary>
    public static string Kept(Words words, string? kept)
    {
        if (kept is null)
            return "";
        // Earlier versions kept bare messages of exceptions; they are not for people.
        if (!kept.StartsWith('{'))
            return words[words.Has(kept) ? kept : "job.failed-inside-earlier"];
        try
        {
            var json = System.Text.Json.JsonDocument.Parse(kept).RootElement;
            object?[] arguments = [.. json.GetProperty("Arguments").EnumerateArray().Select(a => a.ToString())];
            string key = json.GetProperty("Key").GetString()!;
            return key == Both && arguments is [string zh, string en] ? words.Pick(new(zh, en)) : words[key, arguments];
        }
        catch (System.Text.Json.JsonException)
        {
            // Cut off where it was kept: half a reason is better than no page.
            return kept;
        }
    }
}
