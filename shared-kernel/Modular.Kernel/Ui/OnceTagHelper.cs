using System.Security.Cryptography;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Modular.Kernel.Ui;

/// <summary>
/// Every form that posts carries a key of its own, so that the server knows a second sending of it from a second wish.
/// </summary>
[HtmlTargetElement("form", Attributes = "method")]
public sealed class OnceTagHelper : TagHelper
{
    public const string Field = "_once";

    public override int Order => 10;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (
            !string.Equals(
                context.AllAttributes["method"]?.Value?.ToString(),
                "post",
                StringComparison.OrdinalIgnoreCase
            )
        )
            return;
        output.PostContent.AppendHtml(Key());
    }

    /// <summary>The field with a key of its own.</summary>
    internal static string Key() =>
        $"<input type=\"hidden\" name=\"{Field}\" "
        + $"value=\"{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12))}\" />";
}
