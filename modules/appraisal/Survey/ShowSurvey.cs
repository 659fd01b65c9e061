using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Modular.Appraisal.Data;
using Modular.Appraisal.Domain;
using Modular.Kernel.Data;
using Modular.Kernel.Plugins;
using Modular.Kernel.Rules;

namespace Modular.Appraisal.Survey;

/// <summary>
/// A questionnaire as who runs it sees it. Figures only after the close, and none that rests on too few.
/// </summary>
internal sealed class ShowSurvey(AppraisalDb db)
{
    /// <param name="subject">Only about this subject; null for all.</param>
    public async Task<SurveyResult> Show(long id, long? subject, CancellationToken cancel) =>
        await View(
            await db
                .Rounds.AsNoTracking()
                .SingleOrDefaultAsync(r => r.Id == id && r.Kind == RoundKind.Questionnaire, cancel)
                ?? throw new NotFound(),
            subject,
            cancel
        );

    public async Task<SurveyResult> Published(long id, CancellationToken cancel) =>
        await View(
            await db
                .Rounds.IgnoreQueryFilters([ModuleDb.ScopeFilter])
                .AsNoTracking()
                .SingleOrDefaultAsync(
                    r =>
                        r.Id == id
                        && r.Kind == RoundKind.Questionnaire
                        && (r.State == RoundState.Published || r.State == RoundState.Archived),
                    cancel
                )
                ?? throw new NotFound(),
            null,
            cancel
        );

    private async Task<SurveyResult> View(Round round, long? subject, CancellationToken cancel)
    {
        long id = round.Id;
        var sheet = await db.Surveys.AsNoTracking().SingleAsync(s => s.RoundId == id, cancel);
        var questions = await db
            .Questions.AsNoTracking()
            .Where(q => q.RoundId == id)
            .OrderBy(q => q.Place)
            .ToListAsync(cancel);
        var counts = await db
            .Replies.AsNoTracking()
            .Where(r => r.RoundId == id)
            .GroupBy(r => new { r.SubjectId, r.Paper })
            .Select(g => new
            {
                g.Key.SubjectId,
                g.Key.Paper,
                Count = g.Count(),
            })
            .ToListAsync(cancel);
        // While they lie in envelopes their number is known, and nothing else.
        int replies = counts.Sum(c => c.Count) + await db.SealedReplies.CountAsync(r => r.RoundId == id, cancel);
        bool closed = round.State > RoundState.Open;
        var bySubject = counts.GroupBy(c => c.SubjectId).ToDictionary(g => g.Key, g => g.Sum(c => c.Count));
        var figures = new List<QuestionFigures>();
        if (closed)
        {
            // Subjects with too few stay out of the whole as well: whole less part would show them.
            var enough = bySubject.Where(s => s.Value >= sheet.Minimum).Select(s => s.Key).ToHashSet();
            var all = (await SurveyInput.InOrder(db, id, cancel))
                .Where(r => enough.Contains(r.SubjectId))
                .Select(r => (r.SubjectId, r.Key, Body: (JsonObject)JsonNode.Parse(r.Body)!))
                .ToList();
            var part = all.Where(r => subject is null || r.SubjectId == subject).ToList();
            if (part.Count >= sheet.Minimum)
                foreach (var q in questions)
                {
                    // The same for each question: a part is shown only where no other part of it is too small to be.
                    bool apart =
                        subject is null
                        || all.GroupBy(r => r.SubjectId)
                            .Select(g => g.Count(r => r.Body[$"{q.Place}"] is not null))
                            .All(n => n == 0 || n >= sheet.Minimum);
                    figures.Add(
                        apart ? Figures(q, Shuffled(part, id, q), sheet.Minimum) : new(q, 0, [], [], null, [], [])
                    );
                }
        }

        var result = await db
            .Results.AsNoTracking()
            .Where(r => r.RoundId == id && r.Edition == round.Edition)
            .SingleOrDefaultAsync(cancel);
        return new(
            round,
            sheet,
            questions,
            await db.Subjects.AsNoTracking().Where(x => x.RoundId == id).OrderBy(x => x.Code).ToListAsync(cancel),
            replies,
            counts.Where(c => c.Paper).Sum(c => c.Count),
            await db.Tickets.CountAsync(t => t.RoundId == id, cancel),
            await db.Tickets.CountAsync(t => t.RoundId == id && t.UsedOn != null, cancel),
            figures,
            bySubject,
            result,
            result is null
                ? null
                : System.Text.Json.JsonSerializer.Deserialize<Computation>(result.Body, RunnerJson.Options)
        );
    }

