using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Modular.Appraisal.Data;
using Modular.Appraisal.Domain;
using Modular.Kernel.Plugins;
using Modular.Kernel.Rules;
using Modular.Kernel.Texts;

namespace Modular.Appraisal.Survey;

/// <summary>
/// What of the replies goes to the method: every answer on a scale, under its question's number and words.
/// </summary>
internal static class SurveyInput
{
    public static async Task<RoundInput> Of(AppraisalDb db, Round round, CancellationToken cancel)
    {
        var sheet = await db.Surveys.AsNoTracking().SingleAsync(s => s.RoundId == round.Id, cancel);
        var questions = await db
            .Questions.AsNoTracking()
            .Where(q => q.RoundId == round.Id)
            .OrderBy(q => q.Place)
            .ToListAsync(cancel);
        var subjects = await db
            .Subjects.AsNoTracking()
            .Where(s => s.RoundId == round.Id)
            .ToDictionaryAsync(s => s.SubjectId, s => s.Code, cancel);
        var replies = await InOrder(db, round.Id, cancel);
        if (replies.Count < sheet.Minimum)
            throw new RuleBroken("survey.too-few", sheet.Minimum);
        var scales = Scales(questions);
        if (scales.Count == 0)
            throw new RuleBroken("survey.no-scale");
        var enough = replies
            .GroupBy(r => r.SubjectId)
            .Where(g => g.Count() >= sheet.Minimum)
            .Select(g => g.Key)
            .ToHashSet();
        var rows = new List<ScoreRow>();
        for (int i = 0; i < replies.Count; i++)
        {
            if (!enough.Contains(replies[i].SubjectId))
                continue;
            var body = JsonNode.Parse(replies[i].Body)!;
            foreach (var (name, question, row) in scales)
                if (body[$"{question.Place}"] is { } answer && (row is { } at ? answer[at] : answer) is { } value)
                    rows.Add(
                        new($"r{i + 1:000000}", subjects[replies[i].SubjectId], name, value.GetValue<int>(), null)
                    );
        }

        // A line of a subject that few answered would show them in its mean.
        var few = rows.GroupBy(r => (r.Subject, r.Criterion))
            .Where(g => g.Count() < sheet.Minimum)
            .Select(g => g.Key)
            .ToHashSet();
        rows.RemoveAll(r => few.Contains((r.Subject, r.Criterion)));
        return rows.Count == 0
            ? throw new RuleBroken("survey.too-few", sheet.Minimum)
            : new(rows, [.. subjects.Values]);
    }

    /// <summary>By their random keys, which tell nothing.</summary>
    public static async Task<List<Reply>> InOrder(AppraisalDb db, long round, CancellationToken cancel) =>
        [
            .. (await db.Replies.AsNoTracking().Where(r => r.RoundId == round).ToListAsync(cancel)).OrderBy(
                r => Convert.ToHexString(r.Key),
                StringComparer.Ordinal
            ),
        ];

    /// <summary>Questions on a scale, and the rows of matrices, by the names they have with the method.</summary>
    public static IReadOnlyList<(string Name, Question Question, int? Row)> Scales(IEnumerable<Question> questions) =>
        [
            .. questions
                .Where(q => q.Kind is QuestionKind.Scale or QuestionKind.Matrix)
                .SelectMany(q =>
                    q.Kind == QuestionKind.Scale
                        ? [(Plain.Cut($"{q.Place + 1}. {q.Text}", 60), q, (int?)null)]
                        : q.Lines.Select((line, i) => (Plain.Cut($"{q.Place + 1}.{i + 1} {line}", 60), q, (int?)i))
                ),
        ];
}
