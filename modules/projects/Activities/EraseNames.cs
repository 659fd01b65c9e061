using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Modular.Kernel.Privacy;
using Modular.Kernel.Rules;
using Modular.Projects.Data;
using Modular.Projects.Domain;

namespace Modular.Projects.Activities;

/// <summary>
/// Names and telephone numbers of those who signed in go some days after the activity (the register says how many;
/// <c>Projects:SignInNamesDays</c> until an administrator sets it), or when somebody asks for it; the counts stay.
/// </summary>
internal sealed class EraseNames(
    ProjectsDb db,
    RetentionPeriods periods,
    IConfiguration configuration,
    TimeProvider clock
)
{
    public const string Entry = "projects.sign-in";
    private const int MostByHandDays = 30;

    public RetentionRule Rule =>
        new(Math.Clamp(configuration.GetValue("Projects:SignInNamesDays", 90), 1, 730), 1, 730);

    public Task<int> Days(CancellationToken cancel) => periods.Days(Entry, Rule, cancel);

    /// <summary>
    /// Until when a list from the spot may still be entered: as long as it can be seen whether a name stands there
    /// already, and not for ever.
    /// </summary>
    public async Task<DateTimeOffset> ByHandUntil(Activity a, CancellationToken cancel) =>
        a.EndsAt.AddDays(Math.Min(MostByHandDays, await Days(cancel)));

    /// <summary>Names of activities that ended before.</summary>
    public IQueryable<SignIn> Past(DateTimeOffset before) =>
        db.SignIns.Where(s => s.ErasedAt == null && db.Activities.Any(a => a.Id == s.ActivityId && a.EndsAt < before));

    public Task<int> Before(DateTimeOffset before, CancellationToken cancel) => Erase(Past(before), "all", cancel);

    /// <summary>What is due by the period as it is set now.</summary>
    public async Task<int> Due(CancellationToken cancel) =>
        await Before(clock.GetUtcNow().AddDays(-await Days(cancel)), cancel);

    /// <summary>One person's wish.</summary>
    public async Task One(string number, long activity, long id, CancellationToken cancel)
    {
        bool theirs = await db.Activities.AnyAsync(
            a => a.Id == activity && db.Projects.Any(p => p.Id == a.ProjectId && p.Number == number),
            cancel
        );
        if (!theirs)
            throw new NotFound();
        if (await Erase(db.SignIns.Where(s => s.Id == id && s.ActivityId == activity), $"{id}", cancel) == 0)
            throw new NotFound();
    }

    /// <summary>One person's, at every activity.</summary>
    public Task<int> These(IReadOnlyCollection<long> ids, CancellationToken cancel) =>
        Erase(db.SignIns.Where(s => ids.Contains(s.Id) && s.ErasedAt == null), "person", cancel);

    private Task<int> Erase(IQueryable<SignIn> rows, string which, CancellationToken cancel) =>
        db.InTransaction(
            async () =>
            {
                var now = clock.GetUtcNow();
                int gone = await rows.ExecuteUpdateAsync(
                    set =>
                        set.SetProperty(s => s.Name, (string?)null)
                            .SetProperty(s => s.Phone, (string?)null)
                            .SetProperty(s => s.PersonKey, (string?)null)
                            .SetProperty(s => s.DeviceKey, (string?)null)
                            .SetProperty(s => s.LineKey, (string?)null)
                            .SetProperty(s => s.ErasedAt, now),
                    cancel
                );
                if (gone > 0)
                    db.Record("sign-in.names-erased", $"sign-in:{which}", after: new { gone });
                await db.SaveChangesAsync(cancel);
                return gone;
            },
            cancel
        );
}
