using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Store;

namespace Modular.Kernel.Tables;

/// <summary>
/// A filter of a list that one person keeps under a name; it is the list's own address. The one without a name holds
/// the columns and the page size this person wants.
/// </summary>
public sealed class SavedView
{
    public const int ListLength = 60;

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
            e.Property(v => v.List).HasMaxLength(ListLength);
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
        else if (
            await db.SavedViews.CountAsync(v => v.AccountId == me && v.List == list && v.Name != "", cancel) >= Most
        )
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

    /// <summary>Columns and page size of a list, kept under no name; null forgets them.</summary>
    public async Task KeepLook(string list, IReadOnlyList<string>? columns, int size, CancellationToken cancel)
    {
        long me = db.Acting.AccountId ?? throw new NotFound();
        var known = await db.SavedViews.SingleOrDefaultAsync(
            v => v.AccountId == me && v.List == list && v.Name == "",
            cancel
        );
        string look = $"size={size}&cols={Uri.EscapeDataString(string.Join(',', columns ?? []))}";
        if (look.Length > 500)
            throw new NotFound();
        if (columns is null && known is not null)
            db.SavedViews.Remove(known);
        else if (columns is not null && known is not null)
            known.Query = look;
        else if (columns is not null)
            db.SavedViews.Add(
                new()
                {
                    Id = Ids.Next(clock),
                    AccountId = me,
                    List = list,
                    Name = "",
                    Query = look,
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
