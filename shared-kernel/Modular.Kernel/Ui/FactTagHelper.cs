using Microsoft.AspNetCore.Razor.TagHelpers;
using Modular.Kernel.Texts;

namespace Modular.Kernel.Ui;

/// <summary>One fact of a list <c>dl</c>: <c>&lt;fact label="needs.place"&gt;@n.Place&lt;/fact&gt;</c></summary>
[HtmlTargetElement("fact")]
public sealed class FactTagHelper(Words words) : TagHelper
{
    public string Label { get; set; } = "";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "dd";
        output.PreElement.AppendHtml("<dt>").Append(words[Label]).AppendHtml("</dt>");
    }
}
