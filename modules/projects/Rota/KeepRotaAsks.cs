using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Projects.Data;
using Modular.Projects.Domain;

namespace Modular.Projects.Rota;

/// <summary>Months a town cannot take, or would like; the next plan heeds them.</summary>
internal sealed class KeepRotaAsks(ProjectsDb db, KeepRota rota, TimeProvider clock)
{
    /// <param name="wish">A month the town would like; otherwise one it cannot take.</param>
    public async Task Add(int townId, DateOnly month, bool wish, string reason, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(reason))
            throw new RuleBroken("projects.reasons-needed") { Field = "Reason" };
        var district = await rota.District(cancel);
        var town = await rota.Own(townId, cancel);
        month = month.First();
        if (await db.RotaAsks.AnyAsync(a => a.TownId == townId && a.Month == month, cancel))
            throw new RuleBroken("projects.rota.asked") { Field = "Month" };
        db.RotaAsks.Add(
            new()
            {
                Id = Ids.Next(clock),
                DistrictId = district.Id,
                TownId = townId,
                Month = month,
                Wish = wish,
                Reason = reason.Trim(),
                By = db.Acting.Name,
            }
        );
        db.Record(wish ? "rota.wished" : "rota.blocked", $"unit:{town.Code}", after: new { month, reason });
        await db.SaveChangesAsync(cancel);
    }

    public async Task Drop(long id, CancellationToken cancel)
    {
        var ask = await db.RotaAsks.SingleOrDefaultAsync(a => a.Id == id, cancel) ?? throw new NotFound();
        await rota.Own(ask.TownId, cancel);
        db.RotaAsks.Remove(ask);
        db.Record(
            "rota.ask-dropped",
            $"rota:{ask.Month.Key()}",
            before: new
            {
                ask.TownId,
                ask.Wish,
                ask.Reason,
            }
        );
        await db.SaveChangesAsync(cancel);
    }
}
