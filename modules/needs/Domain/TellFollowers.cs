using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;
using Modular.Kernel.Units;
using Modular.Needs.Data;

namespace Modular.Needs.Domain;

/// <summary>Writes to those who follow, in the transaction of what happened.</summary>
internal sealed class TellFollowers(NeedsDb db, PersonKeys keys, UnitDirectory units)
{
    /// <summary>
    /// These needs moved. Who was joined to one of them, or split from it, follows along. The caller saves.
    /// </summary>
    public async Task Moved(IReadOnlyCollection<long> needs, CancellationToken cancel)
    {
        // Asked at every move of every need: where nobody follows any, that is all.
        if (!await db.Followers.AnyAsync(f => f.NeedId != null && f.ConfirmedAt != null, cancel))
            return;
        var all = db.Needs.IgnoreQueryFilters([ModuleDb.ScopeFilter]);
        var joined = await all.Where(n => n.MergedIntoId != null && needs.Contains(n.MergedIntoId.Value))
            .Select(n => n.Id)
            .ToListAsync(cancel);
        var parents = await all.Where(n => needs.Contains(n.Id) && n.ParentId != null)
            .Select(n => n.ParentId!.Value)
            .ToListAsync(cancel);
        List<long> told = [.. needs, .. joined, .. parents];
        var followers = await db
            .Followers.AsNoTracking()
            .Where(f => f.NeedId != null && told.Contains(f.NeedId.Value) && f.ConfirmedAt != null)
            .Select(f => new
            {
                f.Id,
                f.Address,
                f.AddressKey,
                Number = all.Where(n => n.Id == f.NeedId).Select(n => n.Number).Single(),
            })
            .ToListAsync(cancel);
        foreach (var f in followers.DistinctBy(f => (f.AddressKey, f.Number)))
            db.NotifyAddress("needs.followed", f.Address, End(f.Id), f.Number);
    }

    /// <summary>Question and answer were published. The caller saves.</summary>
    public async Task Published(Need need, CancellationToken cancel)
    {
        var tree = await units.Tree(cancel);
        var near = tree.Find(need.UnitId) is { } home
            ? tree.Ancestors(home).Select(u => u.Id).Append(home.Id).ToList()
            : [need.UnitId];
        int? category = need.CategoryId;
        var followers = await db
            .Followers.AsNoTracking()
            .Where(f =>
                f.NeedId == null
                && f.ConfirmedAt != null
                && (f.UnitId == null || near.Contains(f.UnitId.Value))
                && (f.CategoryId == null || f.CategoryId == category)
            )
            .ToListAsync(cancel);
        foreach (var f in followers.DistinctBy(f => f.AddressKey))
            db.NotifyAddress("needs.published", f.Address, End(f.Id), need.PublicTitle!, $"/answers/{need.Number}");
    }

    private string End(long id) => $"/follow/{id}/end/{Follower.Ending(keys, id)}";
}
