using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;
using Modular.Kernel.Texts;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;
using Modular.Projects.Data;
using Modular.Projects.Domain;

namespace Modular.Projects.Campaigns;

/// <summary>
/// The live board: per town and community what is wanted, drafted, submitted and approved, and what is missing or too
/// much.
/// </summary>
internal sealed class CampaignBoard(ProjectsDb db, UnitDirectory units, TimeProvider clock)
{
    /// <summary>Units of the campaign inside a path; everywhere when it is null.</summary>
    public async Task<Board> Of(Campaign campaign, string? path, CancellationToken cancel)
    {
        var tree = await units.Tree(cancel);
        string within =
            path is null || campaign.UnitPath.StartsWith(path, StringComparison.Ordinal) ? campaign.UnitPath : path;
        // Figures of the units shown: who may see the board may see them, wherever the scope ends.
        var rows = await db
            .Projects.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .Where(p => p.CampaignId == campaign.Id)
            .GroupBy(p => new
            {
                p.UnitId,
                p.Tier,
                p.State,
            })
            .Select(g => new
            {
                g.Key.UnitId,
                g.Key.Tier,
                g.Key.State,
                Count = g.Count(),
            })
            .ToListAsync(cancel);
        // Returned long ago they hold no place: they count as if they were drafts again.
        var lapsed = await CampaignPlaces
            .Lapsed(db, campaign.Id, clock.GetUtcNow())
            .GroupBy(p => new { p.UnitId, p.Tier })
            .Select(g => new
            {
                g.Key.UnitId,
                g.Key.Tier,
                Count = g.Count(),
            })
            .ToListAsync(cancel);
        rows.AddRange(
            lapsed.SelectMany(l =>
                new[]
                {
                    new
                    {
                        l.UnitId,
                        l.Tier,
                        State = ProjectState.Returned,
                        Count = -l.Count,
                    },
                    new
                    {
                        l.UnitId,
                        l.Tier,
                        State = ProjectState.Draft,
                        l.Count,
                    },
                }
            )
        );
        var byUnit = rows.ToLookup(r => r.UnitId, r => (r.Tier, r.State, r.Count));
        return new(
            campaign,
            [.. tree.Under(within).Where(campaign.Covers).Select(u => Row(campaign, u, [.. byUnit[u.Id]]))]
        );
    }

    private static BoardRow Row(
        Campaign campaign,
        Unit unit,
        IReadOnlyList<(ProjectTier Tier, ProjectState State, int Count)> projects
    )
    {
        int Held(Func<ProjectTier, bool> tier) =>
            projects.Where(p => tier(p.Tier) && !Campaign.Free.Contains(p.State)).Sum(p => p.Count);
        var quota = campaign.New(unit.Kind);
        var gaps = new List<Gap>();
        void Look(ProjectTier? tier, int filled, TierQuota wanted)
        {
            if (filled < wanted.Least)
                gaps.Add(new(tier, wanted.Least - filled));
            else if (wanted.Most is { } most && filled > most)
                gaps.Add(new(tier, most - filled));
        }

        int filled = Held(t => t != ProjectTier.Micro);
        Look(null, filled, quota);
        if (unit.Kind == UnitKind.Community)
            foreach (var tier in Enum.GetValues<ProjectTier>())
                Look(tier, Held(t => t == tier), campaign.Of(tier));
        return new(
            unit,
            quota,
            projects.Where(p => p.State == ProjectState.Draft).Sum(p => p.Count),
            Held(_ => true),
            projects.Where(p => ProjectMoves.Live.Contains(p.State)).Sum(p => p.Count),
            filled,
            gaps
        );
    }

    /// <summary>The projects behind the figures, in the order of the tree.</summary>
    public async Task<IReadOnlyList<Project>> Projects(
        Campaign campaign,
        string? path,
        bool drafts,
        CancellationToken cancel
    )
    {
        var rows = db.Projects.AsNoTracking().Where(p => p.CampaignId == campaign.Id);
        if (path is not null)
            rows = rows.Under(path);
        if (!drafts)
            rows = rows.Where(p => !Campaign.Free.Contains(p.State));
        return
        [
            .. (await rows.OrderBy(p => p.Id).Take(5000).ToListAsync(cancel))
                .OrderBy(p => p.UnitPath, StringComparer.Ordinal)
                .ThenBy(p => p.Tier)
                .ThenBy(p => p.Id),
        ];
    }
}

/// <param name="Tier">Null for new projects of key and general tier together.</param>
/// <param name="Missing">Places still to fill; negative where there are too many.</param>
internal sealed record Gap(ProjectTier? Tier, int Missing);

/// <summary>How one unit stands. Nothing of it is stored.</summary>
/// <param name="Submitted">
/// Projects that hold a place, micro ones among them; <paramref name="Filled"/>: those that count as new.
/// </param>
internal sealed record BoardRow(
    Unit Unit,
    TierQuota Quota,
    int Drafts,
    int Submitted,
    int Approved,
    int Filled,
    IReadOnlyList<Gap> Gaps
)
{
    /// <summary>Beside the quota of new projects.</summary>
    public int Micro => Submitted - Filled;

    public bool Short => Gaps.Any(g => g.Missing > 0);

    public bool Over => Gaps.Any(g => g.Missing < 0);

    public Tone Tone =>
        Short ? Tone.Risk
        : Over ? Tone.Bad
        : Tone.Good;

    public string Span => CampaignDisplay.Span(Quota);

    public string Said(Words words) =>
        Gaps.Count == 0
            ? words["campaigns.filled"]
            : string.Join(
                words["list.comma"],
                Gaps.Select(g =>
                    words[
                        g.Missing > 0 ? "campaigns.gap.short" : "campaigns.gap.over",
                        g.Tier is { } tier ? words.Of(tier) : words["campaigns.new"],
                        Math.Abs(g.Missing)
                    ]
                )
            );
}

internal sealed record Board(Campaign Campaign, IReadOnlyList<BoardRow> Rows)
{
    public IEnumerable<BoardRow> Shorts => Rows.Where(r => r.Short);
}
