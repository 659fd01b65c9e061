using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Modular.Kernel.Texts;

namespace Modular.Kernel.Ui;

/// <summary>
/// One form field as every form shows it: label above, help beneath, error beside it and tied to it for screen readers,
/// what was typed kept. <c>&lt;field for="Input.Title" label="needs.title" /&gt;</c>
/// </summary>
[HtmlTargetElement("field", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class FieldTagHelper(Words words) : TagHelper
{
    [HtmlAttributeName("for")]
    public ModelExpression For { get; set; } = null!;
    public string Label { get; set; } = "";
    public string? Help { get; set; }
    public string Kind { get; set; } = "text";
    public int Rows { get; set; } = 5;
    public IEnumerable<SelectListItem>? Items { get; set; }
    public string? Autocomplete { get; set; }
    public string? Inputmode { get; set; }
    public string? Accept { get; set; }
    public bool Autofocus { get; set; }

    /// <summary>For fields one of several forms of a page needs: the shape of the input cannot say so there.</summary>
    public bool Required { get; set; }
    public bool Multiple { get; set; }

    /// <summary>May be left open now, but is needed later; the text key says when, in place of "optional".</summary>
    public string? Later { get; set; }

    /// <summary>
    /// Of an area whose lines are <c>name | span | help | marks</c>: with script they become rows of fields with these
    /// headings, separated by |.
    /// </summary>
    public string? Lines { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext View { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var encoder = Markup.Encoder;
        string name = View.ViewData.TemplateInfo.GetFullHtmlFieldName(For.Name),
            id = name.Replace('.', '_').Replace('[', '_').Replace(']', '_');
        View.ViewData.ModelState.TryGetValue(name, out var state);
        string? value = Kind == "file" ? null : state?.AttemptedValue ?? Text(For.Model);
        string? error = state?.Errors.FirstOrDefault()?.ErrorMessage;
        bool required = Required || For.Metadata.ValidatorMetadata.OfType<RequiredAttribute>().Any();
        int? most = For.Metadata.ValidatorMetadata.OfType<StringLengthAttribute>().FirstOrDefault()?.MaximumLength;
        var described = string.Join(
            ' ',
            new[] { Help is null ? null : $"{id}-help", error is null ? null : $"{id}-error" }.OfType<string>()
        );
        var attributes = new StringBuilder($"id=\"{id}\" name=\"{name}\"");
        if (described.Length > 0)
            attributes.Append($" aria-describedby=\"{described}\"");
        if (error is not null)
            attributes.Append(" aria-invalid=\"true\"");
        if (required && Kind != "check")
            attributes.Append(" required");
        if (most is not null && Kind is "text" or "area" or "tel")
            attributes.Append($" maxlength=\"{most}\"");
        if (Autocomplete is not null)
            attributes.Append($" autocomplete=\"{Autocomplete}\"");
        if (Inputmode is not null)
            attributes.Append($" inputmode=\"{Inputmode}\"");
        if (Accept is not null)
            attributes.Append($" accept=\"{Accept}\"");
        if (Autofocus)
            attributes.Append(" autofocus");
        if (Multiple)
            attributes.Append(" multiple");
        if (Lines is not null)
            attributes.Append($" data-lines=\"{encoder.Encode(words[Lines])}\"");
        // A choice that always has a value is neither optional nor to be filled in.
        bool unmarked =
            required
            || Kind == "check"
            || (Kind == "select" && Items?.Any() == true && Items.All(i => !string.IsNullOrEmpty(i.Value)));
        string label =
            encoder.Encode(words[Label])
            + (unmarked ? "" : $" <span class=\"optional\">{encoder.Encode(words[Later ?? "form.optional"])}</span>");
        bool ticked = value?.StartsWith("true", StringComparison.OrdinalIgnoreCase) == true;
        string control = Kind switch
        {
            "area" => $"<textarea class=\"form-control\" rows=\"{Rows}\" "
                + $"{attributes}>{encoder.Encode(value ?? "")}</textarea>",
            "select" => Select(attributes, value, encoder),
            "check" => "<input type=\"checkbox\" class=\"form-check-input\" value=\"true\" "
                + $"{attributes}{(ticked ? " checked" : "")}><input "
                + $"type=\"hidden\" name=\"{name}\" value=\"false\">",
            "file" => $"<input type=\"file\" class=\"form-control\" {attributes}>",
            "password" => $"<input type=\"password\" class=\"form-control\" {attributes}>",
            _ => $"<input type=\"{Kind}\" class=\"form-control\" value=\"{encoder.Encode(value ?? "")}\" "
                + $"{attributes}{(Kind == "number" ? " step=\"any\"" : "")}>",
        };
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", Kind == "check" ? "field field-check" : "field");
        string help = Help is null ? "" : $"<p class=\"help\" id=\"{id}-help\">{encoder.Encode(words[Help])}</p>";
        string wrong = error is null
            ? ""
            : $"<p class=\"field-error\" id=\"{id}-error\">{encoder.Encode(words[error])}</p>";
        output.Content.SetHtmlContent(
            Kind == "check"
                ? $"{control}<label for=\"{id}\">{label}</label>{help}{wrong}"
                : $"<label for=\"{id}\">{label}</label>{wrong}{control}{help}"
        );
    }

    private string Select(StringBuilder attributes, string? value, HtmlEncoder encoder)
    {
        var html = new StringBuilder($"<select class=\"form-select\" {attributes}>");
        foreach (var item in Items ?? [])
        {
            string own = item.Value ?? "",
                selected = own == (value ?? "") ? " selected" : "";
            html.Append(
                $"<option value=\"{encoder.Encode(own)}\"{selected}>{encoder.Encode(item.Text ?? "")}</option>"
            );
        }

        return html.Append("</select>").ToString();
    }

    private static string? Text(object? model) =>
        model switch
        {
            null => null,
            DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
            _ => model.ToString(),
        };
}

/// <summary>All errors of a refused form at its top, each a link to its field; takes the focus.</summary>
[HtmlTargetElement("errors", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class ErrorsTagHelper(Words words) : TagHelper
{
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext View { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var errors = View
            .ViewData.ModelState.Where(s => s.Value?.Errors.Count > 0)
            .SelectMany(s => s.Value!.Errors.Select(e => (s.Key, e.ErrorMessage)))
            .ToList();
        if (errors.Count == 0)
        {
            output.SuppressOutput();
            return;
        }

        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "error-summary");
        output.Attributes.SetAttribute("role", "alert");
        output.Attributes.SetAttribute("tabindex", "-1");
        var encoder = Markup.Encoder;
        var html = new StringBuilder($"<h2>{encoder.Encode(words["form.mend"])}</h2><ul>");
        foreach (var (key, message) in errors)
            html.Append(
                key.Length == 0
                    ? $"<li>{encoder.Encode(words[message])}</li>"
                    : $"<li><a href=\"#{key.Replace('.', '_')}\">{encoder.Encode(words[message])}</a></li>"
            );
        output.Content.SetHtmlContent(html.Append("</ul>").ToString());
    }
}
