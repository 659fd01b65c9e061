using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Modular.Kernel.Search;
using Modular.Projects.Data;
using Modular.Projects.Domain;

namespace Modular.Projects.Library;

/// <summary>
/// Projects alike in what they aim at and how: cosine of weighed pairs of characters (tf-idf) over title, aims and
/// plan. The likeness of needs does not do here: it asks for the same place, and a project is worth adopting because it
/// is from another one.
/// </summary>
internal sealed class LikeProjects(ProjectsDb db, IMemoryCache cache)
{
    private const double Least = 0.08;
    private const int TitleWeight = 3,
        MostRead = 5000;

    private sealed record Weighed(long Id, Dictionary<string, double> Words, double Length);

    /// <summary>Ids of public projects, the most alike first.</summary>
    public async Task<IReadOnlyList<long>> Like(Project project, int most, CancellationToken cancel)
    {
        var all = (
            await cache.GetOrCreateAsync(
                nameof(LikeProjects),
                async entry =>
                {
                    entry.AbsoluteExpirationRelativeToNow = TimeSpan.FromMinutes(5);
                    var rows = await ShowLibrary
                        .Open(db)
                        .OrderByDescending(p => p.Id)
                        .Take(MostRead)
                        .Select(p => new
                        {
                            p.Id,
                            p.Title,
                            p.Aims,
                            p.Plan,
                        })
                        .ToListAsync(cancel);
                    return Weigh([.. rows.Select(r => (r.Id, Count(r.Title, r.Aims, r.Plan)))]);
                }
            )
        )!;
        var asked = all.FirstOrDefault(w => w.Id == project.Id);
        if (asked is null)
            return [];
        return
        [
            .. all.Where(w => w.Id != project.Id)
                .Select(w => (w.Id, Score: Cosine(asked, w)))
                .Where(x => x.Score >= Least)
                .OrderByDescending(x => x.Score)
                .ThenByDescending(x => x.Id)
                .Take(most)
                .Select(x => x.Id),
        ];
    }

    internal static Dictionary<string, double> Count(string title, string aims, string plan)
    {
        var counts = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (string word in Bigrams.InOrder(title))
            counts[word] = counts.GetValueOrDefault(word) + TitleWeight;
        foreach (string word in Bigrams.InOrder(aims + "\n" + plan).Take(2000))
            counts[word] = counts.GetValueOrDefault(word) + 1;
        return counts;
    }

    private static List<Weighed> Weigh(List<(long Id, Dictionary<string, double> Counts)> all)
    {
        var texts = all.SelectMany(a => a.Counts.Keys)
            .CountBy(w => w, StringComparer.Ordinal)
            .ToDictionary(StringComparer.Ordinal);
        return all.ConvertAll(a =>
        {
            var words = a.Counts.ToDictionary(
                c => c.Key,
                c => (1 + Math.Log(c.Value)) * Math.Log((all.Count + 1.0) / texts[c.Key]),
                StringComparer.Ordinal
            );
            return new Weighed(a.Id, words, Math.Sqrt(words.Values.Sum(w => w * w)));
        });
    }

    private static double Cosine(Weighed a, Weighed b)
    {
        if (a.Length == 0 || b.Length == 0)
            return 0;
        double sum = 0;
        foreach (var (word, weight) in a.Words)
            if (b.Words.TryGetValue(word, out double other))
                sum += weight * other;
        return sum / (a.Length * b.Length);
    }
}
