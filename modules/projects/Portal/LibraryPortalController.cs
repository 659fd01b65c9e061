using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Units;
using Modular.Projects.Brands;
using Modular.Projects.Domain;
using Modular.Projects.Library;
using Modular.Projects.Rota;

namespace Modular.Projects.Portal;

/// <summary>
/// The public library: projects done and being done, their materials, brands, the project of the month.
/// </summary>
[OpenToAll]
internal sealed class LibraryPortalController(
    ShowLibrary library,
    ProjectFiles files,
    PackMaterials packets,
    KeepBrands brands,
    ShowMonth months,
    UnitDirectory units
) : Controller
{
    [HttpGet("/library")]
    public async Task<IActionResult> List(LibraryQuery query, CancellationToken cancel)
    {
        query = query with { Most = ShowLibrary.PageSize, Q = query.Q is { Length: > 60 } q ? q[..60] : query.Q };
        var list = await library.List(query, cancel);
        // Nobody chose a shelf and nothing stands on the first: what is going on is shown.
        if (!Request.Query.ContainsKey("shelf") && list is { Quality: 0, Running: > 0 })
            list = await library.List(query = query with { Shelf = Shelf.Running }, cancel);
        return View(new LibraryPage(query, list, await library.Types(cancel), await units.Tree(cancel)));
    }

    [HttpGet("/library/{number}")]
    public async Task<IActionResult> Story(string number, CancellationToken cancel) =>
        View(new StoryPage(await library.One(number, cancel), await units.Tree(cancel)));

    [HttpGet("/library/{number}/files/{id:long}")]
    public Task<IActionResult> File(string number, long id, CancellationToken cancel) =>
        files.ServePublic(number, id, Response, cancel);

    [HttpGet("/library/{number}/materials.zip")]
    public async Task<IActionResult> Packet(string number, CancellationToken cancel) =>
        await packets.Zip((await library.One(number, cancel)).Line.Project, cancel);

    [HttpGet("/library/brands")]
    public async Task<IActionResult> Brands(CancellationToken cancel) =>
        View(new BrandsPage(await brands.Public(cancel), await units.Tree(cancel)));

    [HttpGet("/library/brands/{id:long}")]
    public async Task<IActionResult> Brand(long id, CancellationToken cancel) =>
        View(new BrandPage(await brands.PublicOne(id, cancel), await units.Tree(cancel)));

    [HttpGet("/library/month/{month?}")]
    public async Task<IActionResult> Month(string? month, CancellationToken cancel)
    {
        var day = month is null ? months.Now : Months.Parse(month) ?? throw new NotFound();
        return View(
            new MonthPage(day, await months.Of(day, cancel), await months.Before(cancel), await units.Tree(cancel))
        );
    }
}

internal sealed record LibraryPage(
    LibraryQuery Query,
    LibraryList List,
    IReadOnlyList<(long Id, string Name)> Types,
    UnitTree Tree
)
{
    public IEnumerable<Unit> Towns =>
        Tree
            .All.Where(u => u is { Kind: UnitKind.Town, State: UnitState.Active })
            .OrderBy(u => u.Path, StringComparer.Ordinal);

    /// <summary>Why there is nothing to see: nothing is there yet, or nothing fits what was asked.</summary>
    public string Nothing =>
        string.IsNullOrWhiteSpace(Query.Q) && Query is { Town: null, Tier: null, Type: null }
            ? "projects.library.none"
            : "projects.library.not-found";

    /// <summary>This page's address with something else in it; the place in the list is left.</summary>
    public string With(Shelf? shelf = null, LibraryOrder? order = null, string? after = null) =>
        $"/library?q={Uri.EscapeDataString(Query.Q ?? "")}&shelf={shelf ?? Query.Shelf}&tier={Query.Tier}&town={Query.Town}&type={Query.Type}&order={order ?? Query.Order}{(after is null ? "" : "&after=" + after)}";
}

internal sealed record StoryPage(LibraryStory Story, UnitTree Tree)
{
    /// <summary>The title of the material a photo belongs to, or the project's.</summary>
    public string Caption(ProjectFile photo) =>
        Story.Materials.FirstOrDefault(m => m.Material.Id == photo.OwnerId)?.Material.Title ?? Story.Line.Project.Title;
}

internal sealed record BrandPage(BrandView View, UnitTree Tree);

internal sealed record BrandsPage(IReadOnlyList<BrandLine> Brands, UnitTree Tree);

internal sealed record MonthPage(
    DateOnly Month,
    IReadOnlyList<PublicMonth> Shown,
    IReadOnlyList<DateOnly> Before,
    UnitTree Tree
);
