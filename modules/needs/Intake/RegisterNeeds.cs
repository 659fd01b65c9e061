using Microsoft.EntityFrameworkCore;
using Modular.Contracts.Needs;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Numbers;
using Modular.Kernel.Search;
using Modular.Kernel.Secrets;
using Modular.Needs.Data;
using Modular.Needs.Domain;

namespace Modular.Needs.Intake;

/// <summary>
/// Writes requests, one or a thousand, in the caller's transaction: row, life line, search index, fact and audit entry.
/// The one way into the table, for every channel.
/// </summary>
internal sealed class RegisterNeeds(
    NeedsDb db,
    CalendarStore calendars,
    PersonalData personal,
    PersonKeys persons,
    KeepRules rules,
    TimeProvider clock
)
{
    public async Task<IReadOnlyList<Receipt>> Write(IReadOnlyList<NewNeed> wanted, CancellationToken cancel)
    {
        var refs = wanted.Select(w => w.SourceRef).OfType<string>().Distinct().ToList();
        var known =
            refs.Count == 0
                ? []
                : await db
                    .Needs.IgnoreQueryFilters([ModuleDb.ScopeFilter])
                    .Where(n => refs.Contains(n.SourceRef!))
                    .Select(n => new
                    {
                        n.SourceRef,
                        n.Id,
                        n.Number,
                        n.DueOn,
                    })
                    .ToDictionaryAsync(n => n.SourceRef!, cancel);
        var receipts = new Receipt[wanted.Count];
        var fresh = new List<(int Place, NewNeed New)>();
        var taken = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < wanted.Count; i++)
        {
            if (wanted[i].SourceRef is { } reference)
            {
                if (known.TryGetValue(reference, out var row))
                {
                    receipts[i] = new(row.Id, row.Number, wanted[i].Code, row.DueOn, AlreadyKnown: true);
                    continue;
                }

                if (!taken.TryAdd(reference, i))
                    continue;
            }

            fresh.Add((i, wanted[i]));
        }

        if (fresh.Count > 0)
            await WriteFresh(fresh, receipts, cancel);
        for (int i = 0; i < wanted.Count; i++)
            receipts[i] ??= receipts[taken[wanted[i].SourceRef!]] with { AlreadyKnown = true };
        return receipts;
    }

    private async Task WriteFresh(List<(int Place, NewNeed New)> fresh, Receipt[] receipts, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var calendar = await calendars.Get(cancel);
        var limits = await db
            .Categories.AsNoTracking()
            .Where(c => c.LimitDays != null)
            .ToDictionaryAsync(c => c.Id, c => c.LimitDays!.Value, cancel);
        int usual = (await rules.Get(cancel)).ReplyDays;
        string series = NumberSeries.Series("XQ", now.Local().Year);
        int number = await NumberSeries.Take(db, series, fresh.Count, cancel);
        var needs = fresh.ConvertAll(f =>
            Row(
                f.New,
                NumberSeries.Text(series, number++),
                f.New.CategoryId is { } c ? limits.GetValueOrDefault(c, usual) : usual,
                calendar,
                now
            )
        );
        await Rows.Insert(db, needs, cancel);
        await Rows.Insert(
            db,
            needs.ConvertAll(n => new NeedEvent
            {
                Id = Ids.Next(now),
                NeedId = n.Id,
                At = n.ReceivedAt,
                What = "registered",
                By = n.FirstReceiver,
                ForRequester = true,
            }),
            cancel
        );
        var files = fresh
            .SelectMany(
                (f, i) => f.New.Files.Select(file => NeedFiles.Row(needs[i].Id, file, needs[i].FirstReceiver, clock))
            )
            .ToList();
        if (files.Count > 0)
            await Rows.Insert(db, files, cancel);
        var suggested = fresh
            .SelectMany((f, i) => f.New.Suggestion is { } s ? new[] { Row(needs[i].Id, s, now) } : [])
            .ToList();
        if (suggested.Count > 0)
            await Rows.Insert(db, suggested, cancel);
        await NeedsDb.Search.Add(db, needs.ConvertAll(n => (n.Id, Tokens(n))), cancel);
        foreach (var unit in needs.GroupBy(n => n.UnitId))
            db.Tell(new NeedsRegistered(unit.Key, [.. unit.Select(n => n.Id)]));
        for (int i = 0; i < needs.Count; i++)
        {
            var need = needs[i];
            if (need.Major)
                db.Notify(
                    "needs.major",
                    need.UnitId,
                    NeedsModule.Supervise,
                    $"/needs/{need.Number}",
                    need.Number,
                    need.Title
                );
            db.Record(
                "need.registered",
                $"need:{need.Number}",
                after: new
                {
                    need.Channel,
                    need.UnitId,
                    need.DueOn,
                },
                by: fresh[i].New.By
            );
            receipts[fresh[i].Place] = new(need.Id, need.Number, fresh[i].New.Code, need.DueOn, AlreadyKnown: false);
        }

        await db.SaveChangesAsync(cancel);
    }

    internal static HashSet<string> Tokens(Need need) => Bigrams.Tokens(need.Number, need.Title, need.Text, need.Place);

    private static CategorySuggestion Row(long needId, SuggestionGiven given, DateTimeOffset now) =>
        new()
        {
            NeedId = needId,
            At = now,
            First = given.CategoryIds[0],
            Second = given.CategoryIds.Count > 1 ? given.CategoryIds[1] : null,
            Third = given.CategoryIds.Count > 2 ? given.CategoryIds[2] : null,
            Taken = given.Taken,
            FromPast = given.FromPast,
        };

    private Need Row(NewNeed given, string number, int limit, WorkingCalendar calendar, DateTimeOffset now) =>
        new()
        {
            Id = Ids.Next(now),
            Number = number,
            Title = given.Title,
            Text = given.Text,
            UnitId = given.UnitId,
            UnitPath = given.UnitPath,
            Channel = given.Channel,
            CategoryId = given.CategoryId,
            Place = given.Place,
            Point = given.Point,
            Urgency = given.Urgency,
            Visibility = given.Visibility,
            RequesterName = personal.Seal(given.RequesterName),
            RequesterPhone = personal.Seal(given.RequesterPhone),
            PersonKey = persons.Of(given.RequesterPhone, given.RequesterName),
            ConsentVersion = given.Consent?.Version,
            ConsentAt = given.Consent?.At,
            FirstReceiver = given.FirstReceiver,
            ReceivedAt = given.ReceivedAt,
            RegisteredAt = now,
            LimitDays = limit,
            DueOn = calendar.Count(given.ReceivedAt.LocalDate(), limit).Due,
            CodeHash = given.Code is null ? null : SecretCode.Hash(given.Code),
            SourceRef = given.SourceRef,
            Supports = given.Supports,
            Major = given.Major,
            ParentId = given.ParentId,
            Part = given.Part,
        };
}
