using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Access;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Secrets;
using Modular.Kernel.Store;
using Modular.Kernel.Units;

namespace Modular.Kernel.Notices;

/// <summary>A person's own inbox and how they want to be told.</summary>
public sealed class Inbox(KernelDb db, PersonalData personal, TimeProvider clock)
{
    private long Me => db.Acting.AccountId ?? 0;

    public Task<List<Notice>> Latest(CancellationToken cancel)
    {
        long me = Me;
        return db
            .Notices.AsNoTracking()
            .Where(n => n.AccountId == me)
            .OrderByDescending(n => n.Id)
            .Take(100)
            .ToListAsync(cancel);
    }

    public Task<int> Unread(CancellationToken cancel)
    {
        long me = Me;
        return db.Notices.Where(n => n.AccountId == me && n.ReadAt == null).Take(1000).CountAsync(cancel);
    }

    /// <summary>Marks one as read and says where it leads.</summary>
    public async Task<string> Open(long id, CancellationToken cancel)
    {
        long me = Me;
        var notice =
            await db.Notices.SingleOrDefaultAsync(n => n.Id == id && n.AccountId == me, cancel) ?? throw new NotFound();
        notice.ReadAt ??= clock.GetUtcNow();
        await db.SaveChangesAsync(cancel);
        return notice.Href;
    }

    public Task ReadAll(CancellationToken cancel)
    {
        long me = Me;
        var now = clock.GetUtcNow();
        return db
            .Notices.Where(n => n.AccountId == me && n.ReadAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(n => n.ReadAt, now), cancel);
    }

    public async Task<(Dictionary<string, NoticeChoice> Choices, QuietHours? Quiet, string? Mail)> Choices(
        CancellationToken cancel
    )
    {
        long me = Me;
        return (
            await db.NoticeChoices.AsNoTracking().Where(c => c.AccountId == me).ToDictionaryAsync(c => c.Kind, cancel),
            await db.QuietHours.AsNoTracking().SingleOrDefaultAsync(q => q.AccountId == me, cancel),
            await db.Accounts.Where(a => a.Id == me).Select(a => a.Email).SingleOrDefaultAsync(cancel)
        );
    }

    public async Task Choose(
        IReadOnlyDictionary<string, (bool Inbox, MailChoice Mail)> wanted,
        TimeOnly? from,
        TimeOnly? to,
        string? mail,
        CancellationToken cancel
    )
    {
        long me = Me;
        mail = string.IsNullOrWhiteSpace(mail) ? null : mail.Trim();
        if (mail is not null && !MailAddresses.Valid(mail))
            throw new RuleBroken("notice.mail-wrong") { Field = "Mail" };
        if (mail is null && wanted.Values.Any(w => w.Mail != MailChoice.Never))
            throw new RuleBroken("notice.mail-needed") { Field = "Mail" };
        if (from is null != to is null)
            throw new RuleBroken("notice.quiet-both") { Field = "To" };
        var known = await db.NoticeChoices.Where(c => c.AccountId == me).ToDictionaryAsync(c => c.Kind, cancel);
        foreach (var (kind, (inbox, how)) in wanted)
        {
            if (known.TryGetValue(kind, out var choice))
                (choice.Inbox, choice.Mail) = (inbox, how);
            else
                db.NoticeChoices.Add(
                    new()
                    {
                        AccountId = me,
                        Kind = kind,
                        Inbox = inbox,
                        Mail = how,
                    }
                );
        }

        var quiet = await db.QuietHours.SingleOrDefaultAsync(q => q.AccountId == me, cancel);
        if (from is { } start && to is { } end)
        {
            if (quiet is null)
                db.QuietHours.Add(
                    new()
                    {
                        AccountId = me,
                        From = start,
                        To = end,
                    }
                );
            else
                (quiet.From, quiet.To) = (start, end);
        }
        else if (quiet is not null)
            db.QuietHours.Remove(quiet);
        var account = await db.Accounts.SingleAsync(a => a.Id == me, cancel);
        // The former address hears of it: whoever took the account over would write in one of their own.
        if (account.Email is { Length: > 0 } former && former != mail)
            db.NotifyAddress(AccountNotices.MailChanged, personal.Seal(former)!, AccountNotices.Page);
        (account.Email, account.NormalizedEmail) = (mail, mail?.ToUpperInvariant());
        db.Record("account.notices-chosen", $"account:{account.UserName}");
        await db.SaveChangesAsync(cancel);
    }
}

/// <summary>Addresses outside that are told, and what could not be sent.</summary>
public sealed class KeepWebhooks(KernelDb db, UnitDirectory units, PersonalData sealer, TimeProvider clock)
{
    public Task<List<Webhook>> All(CancellationToken cancel) =>
        db.Webhooks.AsNoTracking().OrderBy(h => h.Id).ToListAsync(cancel);

    /// <summary>Tried and not sent, the newest first.</summary>
    public Task<List<Delivery>> Troubled(CancellationToken cancel) =>
        db
            .Deliveries.AsNoTracking()
            .Where(d => d.State != DeliveryState.Sent && d.Attempts > 0)
            .OrderByDescending(d => d.Id)
            .ToListAsync(cancel);

    /// <returns>The secret, shown once.</returns>
    public async Task<string> Add(
        int unitId,
        string? name,
        string? url,
        HookFormat format,
        string? kinds,
        string? secret,
        CancellationToken cancel
    )
    {
        var unit = (await units.Tree(cancel)).Find(unitId);
        if (unit is null || !unit.Path.StartsWith(db.ScopePath ?? "-", StringComparison.Ordinal))
            throw new NotFound();
        if (string.IsNullOrWhiteSpace(name) || name.Trim().Length > 60)
            throw new RuleBroken("hooks.name") { Field = "Name" };
        if (
            !Uri.TryCreate(url?.Trim(), UriKind.Absolute, out var address)
            || address.Scheme is not ("http" or "https")
            || url!.Length > 400
        )
            throw new RuleBroken("hooks.url") { Field = "Url" };
        secret = string.IsNullOrWhiteSpace(secret)
            ? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24))
            : secret.Trim();
        db.Webhooks.Add(
            new()
            {
                Id = Ids.Next(clock),
                UnitId = unit.Id,
                UnitPath = unit.Path,
                Name = name.Trim(),
                Url = address.ToString(),
                Secret = sealer.Seal(secret)!,
                Format = format,
                Kinds = string.Join(' ', (kinds ?? "").Split([' ', ','], StringSplitOptions.RemoveEmptyEntries)),
            }
        );
        db.Record("webhook.added", $"webhook:{name.Trim()}", after: new { address.Host, format });
        await db.SaveChangesAsync(cancel);
        return secret;
    }

    public async Task SetDisabled(long id, bool disabled, CancellationToken cancel)
    {
        var hook = await db.Webhooks.SingleOrDefaultAsync(h => h.Id == id, cancel) ?? throw new NotFound();
        hook.Disabled = disabled;
        db.Record(disabled ? "webhook.disabled" : "webhook.enabled", $"webhook:{hook.Name}");
        await db.SaveChangesAsync(cancel);
    }

    public async Task Retry(long id, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (
            await db
                .Deliveries.Where(d => d.Id == id && d.State != DeliveryState.Sent)
                .ExecuteUpdateAsync(
                    set =>
                        set.SetProperty(d => d.State, DeliveryState.Waiting)
                            .SetProperty(d => d.Attempts, 0)
                            .SetProperty(d => d.DueAt, now),
                    cancel
                ) == 0
        )
            throw new NotFound();
    }
}
