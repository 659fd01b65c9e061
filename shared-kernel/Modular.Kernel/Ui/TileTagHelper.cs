using Microsoft.AspNetCore.Razor.TagHelpers;
using Modular.Kernel.Texts;

namespace Modular.Kernel.Ui;

/// <summary>
/// One figure, its words, and the rows it counts: <c>&lt;tile value="12" label="needs.topics.size" href="..." /&gt;</c>
/// </summary>
[HtmlTargetElement("tile", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class TileTagHelper(Words words) : TagHelper
{
    public long Value { get; set; }
    public string Label { get; set; } = "";
    public string Href { get; set; } = "";
    public Tone Tone { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "a";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", $"tile tile-{Tone.ToString().ToLowerInvariant()}");
        output.Attributes.SetAttribute("href", Href);
        output.Content.SetHtmlContent(
            $"<strong>{Words.Number(Value)}</strong><span>{Markup.Encoder.Encode(words[Label])}</span>"
        );
    }
}
