using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Modular.Kernel.Ui;

/// <summary>
/// Every form that posts carries a key of its own, so that the server knows a second sending of it from a second wish.
/// </summary>
[HtmlTargetElement("form", Attributes = "method")]
public sealed class OnceTagHelper : TagHelper
{
    public const string Field = "_once";

    public override int Order => 10;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (
            !string.Equals(
                context.AllAttributes["method"]?.Value?.ToString(),
                "post",
                StringComparison.OrdinalIgnoreCase
            )
        )
            return;
        output.PostContent.AppendHtml(
            $"<input type=\"hidden\" name=\"{Field}\" value=\"{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12))}\" />"
        );
    }
}

/// <summary>What a form sent some minutes ago was answered with; kept by this process only.</summary>
public sealed class OnceMemory(TimeProvider clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);
    private readonly ConcurrentDictionary<string, (DateTimeOffset At, TaskCompletionSource<Sent?> Done)> _sent = new(
        StringComparer.Ordinal
    );
    private long _swept;

    internal sealed record Sent(string Url, IReadOnlyDictionary<string, object?> Said);

    /// <returns>
    /// Whether this is the first, which has to do the work; the others wait for <paramref name="others"/>.
    /// </returns>
    internal bool Begin(string key, out Task<Sent?> others)
    {
        Sweep();
        var mine = (
            clock.GetUtcNow(),
            new TaskCompletionSource<Sent?>(TaskCreationOptions.RunContinuationsAsynchronously)
        );
        var known = _sent.GetOrAdd(key, mine);
        others = known.Done.Task;
        return known.Done == mine.Item2;
    }

    /// <param name="sent">Null where nothing was done: the next one tries.</param>
    internal void End(string key, Sent? sent)
    {
        if (!_sent.TryGetValue(key, out var entry))
            return;
        if (sent is null)
            _sent.TryRemove(key, out _);
        entry.Done.TrySetResult(sent);
    }

    private void Sweep()
    {
        var now = clock.GetUtcNow();
        long last = Interlocked.Read(ref _swept);
        if (
            now.UtcTicks - last < TimeSpan.TicksPerMinute
            || Interlocked.CompareExchange(ref _swept, now.UtcTicks, last) != last
        )
            return;
        foreach (var (key, entry) in _sent)
            if (now - entry.At > Kept && entry.Done.Task.IsCompleted)
                _sent.TryRemove(key, out _);
    }
}

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
