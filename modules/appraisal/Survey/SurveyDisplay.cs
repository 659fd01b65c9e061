using Modular.Appraisal.Results;
using Modular.Kernel.Texts;

namespace Modular.Appraisal.Survey;

/// <summary>Means of a matrix and of a rank, drawn a hundred wide and said.</summary>
internal static class SurveyDisplay
{
    /// <summary>A mean mark on its scale; of a rank the mean place, the first at the full width.</summary>
    public static int Width(Question q, double mean)
    {
        double part =
            q.Kind == QuestionKind.Matrix
                ? (mean - q.Least) / (q.Most - q.Least)
                : (q.Lines.Length - mean) / Math.Max(1, q.Lines.Length - 1);
        return (int)(100 * part);
    }

    public static string Mean(Words words, Question q, double mean) =>
        words[q.Kind == QuestionKind.Matrix ? "survey.mean" : "survey.place", FigureDisplay.Exact(mean)];
}
