using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Modular.Kernel.Rules;
using Modular.Needs.Data;

namespace Modular.Needs.Domain;

/// <summary>
/// The district's classes of needs and their limits. A new limit counts for needs sorted from now on.
/// </summary>
internal sealed class KeepCategories(NeedsDb db, IMemoryCache cache)
{
    /// <summary>Kept in memory for some seconds: every list and form shows them.</summary>
    public async ValueTask<IReadOnlyList<Category>> All(CancellationToken cancel)
    {
        if (cache.TryGetValue(nameof(KeepCategories), out IReadOnlyList<Category>? known))
            return known!;
        return cache.Set<IReadOnlyList<Category>>(
            nameof(KeepCategories),
            await db.Categories.AsNoTracking().OrderBy(c => c.Id).ToListAsync(cancel),
            TimeSpan.FromSeconds(10)
        );
    }

    public async Task<IReadOnlyList<SelectListItem>> Choices(string? none, CancellationToken cancel) =>
        Kernel.Ui.Choices.With(
            none,
            (await All(cancel)).Where(c => !c.Retired).Select(c => Kernel.Ui.Choices.Item(c.Name, c.Id))
        );

    public async Task Save(int? id, string name, int? parentId, int? limitDays, bool retired, CancellationToken cancel)
    {
        name = name.Trim();
        if (name.Length is 0 or > 40)
            throw new RuleBroken("needs.category-name") { Field = "Name" };
        if (limitDays is < 1 or > 60)
            throw new RuleBroken("needs.category-limit") { Field = "LimitDays" };
        if (await db.Categories.AnyAsync(c => c.Name == name && c.Id != (id ?? 0), cancel))
            throw new RuleBroken("needs.category-twice", name) { Field = "Name" };
        var category = id is { } known
            ? await db.Categories.FindAsync([known], cancel) ?? throw new NotFound()
            : new Category { Name = name };
        db.Record(
            id is null ? "category.added" : "category.changed",
            $"category:{name}",
            id is null ? null : new { category.Name, category.LimitDays },
            new
            {
                name,
                limitDays,
                retired,
            }
        );
        (category.Name, category.ParentId, category.LimitDays, category.Retired) = (name, parentId, limitDays, retired);
        if (id is null)
            db.Categories.Add(category);
        await db.SaveChangesAsync(cancel);
        cache.Remove(nameof(KeepCategories));
    }
}