    /// <summary>In an order of each question's own: one line of two lists must not be one person.</summary>
    private static List<JsonObject> Shuffled(
        List<(long Subject, byte[] Key, JsonObject Body)> replies,
        long round,
        Question q
    ) =>
        [
            .. replies
                .OrderBy(
                    r =>
                        Convert.ToHexString(
                            SHA256.HashData([
                                .. BitConverter.GetBytes(round),
                                .. BitConverter.GetBytes(q.Place),
                                .. r.Key,
                            ])
                        ),
                    StringComparer.Ordinal
                )
                .Select(r => r.Body),
        ];

    private static QuestionFigures Figures(Question q, List<JsonObject> bodies, int least)
    {
        var answers = bodies.Select(b => b[$"{q.Place}"]).OfType<JsonNode>().ToList();
        int options = q.Lines.Length,
            steps = q.Most - q.Least + 1;
        // A branch few took says who took it.
        if (answers.Count < least)
            return new(q, answers.Count, [], [], null, [], []);
        switch (q.Kind)
        {
            case QuestionKind.Choice:
                return new(q, answers.Count, Count(answers.Select(a => a.GetValue<int>()), options), [], null, [], []);
            case QuestionKind.Multiple:
                return new(
                    q,
                    answers.Count,
                    Count(answers.SelectMany(a => a.AsArray().Select(x => x!.GetValue<int>())), options),
                    [],
                    null,
                    [],
                    []
                );
            case QuestionKind.Scale:
                return new(
                    q,
                    answers.Count,
                    Count(answers.Select(a => a.GetValue<int>() - q.Least), steps),
                    [],
                    answers.Average(a => a.GetValue<int>()),
                    [],
                    []
                );
            case QuestionKind.Text:
                return new(q, answers.Count, [], [], null, [], [.. answers.Select(a => a.GetValue<string>())]);
            case QuestionKind.Matrix:
                var rows = Enumerable
                    .Range(0, options)
                    .Select(r => answers.Select(a => a[r]).OfType<JsonNode>().Select(x => x.GetValue<int>()).ToList())
                    .ToList();
                return new(
                    q,
                    answers.Count,
                    [],
                    [.. rows.Select(r => Count(r.Select(v => v - q.Least), steps))],
                    null,
                    [.. rows.Select(r => r.Count < least ? (double?)null : r.Average())],
                    []
                );
            default:
                var places = Enumerable
                    .Range(0, options)
                    .Select(o => answers.ConvertAll(a => a[o]!.GetValue<int>()))
                    .ToList();
                return new(
                    q,
                    answers.Count,
                    [],
                    [.. places.Select(p => Count(p.Select(v => v - 1), options))],
                    null,
                    [.. places.Select(p => (double?)p.Average())],
                    []
                );
        }
    }

    private static int[] Count(IEnumerable<int> values, int slots)
    {
        int[] counts = new int[slots];
        foreach (int value in values)
            counts[value]++;
        return counts;
    }
}

/// <param name="Counts">
/// By option, or by mark from the least up; for a matrix by row and mark; for a rank by option and place.
/// </param>
/// <param name="Mean">
/// Mean mark of a scale; of each row or option for a matrix or rank in <paramref name="Means"/>.
/// </param>
internal sealed record QuestionFigures(
    Question Question,
    int Answered,
    IReadOnlyList<int> Counts,
    IReadOnlyList<IReadOnlyList<int>> Table,
    double? Mean,
    IReadOnlyList<double?> Means,
    IReadOnlyList<string> Texts
);

internal sealed record SurveyResult(
    Round Round,
    SurveySheet Sheet,
    IReadOnlyList<Question> Questions,
    IReadOnlyList<Subject> Subjects,
    int Replies,
    int Paper,
    int Codes,
    int Used,
    IReadOnlyList<QuestionFigures> Figures,
    IReadOnlyDictionary<long, int> BySubject,
    RoundResult? Result,
    Computation? Computation
);
