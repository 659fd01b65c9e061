using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Modular.Appraisal.Data;
using Modular.Appraisal.Domain;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Secrets;

namespace Modular.Appraisal.Survey;

/// <summary>Codes for a questionnaire, and its close.</summary>
internal sealed class RunSurvey(AppraisalDb db, PersonalData personal)
{
    public const int MostCodes = 5000;

    /// <returns>New codes, shown once.</returns>
    public Task<IReadOnlyList<string>> Codes(long id, int count, CancellationToken cancel) =>
        db.InTransaction<IReadOnlyList<string>>(
            async () =>
            {
                var round = await MoveRound.Find(db, id, RoundKind.Questionnaire, cancel);
                if (round.State is not (RoundState.Draft or RoundState.Open))
                    throw new RuleBroken("rounds.not-open");
                if (count is < 1 or > MostCodes)
                    throw new RuleBroken("survey.codes", MostCodes) { Field = "Codes" };
                var codes = Enumerable.Range(0, count).Select(_ => SecretCode.New()).ToList();
                await Rows.Insert(
                    db,
                    codes
                        .Select(c => new Ticket { RoundId = id, Hash = AnswerSurvey.Hash(c) })
                        .OrderBy(t => t.Hash, StringComparer.Ordinal)
                        .ToList(),
                    cancel
                );
                db.Record("round.codes-made", $"round:{id}", after: new { count });
                await db.SaveChangesAsync(cancel);
                return codes;
            },
            cancel
        );

    /// <summary>
    /// Opens the replies and parts them from the codes for good: both are written again, the replies under fresh random
    /// keys, each in the order of its own key; envelopes, their key and what was kept of addresses go in the same
    /// transaction.
    /// </summary>
    public async Task Close(long id, int version, CancellationToken cancel)
    {
        await db.InTransaction(
            async () =>
            {
                if (db.IsSqlite)
                    await db.Database.ExecuteSqlRawAsync("PRAGMA secure_delete=ON", cancel);
                int won = await db
                    .Rounds.Where(r =>
                        r.Id == id
                        && r.Version == version
                        && r.State == RoundState.Open
                        && r.Kind == RoundKind.Questionnaire
                    )
                    .ExecuteUpdateAsync(
                        set =>
                            set.SetProperty(r => r.State, RoundState.Closed)
                                .SetProperty(r => r.Version, r => r.Version + 1),
                        cancel
                    );
                if (won == 0)
                    throw new RuleBroken("rule.changed-meanwhile");
                var replies = await db.Replies.AsNoTracking().Where(r => r.RoundId == id).ToListAsync(cancel);
                var tickets = await db
                    .Tickets.AsNoTracking()
                    .Where(t => t.RoundId == id)
                    .OrderBy(t => t.Hash)
                    .ToListAsync(cancel);
                var sheet = await db.Surveys.AsNoTracking().SingleAsync(x => x.RoundId == id, cancel);
                if (sheet.Sealed)
                    replies.AddRange(await Opened(sheet, cancel));
                var addresses = await db
                    .SurveyAddresses.AsNoTracking()
                    .Where(a => a.RoundId == id)
                    .Select(a => a.Replies)
                    .ToListAsync(cancel);
                await db.SealedReplies.Where(r => r.RoundId == id).ExecuteDeleteAsync(cancel);
                await db.SurveyAddresses.Where(a => a.RoundId == id).ExecuteDeleteAsync(cancel);
                await Forget(sheet, addresses, cancel);
                await db.Replies.Where(r => r.RoundId == id).ExecuteDeleteAsync(cancel);
                await db.Tickets.Where(t => t.RoundId == id).ExecuteDeleteAsync(cancel);
                await Rows.Insert(
                    db,
                    replies
                        .Select(r => new Reply
                        {
                            RoundId = id,
                            Key = RandomNumberGenerator.GetBytes(16),
                            SubjectId = r.SubjectId,
                            Body = r.Body,
                            Paper = r.Paper,
                        })
                        .OrderBy(r => Convert.ToHexString(r.Key), StringComparer.Ordinal)
                        .ToList(),
                    cancel
                );
                await Rows.Insert(
                    db,
                    tickets.ConvertAll(t => new Ticket
                    {
                        RoundId = id,
                        Hash = t.Hash,
                        UsedOn = t.UsedOn,
                    }),
                    cancel
                );
                db.Record(
                    "round.closed",
                    $"round:{id}",
                    after: new { State = RoundState.Closed, Replies = replies.Count }
                );
                await db.SaveChangesAsync(cancel);
            },
            cancel
        );
        if (db.IsSqlite)
            await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)", cancel);
        else
            foreach (string table in new[] { "reply", "ticket", "sealed_reply", "survey_address", "survey_sheet" })
                await db.Database.ExecuteSqlRawAsync($"VACUUM appraisal.{table}", cancel);
    }

    private async Task<List<Reply>> Opened(SurveySheet sheet, CancellationToken cancel)
    {
        using var key = SurveyEnvelope.Unlock(sheet, personal);
        var envelopes = await db
            .SealedReplies.AsNoTracking()
            .Where(r => r.RoundId == sheet.RoundId)
            .ToListAsync(cancel);
        return envelopes.ConvertAll(e => SurveyEnvelope.Open(key, e));
    }

    /// <summary>
    /// The key and the salt go; the numbers stay. That replies were sealed stays known by the public half.
    /// </summary>
    private Task Forget(SurveySheet sheet, IReadOnlyList<int> addresses, CancellationToken cancel)
    {
        int? from = sheet.AddressSalt is null ? null : addresses.Count,
            most = addresses.Count == 0 ? null : addresses.Max();
        return db
            .Surveys.Where(x => x.RoundId == sheet.RoundId)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(x => x.PrivateKey, (string?)null)
                        .SetProperty(x => x.AddressSalt, (byte[]?)null)
                        .SetProperty(x => x.Addresses, from)
                        .SetProperty(x => x.MostOfOne, most),
                cancel
            );
    }
}
