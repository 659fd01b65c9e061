using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Data;

namespace Modular.Kernel.Access;

/// <summary>Refuses a post to a page whose <see cref="PostNeedsAttribute"/> the acting person does not hold.</summary>
public sealed class PostingRights : IAsyncPageFilter
{
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context,
        PageHandlerExecutionDelegate next
    )
    {
        if (
            HttpMethods.IsPost(context.HttpContext.Request.Method)
            && context.HandlerMethod?.MethodInfo is { } handler
            && Of(context.ActionDescriptor.ModelTypeInfo ?? context.HandlerInstance.GetType().GetTypeInfo(), handler)
                is { } right
            && !context.HttpContext.RequestServices.GetRequiredService<ActingScope>().Current.May(right)
        )
        {
            context.Result = new ForbidResult();
            return;
        }

        await next();
    }

    /// <summary>What it takes to post to a handler; null where coming in is enough.</summary>
    public static string? Of(Type page, MethodInfo handler) =>
        (handler.GetCustomAttribute<PostNeedsAttribute>() ?? page.GetCustomAttribute<PostNeedsAttribute>())?.Permission;
}
