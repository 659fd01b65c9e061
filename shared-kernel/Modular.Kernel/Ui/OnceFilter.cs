using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Modular.Kernel.Ui;

/// <summary>
/// One effect and the same answer for a double click, a refresh, a retry: the very same form with the very same content
/// is carried out once and answered alike. A form that was refused, or that a file answers, is carried out again. Two
/// hosts on one database are held apart by the rules of each use case.
/// </summary>
public sealed class OnceFilter(OnceMemory memory) : IAsyncPageFilter, IAsyncActionFilter
{
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next) =>
        Run(
            context.HttpContext,
            (context.HandlerInstance as PageModel)?.TempData,
            result => context.Result = result,
            async () => (await next()).Result
        );

    public Task OnActionExecutionAsync(ActionExecutingContext context, ActionExecutionDelegate next) =>
        Run(
            context.HttpContext,
            (context.Controller as Controller)?.TempData,
            result => context.Result = result,
            async () => (await next()).Result
        );

    private async Task Run(
        HttpContext http,
        ITempDataDictionary? said,
        Action<IActionResult> answer,
        Func<Task<IActionResult?>> work
    )
    {
        if (said is null || await Key(http) is not { } key)
        {
            await work();
            return;
        }

        while (!memory.Begin(key, out var others))
        {
            if (await others.WaitAsync(http.RequestAborted) is not { } sent)
                continue;
            foreach (var (name, value) in sent.Said)
                said[name] = value;
            answer(new RedirectResult(sent.Url));
            return;
        }

        OnceMemory.Sent? done = null;
        try
        {
            string? url = await work() switch
            {
                RedirectResult to => to.Url,
                LocalRedirectResult to => to.Url,
                _ => null,
            };
            // An answer that hands out a session is for its own request alone.
            if (url is not null && http.Response.Headers.SetCookie.Count == 0)
                done = new(url, said.Keys.ToDictionary(k => k, said.Peek, StringComparer.Ordinal));
        }
        finally
        {
            memory.End(key, done);
        }
    }

    private static async Task<string?> Key(HttpContext http)
    {
        // The page that tells of an error is no form; the one that failed may not even be readable.
        if (
            http.Features.Get<IStatusCodeReExecuteFeature>() is not null
            || http.Features.Get<IExceptionHandlerFeature>() is not null
        )
            return null;
        if (!HttpMethods.IsPost(http.Request.Method) || !http.Request.HasFormContentType)
            return null;
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (form[OnceTagHelper.Field] is not [{ Length: > 0 and < 64 } once])
            return null;
        var text = new StringBuilder(http.User.Identity?.Name)
            .Append('\n')
            .Append(http.Request.Path)
            .Append(http.Request.QueryString)
            .Append('\n')
            .Append(once);
        foreach (var (name, values) in form)
        foreach (string? value in values)
            text.Append('\n').Append(name).Append('=').Append(value?.Length).Append(':').Append(value);
        foreach (var file in form.Files)
            text.Append('\n').Append(file.Name).Append('/').Append(file.FileName).Append('/').Append(file.Length);
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
