using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Modular.Kernel.Access;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Store;
using Modular.Kernel.Units;

namespace Modular.Kernel.Notices;

/// <summary>
/// Spreads what is to be told to inboxes, mail and webhooks, and sends what is due. Each target is tried by itself with
/// growing pauses, so a dead receiver holds back only its own; after <see cref="Tries"/> tries, or once refused for
/// good, a delivery is parked and shown.
/// </summary>
public sealed partial class Postman(
    IServiceScopeFactory scopes,
    UnitDirectory units,
    PermissionTable permissions,
    MailSender mail,
    HookSender hooks,
    TimeProvider clock,
    ILogger<Postman> log
) : BackgroundService
{
    public const int Tries = 6;
    private const int AtOnce = 8;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private static readonly TimeOnly DigestAt = new(8, 30);
    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromSeconds(30),
        TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(2),
        TimeSpan.FromHours(6),
    ];

    /// <summary>Inboxes are filled and mail is sent side by side: a slow receiver delays no inbox.</summary>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(
            Round(
                async () =>
                {
                    while (await Spread(stoppingToken) > 0) { }
                },
                stoppingToken
            ),
            Round(() => Send(stoppingToken), stoppingToken)
        );

    private async Task Round(Func<Task> work, CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await work();
            }
            catch (Exception problem) when (!problem.IsAskedBy(stoppingToken))
            {
                LogRound(problem);
            }

            await Task.Delay(TimeSpan.FromSeconds(3), stoppingToken);
        }
    }

    /// <summary>Turns wishes into inbox lines and deliveries, each wish in one transaction of its own.</summary>
    public async Task<int> Spread(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActingScope>().ActAsSystem("notices");
        var db = scope.ServiceProvider.GetRequiredService<KernelDb>();
        var wishes = await db.Set<NoticeWish>()
            .Where(w => w.SpreadAt == null)
            .OrderBy(w => w.Id)
            .Take(50)
            .AsNoTracking()
            .ToListAsync(cancel);
        foreach (var wish in wishes)
            await db.InTransaction(
                async () =>
                {
                    var now = clock.GetUtcNow();
                    // Compare-and-swap: of several hosts one spreads it.
                    if (
                        await db.Set<NoticeWish>()
                            .Where(w => w.Id == wish.Id && w.SpreadAt == null)
                            .ExecuteUpdateAsync(
                                set => set.SetProperty(w => w.SpreadAt, now).SetProperty(w => w.Address, (string?)null),
                                cancel
                            ) == 0
                    )
                        return;
                    var tree = await units.Tree(cancel);
                    if (wish.Address is not null && mail.Configured)
                        db.Deliveries.Add(
                            new()
                            {
                                Id = Ids.Next(now),
                                Channel = DeliveryChannel.Address,
                                TargetId = wish.Id,
                                Address = wish.Address,
                                Kind = wish.Kind,
                                Arguments = wish.Arguments,
                                Href = wish.Href,
                                DueAt = now,
                            }
                        );
                    foreach (long account in await Recipients(db, wish, tree, cancel))
                        await Tell(db, wish, account, now, cancel);
                    if (tree.Find(wish.UnitId) is { } unit)
                        foreach (
                            var hook in await db
                                .Webhooks.IgnoreQueryFilters([ModuleDb.ScopeFilter])
                                .AsNoTracking()
                                .Where(h => !h.Disabled)
                                .ToListAsync(cancel)
                        )
                            if (
                                unit.Path.StartsWith(hook.UnitPath, StringComparison.Ordinal)
                                && (hook.Kinds.Length == 0 || hook.Kinds.Split(' ').Contains(wish.Kind))
                            )
                                db.Deliveries.Add(
                                    new()
                                    {
                                        Id = Ids.Next(now),
                                        Channel = DeliveryChannel.Hook,
                                        TargetId = hook.Id,
                                        Kind = wish.Kind,
                                        Arguments = wish.Arguments,
                                        Href = wish.Href,
                                        DueAt = now,
                                    }
                                );
                    await db.SaveChangesAsync(cancel);
                },
                cancel
            );
        return wishes.Count;
    }

    /// <summary>Sends what is due; one after another to the same target, several targets at once.</summary>
    public async Task<int> Send(CancellationToken cancel)
    {
        List<Delivery> due;
        await using (var scope = scopes.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<KernelDb>();
            var now = clock.GetUtcNow();
            due = await db
                .Deliveries.AsNoTracking()
                .Where(d => d.State == DeliveryState.Waiting && d.DueAt <= now)
                .OrderBy(d => d.Id)
                .Take(400)
                .ToListAsync(cancel);
            // Held for a while: another host leaves them alone, and a host that dies lets go.
            var held = now.AddMinutes(3);
            var won = new List<Delivery>();
            foreach (var one in due)
                if (
                    await db
                        .Deliveries.Where(d =>
                            d.Id == one.Id && d.State == DeliveryState.Waiting && d.DueAt == one.DueAt
                        )
                        .ExecuteUpdateAsync(set => set.SetProperty(d => d.DueAt, held), cancel) == 1
                )
                    won.Add(one);
            due = won;
        }

        await Parallel.ForEachAsync(
            due.GroupBy(d => (d.Channel, d.TargetId)),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel },
            async (target, token) =>
            {
                // Mail of one person goes as one; a hook gets each.
                var parcels =
                    target.Key.Channel == DeliveryChannel.Mail
                        ?
                        [
                            [.. target],
                        ]
                        : target.Select(d => (IReadOnlyList<Delivery>)[d]);
                bool dead = false;
                long began = System.Diagnostics.Stopwatch.GetTimestamp();
                foreach (var parcel in parcels)
                {
                    string? error = null;
                    bool final = false;
                    if (System.Diagnostics.Stopwatch.GetElapsedTime(began) > Longest)
                    {
                        await Later(parcel, token);
                        continue;
                    }

                    try
                    {
                        if (dead)
                            error = "-";
                        else if (target.Key.Channel == DeliveryChannel.Mail)
                            await mail.Send(target.Key.TargetId, parcel, token);
                        else if (target.Key.Channel == DeliveryChannel.Address)
                            await mail.Send(parcel[0], token);
                        else
                            await hooks.Send(target.Key.TargetId, parcel[0], token);
                    }
                    catch (Exception problem) when (!problem.IsAskedBy(token))
                    {
                        var failed = DeliveryFailed.Of(problem);
                        if (failed.Cause is { } cause)
                            LogOther(cause, failed.Arguments[0]);
                        error = DeliveryFailed.Kept(failed);
                        final = problem is DeliveryFailed { Final: true };
                        // The rest to the same target would fail alike; it waits with it.
                        dead = true;
                    }

                    await Note(parcel, error, final, token);
                }
            }
        );
        return due.Count;
    }

    /// <summary>A slow receiver's rest waits for the next round, which others have their turn in.</summary>
    private async Task Later(IReadOnlyList<Delivery> parcel, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<KernelDb>();
        var soon = clock.GetUtcNow().AddSeconds(5);
        var ids = parcel.Select(p => p.Id).ToList();
        await db
            .Deliveries.Where(d => ids.Contains(d.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.DueAt, soon), cancel);
    }

    /// <param name="final">It would be refused again, so it is parked at once.</param>
    private async Task Note(IReadOnlyList<Delivery> parcel, string? error, bool final, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<KernelDb>();
        var now = clock.GetUtcNow();
        foreach (var one in parcel)
        {
            var row = db.Deliveries.Where(d => d.Id == one.Id);
            if (error is null)
                await row.ExecuteUpdateAsync(
                    set =>
                        set.SetProperty(d => d.State, DeliveryState.Sent)
                            .SetProperty(d => d.SentAt, now)
                            .SetProperty(d => d.Error, (string?)null)
                            .SetProperty(d => d.Address, (string?)null)
                            .SetProperty(d => d.Attempts, d => d.Attempts + 1),
                    cancel
                );
            else
            {
                bool last = final || one.Attempts + 1 >= Tries;
                var again = now + Pauses[Math.Min(one.Attempts, Pauses.Length - 1)];
                await row.ExecuteUpdateAsync(
                    set =>
                        set.SetProperty(d => d.State, last ? DeliveryState.Parked : DeliveryState.Waiting)
                            .SetProperty(d => d.DueAt, again)
                            .SetProperty(d => d.Attempts, d => d.Attempts + 1)
                            .SetProperty(d => d.Error, error),
                    cancel
                );
            }
        }
    }

    private async Task Tell(KernelDb db, NoticeWish wish, long account, DateTimeOffset now, CancellationToken cancel)
    {
        var choice = await db
            .NoticeChoices.AsNoTracking()
            .SingleOrDefaultAsync(c => c.AccountId == account && c.Kind == wish.Kind, cancel);
        // What is told of the account itself is held back by no choice and no quiet hours.
        bool always = AccountNotices.Always(wish.Kind);
        if (always || choice?.Inbox != false)
            db.Notices.Add(
                new()
                {
                    Id = Ids.Next(now),
                    AccountId = account,
                    Kind = wish.Kind,
                    Arguments = wish.Arguments,
                    Href = wish.Href,
                    At = wish.At,
                }
            );
        bool hasMail =
            always && mail.Configured && await db.Accounts.AnyAsync(a => a.Id == account && a.Email != null, cancel);
        var how =
            !always ? choice?.Mail ?? MailChoice.Never
            : hasMail ? MailChoice.AtOnce
            : MailChoice.Never;
        if (how == MailChoice.Never)
            return;
        var due = now;
        var local = now.Local();
        if (how == MailChoice.Daily)
        {
            var day = DateOnly.FromDateTime(local.DateTime);
            due = (TimeOnly.FromDateTime(local.DateTime) < DigestAt ? day : day.AddDays(1))
                .StartOfDay()
                .Add(DigestAt.ToTimeSpan());
        }
        else if (
            !always
            && await db.QuietHours.AsNoTracking().SingleOrDefaultAsync(q => q.AccountId == account, cancel) is { } quiet
            && quiet.Holds(TimeOnly.FromDateTime(local.DateTime))
        )
        {
            var end = DateOnly.FromDateTime(local.DateTime).StartOfDay().Add(quiet.To.ToTimeSpan());
            due = end > now ? end : end.AddDays(1);
        }

        db.Deliveries.Add(
            new()
            {
                Id = Ids.Next(now),
                Channel = DeliveryChannel.Mail,
                TargetId = account,
                Kind = wish.Kind,
                Arguments = wish.Arguments,
                Href = wish.Href,
                DueAt = due,
                Digest = how == MailChoice.Daily,
            }
        );
    }

    private async Task<IReadOnlyList<long>> Recipients(
        KernelDb db,
        NoticeWish wish,
        UnitTree tree,
        CancellationToken cancel
    )
    {
        if (wish.AccountId is { } one)
            return [one];
        // Meant for other systems only.
        if (string.IsNullOrEmpty(wish.Permission))
            return [];
        var roles = permissions.RolesWith(wish.Permission).ToList();
        for (
            var unit = tree.Find(wish.UnitId);
            unit is not null;
            unit = unit.ParentId is { } above ? tree.Find(above) : null
        )
        {
            int at = unit.Id;
            var found = await db
                .AccountRoles.Where(r =>
                    r.UnitId == at && roles.Contains(r.Role) && db.Accounts.Any(a => a.Id == r.AccountId && !a.Disabled)
                )
                .Select(r => r.AccountId)
                .Distinct()
                .ToListAsync(cancel);
            if (found.Count > 0)
                return found;
        }

        return [];
    }

    [LoggerMessage(LogLevel.Warning, "{Number}: a notice was not sent.")]
    private partial void LogOther(Exception error, string number);

    [LoggerMessage(LogLevel.Error, "Notices could not be carried; trying again.")]
    private partial void LogRound(Exception error);
}
