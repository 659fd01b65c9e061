using Modular.Kernel.Texts;
using Modular.Kernel.Units;

namespace Modular.Projects.Campaigns;

internal static class CampaignDisplay
{
    /// <summary>A quota as people write it: 1–2, 1, at least 1, any number.</summary>
    public static string Span(TierQuota quota) =>
        quota switch
        {
            { Most: { } most } when most == quota.Least => $"{most}",
            { Most: { } most } => $"{quota.Least}\u2013{most}",
            _ => $"\u2265 {quota.Least}",
        };

    /// <summary>Whom it asks: communities, towns or both.</summary>
    public static string Who(Words words, Campaign campaign)
    {
        var kinds = new List<string>();
        if (campaign.Communities)
            kinds.Add(words["campaigns.communities"]);
        if (campaign.Towns)
            kinds.Add(words["campaigns.towns"]);
        return string.Join(words["list.comma"], kinds);
    }

    /// <summary>How many units of each kind owe nothing any more, and how many projects there are.</summary>
    public static string Summary(Words words, Board board)
    {
        var towns = board.Rows.Where(r => r.Unit.Kind == UnitKind.Town).ToList();
        return words[
            "campaigns.summary",
            board.Rows.Count - towns.Count,
            board.Rows.Count(r => r.Unit.Kind == UnitKind.Community && !r.Short),
            towns.Count,
            towns.Count(r => !r.Short),
            board.Rows.Sum(r => r.Submitted),
            board.Rows.Sum(r => r.Approved)
        ];
    }
}
