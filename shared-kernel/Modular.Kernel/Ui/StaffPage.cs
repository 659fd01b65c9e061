using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Rules;
using Modular.Kernel.Texts;

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

    /// <summary>
    /// Runs the use case, says what has happened and goes there, or shows the page again with the reason.
    /// </summary>
    protected Task<IActionResult> Do(Func<Task> work, string said, string there, params object?[] arguments) =>
        Do(
            work,
            () =>
            {
                Say(said, arguments);
                return Redirect(there);
            }
        );

    /// <summary>Shown once on the next page: what has happened, in a whole sentence.</summary>
    protected void Say(string key, params object?[] arguments) => TempData["said"] = Words[key, arguments];

    protected string? Sentence(Exception problem) => Problems.Sentence(Words, problem);
}
