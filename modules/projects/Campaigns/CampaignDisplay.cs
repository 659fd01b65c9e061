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
}
