using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Modular.Kernel.Modules;
using Modular.Kernel.Texts;

namespace Modular.Kernel.Ui;

/// <summary>
/// What this place is for and the first thing to do: <c>&lt;empty text="needs.none" href="/needs/new"
/// action="needs.register" /&gt;</c>
/// </summary>
[HtmlTargetElement("empty", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class EmptyTagHelper(Words words, Doors doors) : TagHelper
{
    public string Text { get; set; } = "";
    public string? Href { get; set; }

    /// <summary>In place of <see cref="Href"/>, into another module: see <see cref="Doors"/>.</summary>
    public string? Door { get; set; }
    public string? Action { get; set; }

    [HtmlAttributeNotBound, ViewContext]
    public ViewContext View { get; set; } = null!;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        if (Door is not null)
            Href = await doors.To(Door, null, View.HttpContext.RequestAborted);
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "empty");
        var encoder = Markup.Encoder;
        string action = string.IsNullOrEmpty(Href)
            ? ""
            : "<p><a class=\"btn btn-outline-primary\" "
                + $"href=\"{encoder.Encode(Href)}\">{encoder.Encode(words[Action ?? ""])}</a></p>";
        output.Content.SetHtmlContent($"{IconTagHelper.Svg("inbox")}<p>{encoder.Encode(words[Text])}</p>{action}");
    }
}
