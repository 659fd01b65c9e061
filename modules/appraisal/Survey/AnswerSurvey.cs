using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Modular.Appraisal.Data;
using Modular.Appraisal.Domain;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Plugins;
using Modular.Kernel.Rules;
using Modular.Kernel.Secrets;
using Modular.Kernel.Texts;

namespace Modular.Appraisal.Survey;

/// <summary>Answering a questionnaire, by link, by a code that answers once, or by staff from paper.</summary>
internal sealed class AnswerSurvey(AppraisalDb db, PersonalData personal, TimeProvider clock)
{
    public const int TextLength = 1000;

    private IQueryable<Round> Rounds =>
        db
            .Rounds.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .AsNoTracking()
            .Where(r => r.Kind == RoundKind.Questionnaire);

    /// <summary>Null where there is none or it is not open today.</summary>
    public async Task<SurveyView?> Find(long id, CancellationToken cancel)
    {
        var today = clock.Today();
        var round = await Rounds.SingleOrDefaultAsync(
            r =>
                r.Id == id
                && r.State == RoundState.Open
                && (r.OpensOn == null || r.OpensOn <= today)
                && (r.ClosesOn == null || r.ClosesOn >= today),
            cancel
        );
        return round is null
            ? null
            : new(
                round,
                await db.Surveys.AsNoTracking().SingleAsync(s => s.RoundId == id, cancel),
                await db.Questions.AsNoTracking().Where(q => q.RoundId == id).OrderBy(q => q.Place).ToListAsync(cancel),
                await db.Subjects.AsNoTracking().Where(s => s.RoundId == id).OrderBy(s => s.Code).ToListAsync(cancel)
            );
    }

    /// <returns>Null where no open questionnaire knows the code.</returns>
    /// <exception cref="RuleBroken">It has answered.</exception>
    /// <param name="key">Of a form sent again; what it brought is there already.</param>
    public async Task<SurveyView?> ByCode(string code, CancellationToken cancel, byte[]? key = null)
    {
        string hash = Hash(code);
        var ticket = await db.Tickets.AsNoTracking().SingleOrDefaultAsync(t => t.Hash == hash, cancel);
        if (ticket is null || await Find(ticket.RoundId, cancel) is not { } view)
            return null;
        bool answered = key is not null && await Taken(ticket.RoundId, key, cancel);
        return ticket.UsedOn is null || answered
            ? view with
            {
                Code = code,
            }
            : throw new RuleBroken("survey.code-used") { Field = "code" };
    }

    /// <param name="key">Made with the form: the same form sent twice is one reply.</param>
    /// <param name="given">Fields by name, as in <c>_Questions</c>.</param>
    /// <param name="address">Where a reply by link came from: counted by a digest, and not kept.</param>
    public async Task Save(
        SurveyView view,
        long subject,
        byte[] key,
        Func<string, IReadOnlyList<string>> given,
        bool paper,
        CancellationToken cancel,
        IPAddress? address = null
    )
    {
        if (view.Sheet.Door == SurveyDoor.Code && view.Code is null)
            throw new RuleBroken("survey.code-needed") { Field = "Code" };
        if (view.Subjects.All(s => s.SubjectId != subject))
            throw new RuleBroken("survey.subject") { Field = "Subject" };
        if (key.Length != 16)
            throw new RuleBroken("ballots.form-wrong");
        string body = Read(view.Questions, given).ToJsonString(RunnerJson.Options);
        try
        {
            await db.InTransaction(
                async () =>
                {
                    await RoundLock.StillOpen(db, view.Round.Id, "survey.closed", cancel);
                    if (view.Code is { } code)
                    {
                        var (hash, today) = (Hash(code), clock.Today());
                        // Compare-and-swap: of two sheets with one code the first counts.
                        if (
                            await db
                                .Tickets.Where(t => t.RoundId == view.Round.Id && t.Hash == hash && t.UsedOn == null)
                                .ExecuteUpdateAsync(set => set.SetProperty(t => t.UsedOn, today), cancel) == 0
                        )
                        {
                            // The very form that used it, sent again, is told what the first was.
                            if (await Taken(view.Round.Id, key, cancel))
                                return;
                            throw new RuleBroken("survey.code-used") { Field = "code" };
                        }
                    }

                    if (view is { Sheet.Sealed: true, Code: { } own })
                        db.SealedReplies.Add(
                            new()
                            {
                                RoundId = view.Round.Id,
                                Hash = Hash(own),
                                Key = key,
                                Content = SurveyEnvelope.Seal(
                                    view.Sheet,
                                    view.Questions,
                                    Hash(own),
                                    subject,
                                    body,
                                    paper
                                ),
                            }
                        );
                    else
                        db.Replies.Add(
                            new()
                            {
                                RoundId = view.Round.Id,
                                Key = key,
                                SubjectId = subject,
                                Body = body,
                                Paper = paper,
                            }
                        );
                    await db.SaveChangesAsync(cancel);
                    if (!paper && address is not null && view.Sheet.AddressSalt is { } salt)
                        await CountAddress(view.Round.Id, salt, address, cancel);
                },
                cancel
            );
        }
        catch (DbUpdateException problem) when (!Outage.Is(problem))
        {
            // The form was sent twice; the first is there.
            db.Discard();
            if (!await Taken(view.Round.Id, key, cancel))
                throw;
        }
    }

