using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Calendar;
using Modular.Kernel.Jobs;
using Modular.Kernel.Rules;
using Modular.Kernel.Texts;
using Modular.Projects.Data;

namespace Modular.Projects.Campaigns;

/// <summary>
/// Every night: closes campaigns whose window is over, and reminds units that are short some working days before its
/// end, once for each stage.
/// </summary>
internal sealed class RemindCampaign(
    ProjectsDb db,
    CampaignBoard board,
    RunCampaign campaigns,
    CalendarStore calendars,
    TimeProvider clock
) : IJobWork
{
    public const string Kind = "projects.campaigns";

    public async Task<string?> Run(JobRun run, CancellationToken cancel)
    {
        var (calendar, today, now) = (await calendars.Get(cancel), clock.Today(), clock.GetUtcNow());
        foreach (
            var over in await db
                .Campaigns.Where(c => c.State == CampaignState.Open && c.ClosesAt <= now)
                .ToListAsync(cancel)
        )
            campaigns.Move(over, "closed", null);
        await db.SaveChangesAsync(cancel);
        int told = 0;
        foreach (
            var campaign in await db
                .Campaigns.AsNoTracking()
                .Where(c => c.State == CampaignState.Open && c.OpensAt <= now && c.ClosesAt > now)
                .ToListAsync(cancel)
        )
        {
            // A year without data is said elsewhere; it keeps nobody else from being told.
            if (!Enumerable.Range(today.Year, campaign.ClosesOn.Year - today.Year + 1).All(calendar.Knows))
                continue;
            int left = calendar.Between(today, campaign.ClosesOn);
            if (campaign.Stages.Where(s => left <= s).Select(s => (int?)s).Min() is { } stage)
                told += await Stage(campaign.Id, stage, left, cancel);
        }

        return told == 0 ? null : $"{told}";
    }

    /// <summary>By hand, to all who are short; once a day.</summary>
    /// <returns>How many units were told.</returns>
    public Task<int> Now(long id, CancellationToken cancel) =>
        db.InTransaction(
            async () =>
            {
                var (today, now) = (clock.Today(), clock.GetUtcNow());
                var campaign =
                    await db.Campaigns.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancel)
                    ?? throw new NotFound();
                if (!campaign.Holds(now))
                    throw new RuleBroken("campaigns.not-running");
                if (
                    await db
                        .Campaigns.Where(c => c.Id == id && (c.RemindedOn == null || c.RemindedOn < today))
                        .ExecuteUpdateAsync(set => set.SetProperty(c => c.RemindedOn, today), cancel) == 0
                )
                    throw new RuleBroken("campaigns.reminded-today");
                var calendar = await calendars.Get(cancel);
                return await Tell(
                    campaign,
                    Enumerable.Range(today.Year, campaign.ClosesOn.Year - today.Year + 1).All(calendar.Knows)
                        ? calendar.Between(today, campaign.ClosesOn)
                        : null,
                    cancel
                );
            },
            cancel
        );

    private Task<int> Stage(long id, int stage, int left, CancellationToken cancel) =>
        db.InTransaction(
            async () =>
            {
                // Compare-and-swap: of several hosts and runs one reminds.
                if (
                    await db
                        .Campaigns.Where(c =>
                            c.Id == id
                            && c.State == CampaignState.Open
                            && (c.RemindedStage == null || c.RemindedStage > stage)
                        )
                        .ExecuteUpdateAsync(set => set.SetProperty(c => c.RemindedStage, stage), cancel) == 0
                )
                    return 0;
                return await Tell(await db.Campaigns.AsNoTracking().SingleAsync(c => c.Id == id, cancel), left, cancel);
            },
            cancel
        );

    private async Task<int> Tell(Campaign campaign, int? left, CancellationToken cancel)
    {
        var shorts = (await board.Of(campaign, null, cancel)).Shorts.ToList();
        foreach (var row in shorts)
            db.Notify(
                "projects.campaign-reminder",
                row.Unit.Id,
                ProjectsModule.Design,
                $"/projects/campaigns/{campaign.Id}",
                campaign.Name,
                row.Unit.Name,
                row.Gaps.Where(g => g.Missing > 0).Max(g => g.Missing),
                Words.ShortDate(campaign.ClosesOn)
            );
        campaigns.Note(campaign, "reminded", $"{shorts.Count}");
        db.Record(
            "campaign.reminded",
            $"campaign:{campaign.Id}",
            after: new { Units = shorts.Count, WorkingDaysLeft = left }
        );
        await db.SaveChangesAsync(cancel);
        return shorts.Count;
    }
}
