using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Modular.Kernel.Texts;

namespace Modular.Kernel.Ui;

/// <summary>How a thing stands; always an icon and a word, never colour alone.</summary>
public enum Tone
{
    Plain,
    Good,
    Waiting,
    Risk,
    Bad,
}

/// <summary><c>&lt;icon name="inbox" /&gt;</c>: a drawing from the one sprite.</summary>
[HtmlTargetElement("icon", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class IconTagHelper : TagHelper
{
    public string Name { get; set; } = "";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.Content.SetHtmlContent(Svg(Name));
    }

    internal static string Svg(string name) =>
        $"<svg class=\"icon\" aria-hidden=\"true\" focusable=\"false\"><use href=\"/icons.svg#{name}\"/></svg>";
}

/// <summary><c>&lt;pill tone="Good" text="..." /&gt;</c></summary>
[HtmlTargetElement("pill", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class PillTagHelper : TagHelper
{
    public Tone Tone { get; set; }
    public string Text { get; set; } = "";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
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
            : $"<p><a class=\"btn btn-outline-primary\" href=\"{encoder.Encode(Href)}\">{encoder.Encode(words[Action ?? ""])}</a></p>";
        output.Content.SetHtmlContent($"{IconTagHelper.Svg("inbox")}<p>{encoder.Encode(words[Text])}</p>{action}");
    }
}

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
