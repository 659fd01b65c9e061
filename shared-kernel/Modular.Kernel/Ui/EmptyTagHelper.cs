using Microsoft.AspNetCore.Razor.TagHelpers;
using Modular.Kernel.Texts;

namespace Modular.Kernel.Ui;

/// <summary>
/// What this place is for and the first thing to do: <c>&lt;empty text="needs.none" href="/needs/new"
/// action="needs.register" /&gt;</c>
/// </summary>
[HtmlTargetElement("empty", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class EmptyTagHelper(Words words) : TagHelper
{
    public string Text { get; set; } = "";
    public string? Href { get; set; }
    public string? Action { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "empty");
        var encoder = Markup.Encoder;
        string action = Href is null
            ? ""
            : "<p><a class=\"btn btn-outline-primary\" "
                + $"href=\"{encoder.Encode(Href)}\">{encoder.Encode(words[Action ?? ""])}</a></p>";
        output.Content.SetHtmlContent($"{IconTagHelper.Svg("inbox")}<p>{encoder.Encode(words[Text])}</p>{action}");
    }
}
