using Microsoft.AspNetCore.Mvc.TagHelpers;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Modular.Kernel.Ui;

/// <summary>
/// A button that posts and asks for nothing: <c>&lt;act asp-page-handler="Open" version="@r.Version"
/// tone="primary"&gt;@T["rounds.do.open"]&lt;/act&gt;</c>. It is a form of its own, with the version the person saw, so
/// that nobody moves what another has moved meanwhile.
/// </summary>
[HtmlTargetElement("act")]
public sealed class ActTagHelper(IHtmlGenerator generator) : FormTagHelper(generator)
{
    /// <summary>For handlers that take <c>Version</c>.</summary>
    public int? Version { get; set; }

    /// <summary>For handlers of pages whose form is <c>Input</c>.</summary>
    public int? InputVersion { get; set; }

    /// <summary>How the button looks: primary, outline-primary, outline-secondary, outline-danger, link.</summary>
    public string Tone { get; set; } = "primary";

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var said = await output.GetChildContentAsync();
        output.TagName = "form";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("method", "post");
        if (Version is { } version)
            output.PreContent.AppendHtml(Hidden("Version", version));
        if (InputVersion is { } seen)
            output.PreContent.AppendHtml(Hidden("Input.Version", seen));
        output
            .PreContent.AppendHtml("<button class=\"btn btn-")
            .Append(Tone)
            .AppendHtml("\">")
            .AppendHtml(said)
            .AppendHtml("</button>");
        output.Content.SetContent("");
        Process(context, output);
        output.PostContent.AppendHtml(OnceTagHelper.Key());
    }

    private static string Hidden(string name, int value) =>
        string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"<input type=\"hidden\" name=\"{name}\" value=\"{value}\" />"
        );
}
