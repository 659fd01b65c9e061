using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Modular.Appraisal.Survey;

namespace Modular.Appraisal.Pages.Surveys;

internal sealed class QuestionForm
{
    public QuestionKind Kind { get; set; } = QuestionKind.Scale;

    [StringLength(300)]
    public string? Text { get; set; }

    [StringLength(2000)]
    public string? Options { get; set; }
    public int Least { get; set; } = 1;
    public int Most { get; set; } = 5;
    public bool Required { get; set; } = true;

    /// <summary>
    /// Place of the earlier question and of its option, both from 0, separated by a colon; empty asks always.
    /// </summary>
    [StringLength(9)]
    public string? If { get; set; }

    public (int? Question, int? Option) Condition =>
        If?.Split(':') is [var q, var o]
        && int.TryParse(q, CultureInfo.InvariantCulture, out int question)
        && int.TryParse(o, CultureInfo.InvariantCulture, out int option)
            ? (question, option)
            : (null, null);
}
