using System.Globalization;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Modular.Kernel.Ui;

/// <summary>
/// How far something is, drawn and said: <c>&lt;bar value="@given" most="@wanted" text="@given / @wanted" /&gt;</c>.
/// What stands inside follows the drawing in place of the text.
/// </summary>
[HtmlTargetElement("bar", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class BarTagHelper : TagHelper
{
    /// <summary>Null where it is not known; the bar is empty then.</summary>
    public double? Value { get; set; }
    public double Most { get; set; } = 1;

    /// <summary>Below it the bar warns.</summary>
    public double? Low { get; set; }
    public double? Optimum { get; set; }
    public string? Text { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var inside = await output.GetChildContentAsync();
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "bar");
        output.Content.SetHtmlContent(
            $"<meter min=\"0\" max=\"{Figure(Most)}\"{Mark("low", Low)}{Mark("optimum", Optimum)}"
                + $" value=\"{Figure(Value ?? 0)}\">{(Value is { } value ? Figure(value) : "")}</meter> "
        );
        if (Text is null)
            output.Content.AppendHtml(inside);
        else
            output.Content.AppendHtml($"<span class=\"num\">{Markup.Encoder.Encode(Text)}</span>");
    }

    private static string Mark(string name, double? value) => value is { } v ? $" {name}=\"{Figure(v)}\"" : "";

    private static string Figure(double value) => value.ToString(CultureInfo.InvariantCulture);
}
