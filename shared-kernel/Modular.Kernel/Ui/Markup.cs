using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Modular.Kernel.Ui;

/// <summary>
/// Encodes for HTML and leaves Chinese as it is: the default encoder would write every character as eight.
/// </summary>
public static class Markup
{
    public static HtmlEncoder Encoder { get; } = HtmlEncoder.Create(UnicodeRanges.All);
}
