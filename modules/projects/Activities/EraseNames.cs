using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Modular.Kernel.Jobs;
using Modular.Kernel.Rules;
using Modular.Projects.Data;

namespace Modular.Projects.Activities;

/// <summary>Names and telephone numbers of those who signed in go some days after the activity (<c>Projects:SignInNamesDays</c>), or when somebody asks for it; the counts stay.</summary>
internal sealed class EraseNames(ProjectsDb db, IConfiguration configuration, TimeProvider clock) : IJobWork
{
    public const string Kind = "projects.sign-in-names";
    private const int MostByHandDays = 30;

    public int Days => Math.Clamp(configuration.GetValue("Projects:SignInNamesDays", 90), 1, 3650);

    /// <summary>Until when a list from the spot may still be entered: as long as it can be seen whether a name stands there already, and not for ever.</summary>
    public DateTimeOffset ByHandUntil(Activity a) => a.EndsAt.AddDays(Math.Min(MostByHandDays, Days));

    public async Task<string?> Run(JobRun run, CancellationToken cancel)
    {
        var before = clock.GetUtcNow().AddDays(-Days);
        return await Erase(db.SignIns.Where(s => s.ErasedAt == null && db.Activities.Any(a => a.Id == s.ActivityId && a.EndsAt < before)), "all", cancel) is > 0 and var gone ? $"{gone}" : null;
    }

    /// <summary>One person's wish.</summary>
    public async Task One(string number, long activity, long id, CancellationToken cancel)
    {
        if (!await db.Activities.AnyAsync(a => a.Id == activity && db.Projects.Any(p => p.Id == a.ProjectId && p.Number == number), cancel)) throw new NotFound();
        if (await Erase(db.SignIns.Where(s => s.Id == id && s.ActivityId == activity), $"{id}", cancel) == 0) throw new NotFound();
    }

    private Task<int> Erase(IQueryable<SignIn> rows, string which, CancellationToken cancel) => db.InTransaction(async () =>
    {
        var now = clock.GetUtcNow();
        int gone = await rows.ExecuteUpdateAsync(set => set.SetProperty(s => s.Name, (string?)null).SetProperty(s => s.Phone, (string?)null).SetProperty(s => s.PersonKey, (string?)null).SetProperty(s => s.DeviceKey, (string?)null).SetProperty(s => s.LineKey, (string?)null).SetProperty(s => s.ErasedAt, now), cancel);
        if (gone > 0) db.Record("sign-in.names-erased", $"sign-in:{which}", after: new { gone });
        await db.SaveChangesAsync(cancel);
        return gone;
    }, cancel);
}
