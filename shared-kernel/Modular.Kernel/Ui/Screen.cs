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

/// <summary>A staff page: binds, calls a use case, answers. A broken rule comes back as a message beside the field, with all that was typed.</summary>
public abstract class Screen : PageModel
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
    public static string? Sentence(Words words, Exception problem) => problem switch
    {
        RuleBroken rule => words[rule.Key, rule.Arguments],
        SheetRefused sheet => words[sheet.Key, sheet.Arguments],
        PluginFailed plugin => words[plugin.Key, plugin.Arguments],
        NotComputableException refused => words.Pick(refused.Reason),
        Calendar.YearMissing year => words["calendar.year-missing", year.Year.ToString(System.Globalization.CultureInfo.InvariantCulture)],
        _ => null,
    };

    /// <summary>How a job keeps why it failed: for people as a key with arguments, else the bare message, at most 1000 long.</summary>
    public static string Keep(Exception problem)
    {
        string text = problem switch
        {
            RuleBroken rule => Json(rule.Key, rule.Arguments),
            SheetRefused sheet => Json(sheet.Key, sheet.Arguments),
            PluginFailed plugin => Json(plugin.Key, plugin.Arguments),
            _ => problem.GetBaseException().Message,
        };
        // A key with its arguments cut in the middle could not be read back.
        if (text.Length > 1000) text = problem.GetBaseException().Message;
        return text[..Math.Min(text.Length, 1000)];
    }

    private static string Json(string key, IReadOnlyList<object?> arguments) =>
        System.Text.Json.JsonSerializer.Serialize(new { Key = key, Arguments = arguments });

    /// <summary>A reason kept as JSON by a job or the plugin list.</summary>
    public static string Kept(Words words, string? kept)
    {
        if (kept is null) return "";
        if (!kept.StartsWith('{')) return words[kept];
        try
        {
            var json = System.Text.Json.JsonDocument.Parse(kept).RootElement;
            object?[] arguments = [.. json.GetProperty("Arguments").EnumerateArray().Select(a => a.ToString())];
            return words[json.GetProperty("Key").GetString()!, arguments];
        }
        catch (System.Text.Json.JsonException)
        {
            // Cut off where it was kept: half a reason is better than no page.
            return kept;
        }
    }
}