    private async Task<bool> Taken(long round, byte[] key, CancellationToken cancel) =>
        await db.Replies.AnyAsync(r => r.RoundId == round && r.Key == key, cancel)
        || await db.SealedReplies.AnyAsync(r => r.RoundId == round && r.Key == key, cancel);

    /// <summary>
    /// One more from this address. A network of version 6 hands out whole spans of addresses to one home: the span
    /// counts as one.
    /// </summary>
    private async Task CountAddress(long round, byte[] salt, IPAddress address, CancellationToken cancel)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        byte[] bytes = address.GetAddressBytes();
        string digest = personal.Digest(
            "survey-address",
            Convert.ToHexString([.. salt, .. bytes.AsSpan(0, Math.Min(8, bytes.Length))])
        );
        if (
            await db
                .SurveyAddresses.Where(a => a.RoundId == round && a.Digest == digest)
                .ExecuteUpdateAsync(set => set.SetProperty(a => a.Replies, a => a.Replies + 1), cancel) > 0
        )
            return;
        // Two first replies at once from one address: the second finds the row of the first and adds to it.
        string table = db.IsSqlite ? "appraisal_survey_address" : "appraisal.survey_address";
        await using var command = Rows.Command(
            db,
            $"INSERT INTO {table} (round_id, digest, replies) VALUES (@round, @digest, 1) ON CONFLICT "
                + $"(round_id, digest) DO UPDATE SET replies = {table}.replies + 1",
            ("@round", round),
            ("@digest", digest)
        );
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>
    /// Answers to the questions that were to be asked; what a condition leaves out is not kept though it was sent.
    /// </summary>
    private static JsonObject Read(IReadOnlyList<Question> questions, Func<string, IReadOnlyList<string>> given)
    {
        var answers = new JsonObject();
        foreach (var q in questions)
        {
            if (!Asked(q, answers, questions))
                continue;
            var answer = One(q, given);
            if (answer is null && q.Required)
                throw new RuleBroken("survey.required", q.Place + 1, q.Text) { Field = $"q{q.Place}" };
            if (answer is not null)
                answers[$"{q.Place}"] = answer;
        }

        return answers.Count == 0 ? throw new RuleBroken("survey.empty") : answers;
    }

    private static bool Asked(Question q, JsonObject answers, IReadOnlyList<Question> questions)
    {
        if (q.IfPlace is not { } place)
            return true;
        return questions[place].Kind == QuestionKind.Multiple
            ? answers[$"{place}"] is JsonArray chosen && chosen.Any(c => c!.GetValue<int>() == q.IfOption)
            : answers[$"{place}"]?.GetValue<int>() == q.IfOption;
    }

    private static JsonNode? One(Question q, Func<string, IReadOnlyList<string>> given)
    {
        string name = $"q{q.Place}";
        int options = q.Lines.Length;
        int? Figure(string field, int least, int most) =>
            given(field).FirstOrDefault(v => v.Length > 0) is not { } text ? null
            : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value)
            && value >= least
            && value <= most
                ? value
            : throw new RuleBroken("survey.answer", q.Place + 1) { Field = name };
        switch (q.Kind)
        {
            case QuestionKind.Choice:
                return Figure(name, 0, options - 1) is { } chosen ? JsonValue.Create(chosen) : null;
            case QuestionKind.Scale:
                return Figure(name, q.Least, q.Most) is { } mark ? JsonValue.Create(mark) : null;
            case QuestionKind.Text:
                return given(name).FirstOrDefault() is { } text && !string.IsNullOrWhiteSpace(text)
                    ? JsonValue.Create(Plain.Cut(Plain.Clean(text).Trim(), TextLength))
                    : null;
            case QuestionKind.Multiple:
                var all = given(name)
                    .Where(v => v.Length > 0)
                    .Select(v =>
                        int.TryParse(v, CultureInfo.InvariantCulture, out int at) && at >= 0 && at < options
                            ? at
                            : throw new RuleBroken("survey.answer", q.Place + 1) { Field = name }
                    )
                    .Distinct()
                    .Order()
                    .ToList();
                return all.Count == 0 ? null : new JsonArray([.. all.Select(a => (JsonNode)JsonValue.Create(a))]);
            case QuestionKind.Matrix:
                var rows = Enumerable.Range(0, options).Select(r => Figure($"{name}r{r}", q.Least, q.Most)).ToList();
                if (rows.TrueForAll(r => r is null))
                    return null;
                // A required matrix is answered row by row.
                return q.Required && rows.Contains(null)
                    ? null
                    : new JsonArray([.. rows.Select(r => r is { } v ? (JsonNode?)JsonValue.Create(v) : null)]);
            default:
                var places = Enumerable.Range(0, options).Select(o => Figure($"{name}o{o}", 1, options)).ToList();
                if (places.TrueForAll(p => p is null))
                    return null;
                if (places.Contains(null) || places.Distinct().Count() < options)
                    throw new RuleBroken("survey.rank", q.Place + 1, options) { Field = name };
                return new JsonArray([.. places.Select(p => (JsonNode)JsonValue.Create(p!.Value))]);
        }
    }

    public static byte[] NewKey() => RandomNumberGenerator.GetBytes(16);

    public static string Hash(string code) => Convert.ToHexStringLower(SecretCode.Hash(code));
}

/// <summary>What one who answers sees: the questions, and what there is to say something about.</summary>
internal sealed record SurveyView(
    Round Round,
    SurveySheet Sheet,
    IReadOnlyList<Question> Questions,
    IReadOnlyList<Subject> Subjects
)
{
    public string? Code { get; init; }
}
