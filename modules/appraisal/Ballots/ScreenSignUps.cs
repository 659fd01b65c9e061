using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Modular.Appraisal.Data;
using Modular.Appraisal.Domain;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Secrets;
using Modular.Kernel.Units;

namespace Modular.Appraisal.Ballots;

/// <summary>
/// Who of those signed up comes into the pool: screened by the stated rules, and confirmed by another hand than who
/// leads the round.
/// </summary>
internal sealed class ScreenSignUps(AppraisalDb db, PersonalData personal, UnitDirectory units)
{
    public const int MostLines = 20_000;

    /// <summary>For who leads the round: everybody who signed up, without full names or numbers.</summary>
    public async Task<IReadOnlyList<SignUpRow>> Of(long id, CancellationToken cancel)
    {
        var round = await MoveRound.Find(db, id, RoundKind.Ballot, cancel);
        var tree = await units.Tree(cancel);
        var found = await db
            .SignUps.AsNoTracking()
            .Where(s => s.RoundId == id)
            .OrderBy(s => s.PersonKey)
            .ToListAsync(cancel);
        return
        [
            .. found.Select(s => new SignUpRow(
                s,
                round,
                PersonalData.MaskName(personal.Open(s.Name))!,
                PersonalData.Mask(personal.Open(s.Phone))!,
                s.UnitId is { } u ? tree.Name(u) : null
            )),
        ];
    }

    /// <summary>For the community: those who named it as theirs and are not confirmed yet.</summary>
    public async Task<IReadOnlyList<SignUpRow>> Waiting(CancellationToken cancel)
    {
        var found = await OfMine().AsNoTracking().OrderBy(s => s.RoundId).ThenBy(s => s.PersonKey).ToListAsync(cancel);
        if (found.Count > 0)
        {
            // Whole names are read here and nowhere else; who looked stands in the audit.
            db.Record("sign-up.names-read", "sign-ups", after: new { found.Count });
            await db.SaveChangesAsync(cancel);
        }

        var ids = found.Select(s => s.RoundId).Distinct().ToList();
        var rounds = await All.Where(r => ids.Contains(r.Id)).ToDictionaryAsync(r => r.Id, cancel);
        return
        [
            .. found.Select(s => new SignUpRow(
                s,
                rounds[s.RoundId],
                personal.Open(s.Name)!,
                PersonalData.Mask(personal.Open(s.Phone))!,
                null
            )),
        ];
    }

    public Task<int> HowManyWait(CancellationToken cancel) => OfMine().CountAsync(cancel);

