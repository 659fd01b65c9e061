using System.Globalization;
using System.Reflection;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Modules;
using Modular.Kernel.Units;
using Modular.Needs.Data;
using Modular.Needs.Domain;
using Modular.Needs.Intake;
using Modular.Needs.Topics;

namespace Modular.Needs.Demo;

/// <summary>
/// Some six hundred invented requests over twelve months, handled as a working district would have, and their topics.
/// </summary>
internal sealed class NeedsDemonstration(
    NeedsDb db,
    RegisterNeeds register,
    FormTopics topics,
    KeepTopics manage,
    UnitDirectory units,
    TimeProvider clock
) : IDemonstration
{
    private const int Wanted = 600;

    public int Order => 10;

    public async Task Fill(CancellationToken cancel)
    {
        if (await db.Needs.AnyAsync(n => n.SourceRef == "demo:0", cancel))
            return;
        var random = new Random(20);
        string[][] templates = [.. Lines("demo-needs").Select(l => l.Split('|'))];
        var words = Lines("demo-words")
            .Select(l => l.Split('|'))
            .ToDictionary(p => p[0], p => p[1..], StringComparer.Ordinal);
        var categories = await Categories(templates, cancel);
        var communities = (await units.Tree(cancel)).All.Where(u => u.Kind == UnitKind.Community).ToList();
        var now = clock.GetUtcNow();
        var wanted = Enumerable
            .Range(0, Wanted)
            .Select(i => Make(i, random, templates, words, categories, communities, now))
            .OrderBy(n => n.ReceivedAt)
            .ToList();
        await db.InTransaction(() => register.Write(wanted, cancel), cancel);
        await Handle(random, words, now, cancel);
        var district = (await units.Tree(cancel)).All.First(u => u.Kind == UnitKind.District);
        await topics.Run(
            new(district.Id, clock.Today().AddMonths(-12).AddDays(-7), clock.Today(), 14, FormTopics.Usual, 1),
            _ => Task.CompletedTask,
            cancel
        );
        foreach (
            long id in await db.Topics.OrderByDescending(t => t.Size).Take(8).Select(t => t.Id).ToListAsync(cancel)
        )
            await manage.Confirm(id, cancel);
    }

    private async Task<Dictionary<string, int>> Categories(string[][] templates, CancellationToken cancel)
    {
        foreach (string name in templates.Select(t => t[0]).Distinct())
            if (!await db.Categories.AnyAsync(c => c.Name == name, cancel))
                db.Categories.Add(new() { Name = name, LimitDays = null });
        await db.SaveChangesAsync(cancel);
        return await db.Categories.ToDictionaryAsync(c => c.Name, c => c.Id, cancel);
    }

    private static NewNeed Make(
        int i,
        Random random,
        string[][] templates,
        Dictionary<string, string[]> words,
        Dictionary<string, int> categories,
        List<Unit> communities,
        DateTimeOffset now
    )
    {
        string Pick(string key) => words[key][random.Next(words[key].Length)];
        // Some kinds come more often than others, as they do.
        string[] template = templates[(int)(Math.Pow(random.NextDouble(), 1.4) * templates.Length)];
        string place = Pick("place");
        string text = template[2]
            .Replace("{place}", place, StringComparison.Ordinal)
            .Replace("{time}", Pick("time"), StringComparison.Ordinal)
            .Replace("{n}", random.Next(2, 18).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        var unit = communities[random.Next(communities.Count)];
        var channel = (NeedChannel)(
            random.Next(10) switch
            {
                0 or 1 or 2 => 0,
                3 or 4 => 1,
                5 or 6 => 2,
                7 => 3,
                8 => 6,
                _ => 4,
            }
        );
        bool named = random.Next(4) > 0;
        return new(
            template[1],
            Pick("opening") + text + Pick("closing"),
            unit.Id,
            unit.Path,
            channel,
            now.AddDays(-365 + 365 * Math.Pow(random.NextDouble(), 0.8)).AddMinutes(-random.Next(600)),
            unit.Name,
            random.Next(8) == 0 ? null : categories[template[0]],
            place,
            named ? Pick("name") + Pick("given") : null,
            named ? $"1380000{random.Next(10_000):0000}" : null,
            random.Next(14) == 0 ? Urgency.Urgent : Urgency.Normal,
            Visibility: random.Next(5) == 0 ? Visibility.PublicSummary : Visibility.Private,
            SourceRef: $"demo:{i}",
            Supports: random.Next(6) == 0 ? random.Next(1, 30) : 0
        );
    }

    private async Task Handle(
        Random random,
        Dictionary<string, string[]> words,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        foreach (var need in await db.Needs.OrderBy(n => n.Id).ToListAsync(cancel))
        {
            double age = (now - need.ReceivedAt).TotalDays;
            double fate = random.NextDouble();
            var told = need.ReceivedAt.AddDays(1 + random.NextDouble() * 11);
            if (told > now || fate > (age > 30 ? 0.985 : 0.75))
            {
                if (age > 2 && random.Next(3) > 0)
                    Step(need, NeedState.InHandling, "accepted", null, need.ReceivedAt.AddHours(5 + random.Next(20)));
                continue;
            }

            string outcome = fate < 0.03 ? words["decline"][0] : words["outcome"][random.Next(words["outcome"].Length)];
            Step(need, NeedState.InHandling, "accepted", null, need.ReceivedAt.AddHours(3 + random.Next(18)));
            (need.Outcome, need.AnsweredAt, need.FirstAnsweredAt, need.FirstInTime) = (
                outcome,
                told,
                told,
                need.DueOn is not { } due || told.LocalDate() <= due
            );
            if (fate < 0.03)
                Step(need, NeedState.Declined, "declined", outcome, told);
            else
            {
                Step(need, NeedState.Answered, "answered", outcome, told);
                if (now - told > TimeSpan.FromDays(10))
                    Step(need, NeedState.Closed, "closed", null, told.AddDays(7));
            }

            if (need.State is NeedState.Closed or NeedState.Declined)
                need.ClosedAt = told.AddDays(7);
            need.Kind = random.Next(3) == 0 ? NeedKind.Promised : NeedKind.Immediate;
            if (need.State == NeedState.Closed)
                Rate(need, random, words["rework"], told);
            if (need.State == NeedState.Closed && need.Visibility == Visibility.PublicSummary)
                (need.PublicTitle, need.PublicAnswer) = (need.Title, need.Outcome);
        }

        db.Record("demonstration.needs-handled", "demonstration");
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Two of three rate; most are content, some send it back and are content then.</summary>
    private void Rate(Need need, Random random, string[] complaints, DateTimeOffset told)
    {
        if (random.Next(3) == 0)
            return;
        bool back = random.Next(12) == 0;
        if (back)
        {
            Rating(need, random.Next(1, 3), told.AddDays(1));
            Step(need, NeedState.InHandling, "reworked", complaints[random.Next(complaints.Length)], told.AddDays(1));
            Step(need, NeedState.Answered, "answered", need.Outcome, told.AddDays(4));
            (need.Reworks, need.RatingRound) = (1, 1);
        }

        Rating(need, random.Next(10) < 7 ? 5 : random.Next(3, 5), told.AddDays(back ? 5 : 1));
        need.SatisfiedAt = told.AddDays(back ? 5 : 1);
        Step(need, NeedState.Closed, "rated", null, need.SatisfiedAt.Value);
    }

    private void Rating(Need need, int score, DateTimeOffset at) =>
        db.Ratings.Add(
            new()
            {
                Id = new(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16)),
                NeedId = need.Id,
                UnitId = need.UnitId,
                UnitPath = need.UnitPath,
                CategoryId = need.CategoryId,
                Score = score,
                Round = need.RatingRound,
                On = at.LocalDate(),
            }
        );

    private void Step(Need need, NeedState to, string what, string? note, DateTimeOffset at)
    {
        need.State = to;
        db.Events.Add(
            new()
            {
                Id = Ids.Next(clock),
                NeedId = need.Id,
                At = at,
                What = what,
                By = need.FirstReceiver,
                Note = note,
                ForRequester = true,
            }
        );
    }

    private static IEnumerable<string> Lines(string resource)
    {
        using var reader = new StreamReader(
            Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!,
            Encoding.UTF8
        );
        return
        [
            .. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        ];
    }
}
