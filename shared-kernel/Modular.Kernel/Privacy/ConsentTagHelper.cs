using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Modular.Kernel.Texts;
using Modular.Kernel.Ui;

namespace Modular.Kernel.Privacy;

/// <summary>
/// The box by which somebody agrees to the privacy notice: <c>&lt;consent name="Consented" /&gt;</c>. Its value is the
/// version that stands behind the link, so that what is kept is what was read.
/// </summary>
[HtmlTargetElement("consent", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class ConsentTagHelper(Words words, PrivacyNotices notices) : TagHelper
{
    public string Name { get; set; } = "Consented";

    /// <summary>Text key of what is agreed to.</summary>
    public string Label { get; set; } = "privacy.consent";

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext View { get; set; } = null!;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var notice = await notices.Current(View.HttpContext.RequestAborted);
        string version = notice.Version.ToString(CultureInfo.InvariantCulture),
            id = Name.Replace('.', '_');
        View.ViewData.ModelState.TryGetValue(Name, out var state);
        string? error = state?.Errors.FirstOrDefault()?.ErrorMessage;
        // Another version than was ticked must be read and ticked again.
        string ticked = state?.AttemptedValue == version ? " checked" : "";
        string wrong = error is null ? "" : $" aria-invalid=\"true\" aria-describedby=\"{id}-error\"";
        var encoder = Markup.Encoder;
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "field field-check");
        output.Content.SetHtmlContent(
            $"<input type=\"checkbox\" class=\"form-check-input\" data-consent id=\"{id}\" name=\"{Name}\""
                + $" value=\"{version}\"{ticked}{wrong}>"
                + $"<label for=\"{id}\">{encoder.Encode(words[Label])}</label>"
                + $"<p class=\"help\"><a href=\"/privacy\" target=\"_blank\" rel=\"noopener\">"
                + $"{encoder.Encode(words["privacy.consent.read", notice.Version])}</a></p>"
                + (
                    error is null
                        ? ""
                        : $"<p class=\"field-error\" id=\"{id}-error\">{encoder.Encode(words[error])}</p>"
                )
        );
    }
}

/// <summary>
/// Where a form has a box of its own: the version that stood beside it, with the link. <c>&lt;consent-notice
/// name="Form.Notice" /&gt;</c>
/// </summary>
[HtmlTargetElement("consent-notice", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class ConsentNoticeTagHelper(Words words, PrivacyNotices notices) : TagHelper
{
    public string Name { get; set; } = "Notice";

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext View { get; set; } = null!;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var notice = await notices.Current(View.HttpContext.RequestAborted);
        string version = notice.Version.ToString(CultureInfo.InvariantCulture);
        output.TagName = "p";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "help");
        output.Content.SetHtmlContent(
            $"<input type=\"hidden\" name=\"{Name}\" value=\"{version}\">"
                + "<a href=\"/privacy\" target=\"_blank\" rel=\"noopener\">"
                + $"{Markup.Encoder.Encode(words["privacy.consent.read", notice.Version])}</a>"
        );
    }
}
