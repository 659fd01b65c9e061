using System.Globalization;
using Modular.Kernel.Calendar;
using Modular.Kernel.Rules;
using Modular.Projects.Domain;

namespace Modular.Projects.Campaigns;

/// <summary>What a campaign is written down as; days are whole days in Shanghai, the last one included.</summary>
internal sealed record CampaignPlan(
    string Name,
    DateOnly? OpensOn,
    DateOnly? ClosesOn,
    bool Communities,
    bool Towns,
    TierQuota Community,
    TierQuota Town,
    TierQuota Key,
    TierQuota General,
    TierQuota Micro,
    string RemindDays,
    string Notes
)
{
    private const int Highest = 99;

    public void Check()
    {
        if (string.IsNullOrWhiteSpace(Name) || Name.Trim().Length > 80)
            throw new RuleBroken("campaigns.name-needed") { Field = "Name" };
        if (
            OpensOn is not { } from
            || ClosesOn is not { } to
            || from.Year is < 2000 or > 2100
            || to.Year is < 2000 or > 2100
        )
            throw new RuleBroken("campaigns.dates-needed") { Field = "OpensOn" };
        if (to < from)
            throw new RuleBroken("campaigns.dates-wrong") { Field = "ClosesOn" };
        if (!Communities && !Towns)
            throw new RuleBroken("campaigns.kinds-needed") { Field = "Communities" };
        foreach (var quota in new[] { Community, Town, Key, General, Micro })
            if (quota.Least is < 0 or > Highest || quota.Most is < 0 or > Highest || quota.Most < quota.Least)
                throw new RuleBroken("campaigns.quota-wrong") { Field = "CommunityLeast" };
        // What the tiers ask for has to fit into what a community may submit.
        if (
            Communities && Community.Most is { } most && Key.Least + General.Least > most
            || Communities && Key.Most is { } key && General.Most is { } general && key + general < Community.Least
        )
            throw new RuleBroken("campaigns.quota-contrary") { Field = "KeyLeast" };
        if (RemindDays.Length > 40 || Days(RemindDays) is null)
            throw new RuleBroken("campaigns.remind-wrong") { Field = "RemindDays" };
        if (Notes.Length > 2000)
            throw new RuleBroken("form.too-long") { Field = "Notes" };
    }

    public void Write(Campaign c, bool window)
    {
        c.Name = Name.Trim();
        if (window)
            (c.OpensAt, c.ClosesAt) = (OpensOn!.Value.StartOfDay(), ClosesOn!.Value.AddDays(1).StartOfDay());
        (c.Communities, c.Towns, c.CommunityLeast, c.CommunityMost, c.TownLeast, c.TownMost) = (
            Communities,
            Towns,
            Community.Least,
            Community.Most,
            Town.Least,
            Town.Most
        );
        (c.KeyLeast, c.KeyMost, c.GeneralLeast, c.GeneralMost, c.MicroLeast, c.MicroMost) = (
            Key.Least,
            Key.Most,
            General.Least,
            General.Most,
            Micro.Least,
            Micro.Most
        );
        (c.RemindDays, c.Notes) = (string.Join(',', Days(RemindDays)!), Notes.Trim());
    }

    public static CampaignPlan Of(Campaign c) =>
        new(
            c.Name,
            c.OpensOn,
            c.ClosesOn,
            c.Communities,
            c.Towns,
            new(c.CommunityLeast, c.CommunityMost),
            new(c.TownLeast, c.TownMost),
            c.Of(ProjectTier.Key),
            c.Of(ProjectTier.General),
            c.Of(ProjectTier.Micro),
            c.RemindDays,
            c.Notes
        );

    /// <summary>The same a year later: the year in its name and its days are moved on.</summary>
    public CampaignPlan NextYear()
    {
        string year = OpensOn!.Value.Year.ToString(CultureInfo.InvariantCulture),
            next = (OpensOn.Value.Year + 1).ToString(CultureInfo.InvariantCulture);
        string name = Name.Contains(year, StringComparison.Ordinal)
            ? Name.Replace(year, next, StringComparison.Ordinal)
            : $"{(Name.Length > 75 ? Name[..75] : Name)} {next}";
        return this with { Name = name, OpensOn = OpensOn.Value.AddYears(1), ClosesOn = ClosesOn!.Value.AddYears(1) };
    }

    private static List<int>? Days(string text)
    {
        var days = text.Split(
                [',', '\uff0c', '\u3001', ' '],
                StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
            )
            .Select(d => int.TryParse(d, NumberStyles.None, CultureInfo.InvariantCulture, out int n) ? n : 0)
            .ToList();
        return days.TrueForAll(d => d is >= 1 and <= 60) ? [.. days.Distinct().OrderDescending()] : null;
    }
}
