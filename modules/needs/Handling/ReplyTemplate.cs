using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Texts;
using Modular.Kernel.Units;
using Modular.Needs.Data;
using Modular.Needs.Domain;

namespace Modular.Needs.Handling;

/// <summary>Words a unit often answers with; a start to write from, shown also to the units below.</summary>
internal sealed class ReplyTemplate : IScoped
{
    public long Id { get; init; }
    public int UnitId { get; init; }
    public required string UnitPath { get; init; }
    public required string Title { get; set; }
    public required string Text { get; set; }
    public int? CategoryId { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<ReplyTemplate>(e =>
        {
            e.Property(t => t.Id).ValueGeneratedNever();
            e.Property(t => t.UnitPath).HasMaxLength(200);
            e.Property(t => t.Title).HasMaxLength(40);
            e.Property(t => t.Text).HasMaxLength(2000);
        });
}

internal sealed class KeepTemplates(NeedsDb db, UnitDirectory units, IMemoryCache cache, TimeProvider clock)
{
    private const int Most = 100;

    /// <summary>Those of the need's unit and of the units above it: its own category first.</summary>
    public async Task<IReadOnlyList<ReplyTemplate>> For(Need need, CancellationToken cancel)
    {
        if (!cache.TryGetValue(nameof(KeepTemplates), out List<ReplyTemplate>? all))
            all = cache.Set(
                nameof(KeepTemplates),
                await db
                    .Templates.IgnoreQueryFilters([ModuleDb.ScopeFilter])
                    .AsNoTracking()
                    .OrderBy(t => t.Id)
                    .Take(1000)
                    .ToListAsync(cancel),
                TimeSpan.FromSeconds(10)
            );
        return
        [
            .. all!
                .Where(t =>
                    need.UnitPath.StartsWith(t.UnitPath, StringComparison.Ordinal)
                    && (t.CategoryId is null || t.CategoryId == need.CategoryId)
                )
                .OrderBy(t => t.CategoryId is null)
                .ThenBy(t => t.Title, ChineseOrder.Names)
                .Take(20),
        ];
    }

    public Task<List<ReplyTemplate>> Mine(CancellationToken cancel) =>
        db.Templates.AsNoTracking().OrderBy(t => t.Id).ToListAsync(cancel);

    public async Task Save(long? id, string? title, string? text, int? categoryId, CancellationToken cancel)
    {
        (title, text) = (MoveNeed.Needed(title, "Title", 40), MoveNeed.Needed(text, "Text", 2000));
        if (id is { } known)
        {
            var template = await db.Templates.SingleOrDefaultAsync(t => t.Id == known, cancel) ?? throw new NotFound();
            (template.Title, template.Text, template.CategoryId) = (title, text, categoryId);
        }
        else
        {
            if (await db.Templates.CountAsync(cancel) >= Most)
                throw new RuleBroken("needs.templates-many", Most);
            var unit = (await units.Tree(cancel)).Find(db.Acting.UnitId ?? 0) ?? throw new NotFound();
            db.Templates.Add(
                new()
                {
                    Id = Ids.Next(clock),
                    UnitId = unit.Id,
                    UnitPath = unit.Path,
                    Title = title,
                    Text = text,
                    CategoryId = categoryId,
                }
            );
        }

        db.Record("needs.template-saved", $"template:{title}");
        await db.SaveChangesAsync(cancel);
        cache.Remove(nameof(KeepTemplates));
    }

    public async Task Drop(long id, CancellationToken cancel)
    {
        db.Templates.Remove(await db.Templates.SingleOrDefaultAsync(t => t.Id == id, cancel) ?? throw new NotFound());
        db.Record("needs.template-dropped", $"template:{id}");
        await db.SaveChangesAsync(cancel);
        cache.Remove(nameof(KeepTemplates));
    }
}
