using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Rendering;
using Modular.Appraisal.Domain;
using Modular.Appraisal.Results;
using Modular.Kernel.Texts;

namespace Modular.Appraisal.TwoWay;

internal static class TwoWayDisplay
{
    public static readonly IReadOnlyList<string> Sides = ["a", "b"];

    /// <summary>Whether the two sides return what they get, in a sentence.</summary>
    public static string Reciprocity(Words words, TwoWayView view) =>
        view.Reciprocity is not { } rho
            ? words["twoway.reciprocity.unknown"]
            : words[
                view.P < 0.05 && rho > 0 ? "twoway.reciprocity.seen" : "twoway.reciprocity.none",
                FigureDisplay.Short(rho),
                FigureDisplay.Score(view.P)
            ];

    /// <summary>What was sent and refused; it is shown again in place of what is kept.</summary>
    public static IFormCollection? Refused(ViewContext view) =>
        view.HttpContext.Request.HasFormContentType && !view.ViewData.ModelState.IsValid
            ? view.HttpContext.Request.Form
            : null;

    /// <summary>What stands in a field of the sheet.</summary>
    public static string Entered(PartySheet sheet, IFormCollection? sent, Party to, Criterion line)
    {
        string name = ScoreEachOther.Field(to, line);
        if (sent?.ContainsKey(name) == true)
            return sent[name].ToString();
        return sheet.Scores.TryGetValue((to.Number, line.Place), out long given) ? FigureDisplay.Mark(given) : "";
    }
}
