using Microsoft.EntityFrameworkCore;
using Modular.Needs.Data;
using Modular.Needs.Domain;

namespace Modular.Needs.Topics;

/// <summary>
/// Three names an officer may give a topic with one touch: by its key words, by the category most of it is in, and as
/// its most typical request is titled.
/// </summary>
internal sealed class TopicNames(NeedsDb db)
{
    public const int Offered = 3;

    /// <summary>So much of a topic must be in a category before it lends its name.</summary>
    private const double Mostly = 0.4;
    private const int LongestTitle = 20,
        LongestName = 60;

    public async Task<IReadOnlyList<string>> Of(Topic topic, IReadOnlyList<Need> typical, CancellationToken cancel)
    {
        var categories = await db
            .TopicMembers.AsNoTracking()
            .Where(m => m.TopicId == topic.Id)
            .Join(db.Needs.AsNoTracking(), m => m.NeedId, n => n.Id, (_, n) => n.CategoryId)
            .GroupBy(c => c)
            .Select(g => new { Id = g.Key, Count = g.Count() })
            .ToListAsync(cancel);
        var most = categories
            .Where(c => c.Id is not null)
            .OrderByDescending(c => c.Count)
            .ThenBy(c => c.Id)
            .FirstOrDefault();
        string? category =
            most is not null && most.Count >= Mostly * categories.Sum(c => c.Count)
                ? await db.Categories.Where(c => c.Id == most.Id).Select(c => c.Name).FirstOrDefaultAsync(cancel)
                : null;
        return Choose(topic, category, typical);
    }

    internal static IReadOnlyList<string> Choose(Topic topic, string? category, IReadOnlyList<Need> typical)
    {
        string[] words = [.. topic.Words];
        string? title = typical.Select(Title).FirstOrDefault(t => t.Length is > 1 and <= LongestTitle);
        string?[] names =
        [
            words.Length > 1 ? $"{words[0]}、{words[1]}" : words.FirstOrDefault(),
            category is null ? null
            : words.FirstOrDefault(w => !category.Contains(w, StringComparison.Ordinal)) is { } word
                ? $"{category}：{word}"
            : category,
            title,
            category,
            .. words,
        ];
        return
        [
            .. names
                .OfType<string>()
                .Where(n => n != topic.Name && n.Length <= LongestName)
                .Distinct(StringComparer.Ordinal)
                .Take(Offered),
        ];
    }

    /// <summary>
    /// Without the place: a topic is of all places. Nor with the particle 的 that tied the place to the rest.
    /// </summary>
    private static string Title(Need need)
    {
        string title = need.Place is { Length: > 1 } place
            ? need.Title.Replace(place, "", StringComparison.Ordinal)
            : need.Title;
        return title.Trim(' ', '，', ',', '\u7684', '：', ':');
    }
}
