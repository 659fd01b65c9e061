using Microsoft.EntityFrameworkCore;
using Modular.Contracts.Partners;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Search;
using Modular.Kernel.Texts;
using Modular.Kernel.Units;
using Modular.Partners.Data;
using Modular.Partners.Domain;

namespace Modular.Partners.Resources;

/// <summary>
/// How well a resource fits a need, in points that add up to 100 and are all shown: category 35, words 25, nearness 20,
/// free capacity 10, past delivery 10. A resource whose category and words both say nothing does not fit at all.
/// </summary>
internal static class Fitting
{
    public const int Category = 35,
        WordsOf = 25,
        Distance = 20,
        Load = 10,
        Past = 10;
    public const int Least = 30;

    /// <param name="words">Character pairs of the need, once for all resources.</param>
    /// <param name="delivered">Claims done and given up by the unit so far.</param>
    public static ResourceFit? Of(
        NeedWish need,
        IReadOnlySet<string> words,
        Unit home,
        Resource resource,
        IReadOnlySet<string> resourceWords,
        (int Done, int GivenUp) delivered,
        DateOnly today
    )
    {
        int left = resource.Left(today);
        if (left == 0)
            return null;
        bool category =
            need.Category is { Length: > 0 } name
            && (resource.Categories ?? "")
                .Split([' ', ',', '\uff0c', '\u3001', ';'], StringSplitOptions.RemoveEmptyEntries)
                .Contains(name, StringComparer.Ordinal);
        var shared = resourceWords.Where(words.Contains).ToList();
        // One pair in common may be chance; four say as much as words can.
        int said = shared.Count < 2 ? 0 : Math.Min(WordsOf, shared.Count * WordsOf / 4);
        if (!category && said == 0)
            return null;
        int near =
            resource.UnitPath.StartsWith(home.Path, StringComparison.Ordinal) ? Distance
            : SharesTown(resource.UnitPath, home.Path) ? Distance * 6 / 10
            : Distance / 4;
        int free = (int)Math.Round((double)Load * left / resource.Capacity);
        // Laplace's rule of succession: without history a unit stands in the middle.
        int past = (int)Math.Round(Past * (delivered.Done + 1.0) / (delivered.Done + delivered.GivenUp + 2));
        int score = (category ? Category : 0) + said + near + free + past;
        return new(
            need.NeedId,
            resource.UnitId,
            resource.Id,
            resource.Title,
            score,
            left,
            [
                new("category", category ? Category : 0, Category, category ? need.Category : null),
                new("words", said, WordsOf, shared.Count == 0 ? null : string.Join(' ', shared.Take(4))),
                new("distance", near, Distance, null),
                new("load", free, Load, $"{left}/{resource.Capacity}"),
                new("past", past, Past, $"{delivered.Done}/{delivered.Done + delivered.GivenUp}"),
            ]
        );
    }

    private static bool SharesTown(string one, string other)
    {
        string[] a = one.Split('/', StringSplitOptions.RemoveEmptyEntries),
            b = other.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return a.Length > 1 && b.Length > 1 && a[1] == b[1];
    }
}

/// <summary>Answers what other modules ask.</summary>
internal sealed class PartnerQuestions(PartnersDb db, UnitDirectory units, Words words, TimeProvider clock)
    : IPartnerQuestions
{
    public async Task<IReadOnlyList<PartnerRecord>> Records(
        IReadOnlyList<int> unitIds,
        DateOnly from,
        DateOnly until,
        CancellationToken cancel
    )
    {
        var (start, end) = (from.StartOfDay(), until.AddDays(1).StartOfDay());
        var rows = await db
            .Offers.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .AsNoTracking()
            .Where(o =>
                o.ClaimedUnitId != null
                && unitIds.Contains(o.ClaimedUnitId.Value)
                && o.ClaimedAt >= start
                && o.ClaimedAt < end
            )
            .GroupBy(o => new { o.ClaimedUnitId, o.State })
            .Select(g => new
            {
                Unit = g.Key.ClaimedUnitId!.Value,
                g.Key.State,
                Count = g.Count(),
            })
            .ToListAsync(cancel);
        return
        [
            .. rows.GroupBy(r => r.Unit)
                .Select(g => new PartnerRecord(
                    g.Key,
                    g.Sum(r => r.Count),
                    g.Where(r => r.State == OfferState.Done).Sum(r => r.Count),
                    g.Where(r => r.State == OfferState.GivenUp).Sum(r => r.Count)
                )),
        ];
    }

    public async Task<IReadOnlyList<ResourceFit>> Fits(
        IReadOnlyList<NeedWish> needs,
        int most,
        CancellationToken cancel
    )
    {
        var today = clock.Today();
        var tree = await units.Tree(cancel);
        var resources = (
            await db
                .Resources.IgnoreQueryFilters([ModuleDb.ScopeFilter])
                .AsNoTracking()
                .Where(r => !r.Retired)
                .ToListAsync(cancel)
        )
            .Where(r => r.IsOn(today) && tree.Find(r.UnitId) is { State: UnitState.Active })
            .ToList();
        // A pair that stands in many resources tells nothing of one.
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var kept = resources.ConvertAll(r => Pairs($"{r.Title} {r.Description} {r.Categories}"));
        foreach (string word in kept.SelectMany(w => w))
            counts[word] = counts.GetValueOrDefault(word) + 1;
        int common = Math.Max(3, resources.Count / 5);
        // Nor does one with a word that only holds sentences together.
        string scraps = words.Zh("partners.fit.scraps");
        foreach (var own in kept)
            own.RemoveWhere(w => counts[w] > common || w.AsSpan().IndexOfAny(scraps) >= 0);
        var history = (
            await db
                .Offers.IgnoreQueryFilters([ModuleDb.ScopeFilter])
                .AsNoTracking()
                .Where(o => o.ClaimedUnitId != null && (o.State == OfferState.Done || o.State == OfferState.GivenUp))
                .GroupBy(o => new { o.ClaimedUnitId, o.State })
                .Select(g => new
                {
                    g.Key.ClaimedUnitId,
                    g.Key.State,
                    Count = g.Count(),
                })
                .ToListAsync(cancel)
        ).ToLookup(h => h.ClaimedUnitId!.Value);
        var found = new List<ResourceFit>();
        foreach (var need in needs)
        {
            if (tree.Find(need.UnitId) is not { } home)
                continue;
            var text = Pairs(need.Text);
            var fits = new List<ResourceFit>();
            for (int i = 0; i < resources.Count; i++)
            {
                var past = history[resources[i].UnitId];
                var fit = Fitting.Of(
                    need,
                    text,
                    home,
                    resources[i],
                    kept[i],
                    (
                        past.Where(h => h.State == OfferState.Done).Sum(h => h.Count),
                        past.Where(h => h.State == OfferState.GivenUp).Sum(h => h.Count)
                    ),
                    today
                );
                if (fit?.Score >= Fitting.Least)
                    fits.Add(fit);
            }

            // One resource a unit is enough: the best it has.
            found.AddRange(
                fits.OrderByDescending(f => f.Score).ThenBy(f => f.ResourceId).DistinctBy(f => f.UnitId).Take(most)
            );
        }

        return found;
    }

    public Task<string?> Report(long offerId, CancellationToken cancel) =>
        db
            .Offers.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .Where(o => o.Id == offerId)
            .Select(o => o.Report)
            .SingleOrDefaultAsync(cancel);

    private static HashSet<string> Pairs(string text) => [.. Bigrams.InOrder(text)];
}
