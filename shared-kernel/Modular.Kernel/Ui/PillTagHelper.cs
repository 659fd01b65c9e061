using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Modular.Kernel.Ui;

/// <summary><c>&lt;pill tone="Good" text="..." /&gt;</c></summary>
[HtmlTargetElement("pill", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class PillTagHelper : TagHelper
{
    public Tone Tone { get; set; }
    public string Text { get; set; } = "";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        // Nothing to say is no empty dot.
        if (Text.Length == 0)
        {
            output.SuppressOutput();
            return;
        }

        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", $"pill pill-{Tone.ToString().ToLowerInvariant()}");
        string icon = Tone switch
        {
            Tone.Good => "check",
            Tone.Waiting => "clock",
            Tone.Risk => "alert",
            Tone.Bad => "cross",
            _ => "dot",
        };
        output.Content.SetHtmlContent(IconTagHelper.Svg(icon) + Markup.Encoder.Encode(Text));
    }
}
