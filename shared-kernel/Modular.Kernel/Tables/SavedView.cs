using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Store;

namespace Modular.Kernel.Tables;

/// <summary>A filter of a list that one person keeps under a name. It is the list's own address.</summary>
public sealed class SavedView
{
    public long Id { get; init; }
    public long AccountId { get; init; }

    /// <summary>Path of the list, such as <c>/needs</c>.</summary>
    public required string List { get; init; }
    public required string Name { get; set; }
    public required string Query { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<SavedView>(e =>
        {
            e.Property(v => v.Id).ValueGeneratedNever();
            e.Property(v => v.List).HasMaxLength(60);
            e.Property(v => v.Name).HasMaxLength(30);
            e.Property(v => v.Query).HasMaxLength(500);
            e.HasIndex(v => new
                {
                    v.AccountId,
                    v.List,
                    v.Name,
                })
                .IsUnique();
        });
}

/// <summary>Everybody's own kept filters.</summary>
public sealed class SavedViews(KernelDb db, IMemoryCache cache, TimeProvider clock)
{
    private const int Most = 20;

    /// <summary>Kept in memory for some seconds: the list asks on every page and they change seldom.</summary>
    public async ValueTask<IReadOnlyList<SavedView>> Mine(string list, CancellationToken cancel)
    {
        long me = db.Acting.AccountId ?? 0;
        if (cache.TryGetValue((nameof(SavedViews), me, list), out IReadOnlyList<SavedView>? known))
            return known!;
        IReadOnlyList<SavedView> mine = await db
            .SavedViews.AsNoTracking()
            .Where(v => v.AccountId == me && v.List == list)
            .OrderBy(v => v.Name)
            .ToListAsync(cancel);
        return cache.Set((nameof(SavedViews), me, list), mine, TimeSpan.FromSeconds(10));
    }

    /// <summary>The same name again replaces what it stood for.</summary>
    public async Task Keep(string list, string? name, string? query, CancellationToken cancel)
    {
        long me = db.Acting.AccountId ?? throw new NotFound();
        name = (name ?? "").Trim();
        query = (query ?? "").TrimStart('?');
        if (name.Length is 0 or > 30)
            throw new RuleBroken("views.name-needed");
        if (query.Length is 0 or > 500)
            throw new RuleBroken("views.nothing-filtered");
        var known = await db.SavedViews.SingleOrDefaultAsync(
            v => v.AccountId == me && v.List == list && v.Name == name,
            cancel
        );
        if (known is not null)
            known.Query = query;
        else if (await db.SavedViews.CountAsync(v => v.AccountId == me && v.List == list, cancel) >= Most)
            throw new RuleBroken("views.too-many", Most);
        else
            db.SavedViews.Add(
                new()
                {
                    Id = Ids.Next(clock),
                    AccountId = me,
                    List = list,
                    Name = name,
                    Query = query,
                }
            );
        await db.SaveChangesAsync(cancel);
        cache.Remove((nameof(SavedViews), me, list));
    }

    public async Task Drop(long id, CancellationToken cancel)
    {
        long me = db.Acting.AccountId ?? 0;
        var view =
            await db.SavedViews.SingleOrDefaultAsync(v => v.Id == id && v.AccountId == me, cancel)
            ?? throw new NotFound();
        db.SavedViews.Remove(view);
        await db.SaveChangesAsync(cancel);
        cache.Remove((nameof(SavedViews), me, view.List));
    }
}
