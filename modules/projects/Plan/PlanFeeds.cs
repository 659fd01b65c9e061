using System.Globalization;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Access;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Secrets;
using Modular.Kernel.Texts;
using Modular.Projects.Data;
using Modular.Projects.Domain;
using Calendar = Ical.Net.Calendar;

namespace Modular.Projects.Plan;

internal sealed class PlanFeeds(
    ProjectsDb db,
    ShowPlan read,
    AccountDirectory accounts,
    PlanPeople people,
    PersonalData personal,
    Words words,
    TimeProvider clock
)
{
    /// <summary>The addresses of a project and of who asks; null where none was made.</summary>
    public async Task<(string? Project, string? Own)> Addresses(string number, CancellationToken cancel)
    {
        long? me = db.Acting.AccountId;
        var feeds = await db
            .PlanFeeds.AsNoTracking()
            .Where(f =>
                (f.AccountId != null && f.AccountId == me)
                || db.Projects.Any(p => p.Id == f.ProjectId && p.Number == number)
            )
            .ToListAsync(cancel);
        return (Path(feeds.Find(f => f.ProjectId is not null)), Path(feeds.Find(f => f.AccountId is not null)));
    }

    /// <summary>Makes the address, or a new one in place of the old, which is dead from then on.</summary>
    /// <param name="own">Of who asks instead of the project.</param>
    public async Task Renew(string number, bool own, CancellationToken cancel)
    {
        long? account = own ? db.Acting.AccountId ?? throw new NotFound() : null;
        long? project = own
            ? null
            : await db.Projects.Where(p => p.Number == number).Select(p => (long?)p.Id).SingleOrDefaultAsync(cancel)
                ?? throw new NotFound();
        string code = SecretCode.New(),
            hash = Convert.ToHexStringLower(SecretCode.Hash(code));
        var feed = own
            ? await db.PlanFeeds.SingleOrDefaultAsync(f => f.AccountId == account, cancel)
            : await db.PlanFeeds.SingleOrDefaultAsync(f => f.ProjectId == project, cancel);
        if (feed is null)
            db.PlanFeeds.Add(
                new()
                {
                    Id = Ids.Next(clock),
                    ProjectId = project,
                    AccountId = account,
                    Hash = hash,
                    Code = personal.Seal(code)!,
                    At = clock.GetUtcNow(),
                    By = db.Acting.Name,
                }
            );
        else
            (feed.Hash, feed.Code, feed.At, feed.By) = (hash, personal.Seal(code)!, clock.GetUtcNow(), db.Acting.Name);
        db.Record(
            feed is null ? "plan.feed-made" : "plan.feed-renewed",
            own ? $"account:{account}" : $"project:{number}"
        );
        await db.SaveChangesAsync(cancel);
    }

    public async Task<string> Text(string code, CancellationToken cancel)
    {
        if (code.Length is 0 or > 60)
            throw new NotFound();
        string hash = Convert.ToHexStringLower(SecretCode.Hash(code));
        var feed =
            await db.PlanFeeds.AsNoTracking().SingleOrDefaultAsync(f => f.Hash == hash, cancel) ?? throw new NotFound();
        var calendar = new Calendar { ProductId = "-//Modular//Plan//ZH" };
        calendar.AddProperty("X-PUBLISHED-TTL", "PT6H");
        if (feed.ProjectId is { } id)
        {
            // The address is the right to read; no account stands behind it.
            var project =
                await db
                    .Projects.IgnoreQueryFilters([ModuleDb.ScopeFilter])
                    .AsNoTracking()
                    .SingleOrDefaultAsync(p => p.Id == id, cancel)
                ?? throw new NotFound();
            calendar.AddProperty("X-WR-CALNAME", project.Title);
            Add(calendar, await read.Of(project, null, cancel), _ => true);
        }
        else
        {
            var person = await accounts.Find(feed.AccountId!.Value, cancel) ?? throw new NotFound();
            calendar.AddProperty("X-WR-CALNAME", words["plan.feed.of", person.Name]);
            foreach (var project in await Of(person, cancel))
                Add(calendar, await read.Of(project, null, cancel), t => t.Task.OwnerId == person.Id);
        }

        return new CalendarSerializer().SerializeToString(calendar) ?? "";
    }

    /// <summary>
    /// Of a person without an office near the project any more nothing is told; to the others being the owner of a task
    /// is enough.
    /// </summary>
    private async Task<List<Project>> Of(AccountDirectory.Entry person, CancellationToken cancel)
    {
        var owned = await db
            .Projects.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .AsNoTracking()
            .Where(p =>
                ProjectPlan.Open.Contains(p.State)
                && db.PlanTasks.Any(t => t.ProjectId == p.Id && t.OwnerId == person.Id && !t.Dropped)
            )
            .OrderBy(p => p.Id)
            .Take(200)
            .ToListAsync(cancel);
        var near = new List<Project>();
        foreach (var project in owned)
            if (await people.IsNear(person, project, cancel))
                near.Add(project);
        return near;
    }

    private void Add(Calendar calendar, PlanView plan, Func<TaskView, bool> wanted)
    {
        foreach (
            var task in plan.Tasks.Where(t => !t.Task.IsGroup && t is { Starts: not null, Ends: not null } && wanted(t))
        )
            calendar.Events.Add(
                new CalendarEvent
                {
                    Uid = string.Create(CultureInfo.InvariantCulture, $"task-{task.Task.Id}@modular"),
                    Summary = $"{task.Task.Name} · {plan.Project.Title}",
                    Description = string.Join(
                        '\n',
                        new[]
                        {
                            task.Task.Owner,
                            task.Done is { } done ? words["plan.feed.done", done] : null,
                            task.Critical ? words["plan.critical"] : null,
                            task.Late > 0 ? words["plan.late", task.Late] : null,
                        }.Where(s => !string.IsNullOrEmpty(s))
                    ),
                    Start = new CalDateTime(task.Starts!.Value),
                    End = new CalDateTime(task.Ends!.Value.AddDays(1)),
                    Sequence = plan.Version,
                    // A task of three weeks does not make its owner busy for three weeks.
                    Transparency = "TRANSPARENT",
                    DtStamp = new CalDateTime(clock.GetUtcNow().UtcDateTime, "UTC"),
                }
            );
    }

    private string? Path(PlanFeed? feed) => feed is null ? null : $"/calendar/{personal.Open(feed.Code)}.ics";
}

/// <summary>
/// An address calendars subscribe to: of a project's plan, or of what one person has to do. Whoever has the address
/// reads it, until it is renewed.
/// </summary>
internal sealed class PlanFeed
{
    public long Id { get; init; }
    public long? ProjectId { get; init; }
    public long? AccountId { get; init; }
    public required string Hash { get; set; }

    /// <summary>Sealed, so that those who may can copy the address again.</summary>
    public required string Code { get; set; }
    public DateTimeOffset At { get; set; }
    public required string By { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<PlanFeed>(e =>
        {
            e.Property(f => f.Id).ValueGeneratedNever();
            e.Property(f => f.Hash).HasMaxLength(64);
            e.Property(f => f.Code).HasMaxLength(400);
            e.Property(f => f.By).HasMaxLength(100);
            e.HasIndex(f => f.Hash).IsUnique();
            e.HasIndex(f => f.ProjectId).IsUnique();
            e.HasIndex(f => f.AccountId).IsUnique();
        });
}
