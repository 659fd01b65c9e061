using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Plugins;
using Modular.Kernel.Rules;
using Modular.Kernel.Tables;
using Modular.Kernel.Texts;
using Modular.Plugins.Contract;

namespace Modular.Kernel.Ui;

/// <summary>
/// A staff page: binds, calls a use case, answers. A broken rule comes back as a message beside the field, with all
/// that was typed.
/// </summary>
public abstract class StaffPage : PageModel
{
    protected Words Words => HttpContext.RequestServices.GetRequiredService<Words>();

    protected CancellationToken Cancel => HttpContext.RequestAborted;

    /// <summary>Fills what the page shows besides the form; called again when a form is refused.</summary>
    protected virtual Task Load() => Task.CompletedTask;

    /// <summary>Runs the use case and goes on, or shows the page again with the reason.</summary>
    protected async Task<IActionResult> Do(Func<Task> work, Func<IActionResult> then)
    {
        if (ModelState.IsValid)
        {
            try
            {
                await work();
                return then();
            }
            catch (Exception problem) when (Sentence(problem) is { } said)
            {
                ModelState.AddModelError(problem is RuleBroken { Field: { } field } ? $"Input.{field}" : "", said);
            }
        }

        await Load();
        return new PageResult { StatusCode = StatusCodes.Status422UnprocessableEntity };
    }

    /// <summary>Shown once on the next page: what has happened, in a whole sentence.</summary>
    protected void Say(string key, params object?[] arguments) => TempData["said"] = Words[key, arguments];

    protected string? Sentence(Exception problem) => Problems.Sentence(Words, problem);
}

/// <summary>The one place where refusals become sentences.</summary>
public static class Problems
{
    /// <summary>Null for anything that is not meant for people.</summary>
    public static string? Sentence(Words words, Exception problem) =>
        problem switch
        {
            RuleBroken rule => words[rule.Key, rule.Arguments],
            SheetRefused sheet => words[sheet.Key, sheet.Arguments],
            PluginFailed { Key: PluginFailed.Threw } plugin => words["plugin.failed-inside", plugin.Number],
            PluginFailed plugin => words[plugin.Key, plugin.Arguments],
            NotComputableException refused => words.Pick(refused.Reason),
            Calendar.YearMissing year => words[
                "calendar.year-missing",
                year.Year.ToString(System.Globalization.CultureInfo.InvariantCulture)
            ],
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
            RuleBroken rule => Json(rule.Key, rule.Arguments),
            SheetRefused sheet => Json(sheet.Key, sheet.Arguments),
            PluginFailed { Key: PluginFailed.Threw } plugin => Json("plugin.failed-inside", [plugin.Number]),
            PluginFailed plugin => Json(plugin.Key, plugin.Arguments),
            NotComputableException refused => Json(Both, [refused.Reason.Zh, refused.Reason.En]),
            Calendar.YearMissing year => Json("calendar.year-missing", [$"{year.Year}"]),
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
