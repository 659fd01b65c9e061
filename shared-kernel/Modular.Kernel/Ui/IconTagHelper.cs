using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Modular.Kernel.Ui;

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
