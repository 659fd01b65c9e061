using Microsoft.AspNetCore.Razor.TagHelpers;
using Modular.Kernel.Texts;

namespace Modular.Kernel.Ui;

/// <summary>
/// Something to do that is folded away until it is wanted: <c>&lt;tool text="needs.do.ask" icon="ask"
/// open="@Model.Failed("Ask")"&gt;</c>, with its form inside. It stands open where what was entered was refused.
/// </summary>
[HtmlTargetElement("tool")]
public sealed class ToolTagHelper(Words words) : TagHelper
{
    public string Text { get; set; } = "";
    public string? Icon { get; set; }
    public bool Open { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "details";
        string more = output.Attributes["class"]?.Value.ToString() is { } own ? $"tool {own}" : "tool";
        output.Attributes.SetAttribute("class", more);
        if (Open)
            output.Attributes.SetAttribute("open", "open");
        output.PreContent.AppendHtml("<summary>");
        if (Icon is not null)
            output.PreContent.AppendHtml(IconTagHelper.Svg(Icon));
        output.PreContent.Append(words[Text]).AppendHtml("</summary>");
    }
}
