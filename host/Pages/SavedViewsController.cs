using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Tables;
using Modular.Kernel.Texts;

namespace Modular.Host.Pages;

/// <summary>Keeps and drops a person's own filters of any list; <c>_SavedViews</c> shows them.</summary>
[SignedIn]
internal sealed class SavedViewsController(SavedViews views, Words words) : Controller
{
    [HttpPost("/views"), ValidateAntiForgeryToken]
    public async Task<IActionResult> Keep(string list, string? name, string? query, CancellationToken cancel)
    {
        if (!Url.IsLocalUrl(list) || list.Contains('?'))
            return NotFound();
        try
        {
            await views.Keep(list, name, query, cancel);
            TempData["said"] = words["views.said.kept", name];
        }
        catch (RuleBroken broken)
        {
            TempData["refused"] = words[broken.Key, broken.Arguments];
        }

        return LocalRedirect(string.IsNullOrEmpty(query) ? list : $"{list}?{query.TrimStart('?')}");
    }

    [HttpPost("/views/drop"), ValidateAntiForgeryToken]
    public async Task<IActionResult> Drop(long id, string list, CancellationToken cancel)
    {
        if (!Url.IsLocalUrl(list))
            return NotFound();
        await views.Drop(id, cancel);
        TempData["said"] = words["views.said.dropped"];
        return LocalRedirect(list);
    }

    /// <summary>Of a list's address what a view keeps: what is filled in, without paging and language.</summary>
    internal static string Filter(QueryString address)
    {
        string[] passing = ["before=", "after=", "culture="];
        return string.Join(
            '&',
            (address.Value ?? "")
                .TrimStart('?')
                .Split('&')
                .Where(p => !p.EndsWith('=') && !passing.Any(s => p.StartsWith(s, StringComparison.Ordinal)))
        );
    }
}
