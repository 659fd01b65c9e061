using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Rules;
using Modular.Kernel.Texts;
using Modular.Projects.Data;
using Modular.Projects.Domain;

namespace Modular.Projects.Design;

/// <summary>Any two versions of a project's text beside each other.</summary>
internal sealed class CompareVersions(ProjectsDb db, DesignProject design, Words words)
{
    /// <param name="from">Number of the older version; the one before <paramref name="to"/> when not given.</param>
    public async Task<VersionPair> Pair(string number, int? from, int? to, CancellationToken cancel)
    {
        var project =
            await db.Projects.AsNoTracking().SingleOrDefaultAsync(p => p.Number == number, cancel)
            ?? throw new NotFound();
        var all = await db
            .TextVersions.AsNoTracking()
            .Where(v => v.ProjectId == project.Id)
            .OrderByDescending(v => v.No)
            .ToListAsync(cancel);
        // Written down before versions were kept: the text as it stands is the first.
        if (all.Count == 0)
            all.Add(
                new()
                {
                    Id = 0,
                    ProjectId = project.Id,
                    No = 1,
                    At = project.CreatedAt,
                    By = "",
                    Fields = JsonSerializer.Serialize((await design.Text(project, cancel)).Fields(words)),
                }
            );
        var newer = all.Find(v => v.No == to) ?? all[0];
        var older = all.Find(v => v.No == from) ?? all.Find(v => v.No == newer.No - 1) ?? newer;
        return new(project.Title, all, older, newer, Between(Fields(older), Fields(newer)));
    }

    /// <summary>The fields that differ, in the order of the form.</summary>
    public static IReadOnlyList<FieldDifference> Between(
        IReadOnlyList<TextField> before,
        IReadOnlyList<TextField> after
    )
    {
        var old = before.ToDictionary(f => f.Key, f => f.Value, StringComparer.Ordinal);
        return
        [
            .. after
                .Where(f => old.GetValueOrDefault(f.Key, "") != f.Value)
                .Select(f => new FieldDifference(f.Key, Differences.Of(old.GetValueOrDefault(f.Key, ""), f.Value))),
        ];
    }

    private static IReadOnlyList<TextField> Fields(TextVersion version) =>
        JsonSerializer.Deserialize<List<TextField>>(version.Fields)!;
}

internal sealed record FieldDifference(string Key, IReadOnlyList<(Piece Piece, string Text)> Runs);

internal sealed record VersionPair(
    string Title,
    IReadOnlyList<TextVersion> All,
    TextVersion From,
    TextVersion To,
    IReadOnlyList<FieldDifference> Changed
);
