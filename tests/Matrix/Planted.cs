using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Modular.Matrix.Tests;

/// <summary>
/// The form a page shows for a handler, filled in where it is empty, with fields added that no form has: what is
/// written of those was believed without having been asked for.
/// </summary>
internal static class Planted
{
    private static readonly string[] Names =
    [
        "Id",
        "Number",
        "UnitId",
        "UnitPath",
        "HandlerUnitId",
        "HandlerPath",
        "State",
        "Score",
        "ScoreMicro",
        "Points",
        "Rank",
        "Role",
        "Roles",
        "AccountId",
        "OwnerId",
        "CreatedBy",
        "By",
        "ApprovedAt",
        "DecidedBy",
        "PublishedBy",
        "ComputedById",
        "Supports",
        "LimitDays",
        "DueOn",
        "Major",
        "ProjectId",
        "RoundId",
        "Demonstration",
        "PasswordHash",
        "SecurityStamp",
        "Disabled",
        "Signed",
        "Hash",
        "Code",
    ];

    private static readonly string[] Before =
    [
        "",
        "Input.",
        "View.",
        "Need.",
        "View.Need.",
        "Project.",
        "View.Project.",
        "Round.",
        "View.Round.",
    ];

    public static List<KeyValuePair<string, string>> Form(
        string page,
        string handler,
        string route,
        IReadOnlyList<KeyValuePair<string, string>> shape
    )
    {
        var fields = Shown(page, handler);
        foreach (var (name, value) in shape)
        {
            int at = fields.FindIndex(f => f.Key == name);
            if (at < 0)
                fields.Add(new(name, value));
            else if (fields[at].Value.Length == 0)
                fields[at] = new(name, value);
        }

        var known = fields.Select(f => f.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (string prefix in Before)
        foreach (string name in Names.Select(n => prefix + n).Where(n => !known.Contains(n)))
        {
            // What is in the route says which thing is meant; a form that said otherwise would only not be found.
            if (route.Contains($"{{{name}", StringComparison.OrdinalIgnoreCase))
                continue;
            fields.Add(
                new(
                    name,
                    name.EndsWith("By", StringComparison.Ordinal) || name.EndsWith("Path", StringComparison.Ordinal)
                        ? Writes.PlantedWord
                        : Writes.PlantedNumber
                )
            );
        }

        return fields;
    }

    private static List<KeyValuePair<string, string>> Shown(string page, string handler)
    {
        var fields = new List<KeyValuePair<string, string>>();
        var document = new HtmlParser().ParseDocument(page);
        var form = document.Forms.FirstOrDefault(f =>
            f.Method == "post"
            && (
                handler == "-"
                    ? f.GetAttribute("action")?.Contains("handler=", StringComparison.Ordinal) != true
                        && f.ClassList.Contains("form")
                    : f.GetAttribute("action")?.Contains($"handler={handler}", StringComparison.OrdinalIgnoreCase)
                        == true
            )
        );
        foreach (var element in form?.Elements ?? Enumerable.Empty<IElement>())
        {
            if (
                element.GetAttribute("name") is not { Length: > 0 } name
                || name.StartsWith("__", StringComparison.Ordinal)
            )
                continue;
            if (element is IHtmlInputElement { Type: "checkbox" or "radio" } box && !box.IsChecked)
                continue;
            if (element is IHtmlInputElement { Type: "file" or "submit" } or IHtmlButtonElement)
                continue;
            string value = element switch
            {
                IHtmlInputElement input => input.Value,
                IHtmlTextAreaElement area => area.Value,
                IHtmlSelectElement select => select.Value ?? "",
                _ => "",
            };
            fields.Add(new(name, value));
        }

        return fields;
    }
}
