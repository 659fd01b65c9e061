using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Units;
using Modular.Partners.Data;
using Modular.Partners.Domain;

namespace Modular.Partners.Resources;

/// <summary>The list of resources (资源清单): each unit keeps its own, everybody in the district finds them.</summary>
internal sealed class KeepResources(PartnersDb db, UnitDirectory units, TimeProvider clock)
{
    /// <summary>All of the district: resources are there to be found. Own ones first.</summary>
    public async Task<IReadOnlyList<Resource>> List(
        ResourceKind? kind,
        int? unitId,
        string? words,
        CancellationToken cancel
    )
    {
        var rows = db.Resources.IgnoreQueryFilters([ModuleDb.ScopeFilter]).AsNoTracking().Where(r => !r.Retired);
        if (kind is { } only)
            rows = rows.Where(r => r.Kind == only);
        if (unitId is { } unit && (await units.Tree(cancel)).Find(unit) is { } below)
            rows = rows.Under(below.Path);
        if (!string.IsNullOrWhiteSpace(words))
            rows = rows.Where(r =>
                r.Title.Contains(words) || r.Description!.Contains(words) || r.Categories!.Contains(words)
            );
        var all = await rows.OrderBy(r => r.UnitPath).ThenBy(r => r.Kind).ThenBy(r => r.Id).ToListAsync(cancel);
        string own = db.ScopePath ?? "-";
        return [.. all.OrderByDescending(r => r.UnitPath.StartsWith(own, StringComparison.Ordinal))];
    }

    public async Task<Resource> One(long id, CancellationToken cancel) =>
        await db.Resources.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancel) ?? throw new NotFound();

    public async Task Add(ResourceText text, CancellationToken cancel)
    {
        var unit = (await units.Tree(cancel)).Find(text.UnitId);
        if (
            unit is not { State: UnitState.Active, Kind: UnitKind.PartnerUnit or UnitKind.Department }
            || !unit.Path.StartsWith(db.ScopePath ?? "-", StringComparison.Ordinal)
        )
            throw new RuleBroken("partners.unit-needed") { Field = "UnitId" };
        var resource = new Resource
        {
            Id = Ids.Next(clock),
            UnitId = unit.Id,
            UnitPath = unit.Path,
            Title = text.Title,
        };
        Take(resource, text);
        db.Resources.Add(resource);
        db.Record(
            "resource.added",
            $"resource:{resource.Id}",
            after: new
            {
                resource.Title,
                resource.UnitId,
                resource.Capacity,
            }
        );
        await db.SaveChangesAsync(cancel);
    }

    public async Task Change(long id, ResourceText text, CancellationToken cancel)
    {
        var resource = await db.Resources.SingleOrDefaultAsync(r => r.Id == id, cancel) ?? throw new NotFound();
        if (resource.Version != text.Version)
            throw new RuleBroken("rule.changed-meanwhile");
        db.Record(
            "resource.changed",
            $"resource:{id}",
            new { resource.Title, resource.Capacity },
            new { text.Title, text.Capacity }
        );
        Take(resource, text);
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Off the list; claims that hold it go on.</summary>
    public async Task Retire(long id, bool retired, CancellationToken cancel)
    {
        var resource = await db.Resources.SingleOrDefaultAsync(r => r.Id == id, cancel) ?? throw new NotFound();
        resource.Retired = retired;
        db.Record(retired ? "resource.retired" : "resource.returned", $"resource:{id}");
        await db.SaveChangesAsync(cancel);
    }

    private static void Take(Resource to, ResourceText from)
    {
        if (from.FromDay > from.UntilDay)
            throw new RuleBroken("partners.days") { Field = "UntilDay" };
        (to.Kind, to.Title, to.Description, to.Categories, to.When, to.FromDay, to.UntilDay, to.Capacity) = (
            from.Kind,
            from.Title.Trim(),
            from.Description?.Trim(),
            from.Categories?.Trim(),
            from.When?.Trim(),
            from.FromDay,
            from.UntilDay,
            from.Capacity
        );
    }
}

/// <summary>What a form says of a resource.</summary>
internal sealed class ResourceText
{
    public int UnitId { get; set; }
    public ResourceKind Kind { get; set; }

    [Required(ErrorMessage = "partners.title-needed"), StringLength(60)]
    public string Title { get; set; } = "";

    [StringLength(600)]
    public string? Description { get; set; }

    [StringLength(200)]
    public string? Categories { get; set; }

    [StringLength(100)]
    public string? When { get; set; }
    public DateOnly? FromDay { get; set; }
    public DateOnly? UntilDay { get; set; }

    [Range(1, 1000, ErrorMessage = "partners.capacity")]
    public int Capacity { get; set; } = 4;
    public int Version { get; set; }
}