    /// <summary>A worker of the community the person named knows them.</summary>
    public async Task Vouch(long id, string key, CancellationToken cancel)
    {
        var found =
            await OfMine().SingleOrDefaultAsync(s => s.RoundId == id && s.PersonKey == key, cancel)
            ?? throw new NotFound();
        await BallotHand.Take(db, id, BallotSide.Vouches, cancel);
        (found.Proof, found.ProofById) = (SignUpProof.Worker, db.Acting.AccountId);
        db.Record("sign-up.confirmed", $"round:{id}", after: new { Person = Short(found), found.Proof });
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Refused by the stated rules, or taken after all; the person reads the reason.</summary>
    public async Task Judge(long id, string key, bool refused, string? reason, CancellationToken cancel)
    {
        var round = await MoveRound.Find(db, id, RoundKind.Ballot, cancel);
        if (round.State != RoundState.Recruiting)
            throw new RuleBroken("ballots.screen-over");
        var found =
            await db.SignUps.SingleOrDefaultAsync(s => s.RoundId == id && s.PersonKey == key, cancel)
            ?? throw new NotFound();
        reason = reason?.Trim() ?? "";
        if (reason.Length is 0 or > 200)
            throw new RuleBroken("ballots.screen-reason") { Field = "Reason" };
        await BallotHand.Take(db, id, BallotSide.Leads, cancel);
        var before = new { found.Refused, found.Reason };
        (found.Refused, found.Reason) = (refused, reason);
        db.Record(
            refused ? "sign-up.refused" : "sign-up.accepted",
            $"round:{id}",
            before,
            new
            {
                Person = Short(found),
                found.Refused,
                found.Reason,
            }
        );
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>
    /// A list of those the rules mean, one telephone a line, from another officer than who leads the round. Who is on
    /// it is confirmed.
    /// </summary>
    /// <returns>How many telephones it has, and how many waiting sign-ups it confirmed.</returns>
    public Task<(int Listed, int Confirmed)> Import(long id, string? lines, CancellationToken cancel) =>
        db.InTransaction(
            async () =>
            {
                var round = await MoveRound.Find(db, id, RoundKind.Ballot, cancel);
                if (round.State is not (RoundState.Draft or RoundState.Recruiting))
                    throw new RuleBroken("ballots.screen-over");
                await BallotHand.Take(db, id, BallotSide.Vouches, cancel);
                var keys = Phones(lines)
                    .Select(p => Recruit.PersonKey(personal, id, p))
                    .ToHashSet(StringComparer.Ordinal);
                keys.ExceptWith(
                    await db.Eligibles.Where(e => e.RoundId == id).Select(e => e.PersonKey).ToListAsync(cancel)
                );
                await Rows.Insert(
                    db,
                    keys.Order(StringComparer.Ordinal)
                        .Select(k => new Eligible { RoundId = id, PersonKey = k })
                        .ToList(),
                    cancel
                );
                var waiting = await db.SignUps.Where(s => s.RoundId == id && s.Proof == null).ToListAsync(cancel);
                var confirmed = waiting.Where(s => keys.Contains(s.PersonKey)).ToList();
                foreach (var person in confirmed)
                    (person.Proof, person.ProofById) = (SignUpProof.List, db.Acting.AccountId);
                db.Record(
                    "round.list-imported",
                    $"round:{id}",
                    after: new { Listed = keys.Count, Confirmed = confirmed.Count }
                );
                await db.SaveChangesAsync(cancel);
                return (keys.Count, confirmed.Count);
            },
            cancel
        );

    /// <summary>The one telephone of every line; blanks and hyphens inside it do not matter.</summary>
    /// <exception cref="RuleBroken">A line has none or several, by its number.</exception>
    private static List<string> Phones(string? text)
    {
        string[] lines = [.. (text ?? "").Split('\n').Select(l => l.Trim())];
        var phones = new List<string>();
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i].Length == 0)
                continue;
            var found = Regex
                .Matches(lines[i], @"\d[\d \-]{5,18}\d", RegexOptions.NonBacktracking)
                .Select(m => string.Concat(m.Value.Where(char.IsAsciiDigit)))
                .Where(d => d.Length is >= 7 and <= 15)
                .ToList();
            phones.Add(
                found.Count == 1 ? found[0] : throw new RuleBroken("ballots.list-line", i + 1) { Field = "List" }
            );
        }

        return phones.Count is > 0 and <= MostLines
            ? phones
            : throw new RuleBroken("ballots.list-lines", MostLines) { Field = "List" };
    }

    /// <summary>What the audit names a person by: enough to find the row, nothing of the person.</summary>
    public static string Short(SignUp person) => person.PersonKey[..8];

    private IQueryable<Round> All => db.Rounds.IgnoreQueryFilters([ModuleDb.ScopeFilter]).AsNoTracking();

    /// <summary>
    /// Those who named the acting unit. Who signed up before a community was asked for is any community's of the round
    /// to know.
    /// </summary>
    private IQueryable<SignUp> OfMine()
    {
        int unit = db.Acting.UnitId ?? 0;
        string path = db.ScopePath ?? "-";
        // Tracked: a question that says otherwise inside says so of the whole query, and what is changed then is lost.
        var rounds = db.Rounds.IgnoreQueryFilters([ModuleDb.ScopeFilter]).Where(r => r.State == RoundState.Recruiting);
        return db.SignUps.Where(s =>
            s.Proof == null
            && !s.Refused
            && rounds.Any(r =>
                r.Id == s.RoundId && (s.UnitId == unit || (s.UnitId == null && path.StartsWith(r.UnitPath)))
            )
        );
    }
}

/// <param name="Name">
/// Family name and stars for who leads the round; the whole name for the worker who is to know the person.
/// </param>
/// <param name="Phone">Never whole.</param>
internal sealed record SignUpRow(SignUp SignUp, Round Round, string Name, string Phone, string? Unit);
