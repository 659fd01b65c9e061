using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Texts;

namespace Modular.Host;

/// <summary>
/// What is not there, or not for this account, is 404; a busy database 503; a rule broken outside a form 409.
/// </summary>
internal sealed class ProblemFilter(Kernel.Texts.Words words) : IExceptionFilter
{
    public void OnException(ExceptionContext context)
    {
        if (context.HttpContext.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
        {
            // The JSON interface gets problem documents, with the sentence people would see.
            (int status, string? title) = context.Exception switch
            {
                NotFound => (404, "not found"),
                _ when IsBusy(context.Exception) => (503, words["error.503.what"]),
                _ when Problems.Sentence(words, context.Exception) is { } said => (422, said),
                _ => (0, null),
            };
            if (status == 0)
                return;
            if (status == 503)
                context.HttpContext.Response.Headers.RetryAfter = "5";
            context.Result = new ObjectResult(
                new ProblemDetails
                {
                    Status = status,
                    Title = title,
                    Type = (context.Exception as RuleBroken)?.Key,
                }
            )
            {
                StatusCode = status,
            };
            context.ExceptionHandled = true;
            return;
        }

        context.Result = context.Exception switch
        {
            NotFound => new StatusCodeResult(StatusCodes.Status404NotFound),
            _ when IsBusy(context.Exception) => Busy(context),
            _ when Problems.Sentence(words, context.Exception) is { } sentence => new ContentResult
            {
                StatusCode = StatusCodes.Status409Conflict,
                Content = sentence,
                ContentType = "text/plain; charset=utf-8",
            },
            _ => null,
        };
        context.ExceptionHandled = context.Result is not null;
    }

    /// <summary>The database is away, or as many plugins run as may.</summary>
    private static bool IsBusy(Exception problem) =>
        Outage.Is(problem) || problem is Kernel.Plugins.PluginFailed { Key: "plugin.busy" };

    private static StatusCodeResult Busy(ExceptionContext context)
    {
        context.HttpContext.Response.Headers.RetryAfter = "5";
        return new(StatusCodes.Status503ServiceUnavailable);
    }
}
