using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Tables;
using Modular.Kernel.Texts;

namespace Modular.Host.Pages;

/// <summary>
/// Keeps and drops a person's own views of any list; <c>_SavedViews</c> and <c>_ListLook</c> show them.
/// </summary>
[SignedIn]
internal sealed class SavedViewsController(SavedViews views, Words words) : Controller
{
    [HttpPost("/views"), ValidateAntiForgeryToken]
    public async Task<IActionResult> Keep(string list, string? name, string? query, CancellationToken cancel)
    {
        if (!IsList(list))
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

        return Back(list, query);
    }

    /// <summary>Columns and page size stay with the person for this list, until they ask for the usual ones.</summary>
    /// <param name="query">What the list is narrowed to meanwhile; it stays so.</param>
    [HttpPost("/views/look"), ValidateAntiForgeryToken]
    public async Task<IActionResult> Look(
        string list,
        string? query,
        string[] cols,
        int size,
        bool usual,
        CancellationToken cancel
    )
    {
        if (!IsList(list))
            return NotFound();
        await views.KeepLook(list, usual ? null : cols, size, cancel);
        TempData["said"] = words[usual ? "list.columns.said.usual" : "list.columns.said"];
        return Back(list, query);
    }

    [HttpPost("/views/drop"), ValidateAntiForgeryToken]
    public async Task<IActionResult> Drop(long id, string list, CancellationToken cancel)
    {
        if (!IsList(list))
            return NotFound();
        await views.Drop(id, cancel);
        TempData["said"] = words["views.said.dropped"];
        return LocalRedirect(list);
    }

    private bool IsList(string list) =>
        Url.IsLocalUrl(list) && !list.Contains('?') && list.Length <= SavedView.ListLength;

    private LocalRedirectResult Back(string list, string? query) =>
        LocalRedirect(string.IsNullOrEmpty(query) ? list : $"{list}?{query.TrimStart('?')}");
}
