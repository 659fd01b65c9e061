namespace Modular.Appraisal.Survey;

/// <summary>Figures of a questionnaire as lines of a table, and the words of its answers.</summary>
internal static class SurveyLines
{
    /// <summary>Question, answer, count, share of those who answered, mean.</summary>
    public static IEnumerable<IReadOnlyList<object?>> Of(SurveyResult survey)
    {
        foreach (var f in survey.Figures)
        {
            string name = $"{f.Question.Place + 1}. {f.Question.Text}";
            foreach (string text in f.Texts)
                yield return [name, text, null, null, null];
            foreach (var (answer, count) in Answers(f.Question).Zip(f.Counts))
                yield return
                [
                    name,
                    answer,
                    count,
                    f.Answered == 0 ? null : Math.Round((double)count / f.Answered, 4),
                    f.Mean,
                ];
            for (int row = 0; row < f.Table.Count; row++)
                yield return [name, f.Question.Lines[row], f.Table[row].Sum(), null, f.Means[row]];
        }
    }

    /// <summary>What could be answered, in order: options, or the marks of a scale.</summary>
    public static IReadOnlyList<string> Answers(Question q) =>
        q.Kind is QuestionKind.Choice or QuestionKind.Multiple ? q.Lines
        : q.Kind == QuestionKind.Scale ? [.. Enumerable.Range(q.Least, q.Most - q.Least + 1).Select(m => Mark(q, m))]
        : [];

    /// <summary>A mark, with the words of the ends where there are any.</summary>
    public static string Mark(Question q, int mark) =>
        q.Kind == QuestionKind.Scale && q.Lines.Length == 2 && (mark == q.Least || mark == q.Most)
            ? $"{mark} {q.Lines[mark == q.Least ? 0 : 1]}"
            : $"{mark}";

    /// <exception cref="Kernel.Rules.RuleBroken">The form was tampered with.</exception>
    public static byte[] Key(string? hex) =>
        hex is { Length: 32 } && hex.All(char.IsAsciiHexDigit)
            ? Convert.FromHexString(hex)
            : throw new Kernel.Rules.RuleBroken("ballots.form-wrong");
}
